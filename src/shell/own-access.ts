import { l10n } from "vscode";
import { Failure, isCancelled } from "../core/failure.ts";
import type { Auth0Account } from "../domain/account.ts";
import { storeIn } from "../resources/clouds.ts";
import type { Change } from "../resources/kind.ts";
import { clientGrant } from "../resources/kinds/client-grant.ts";
import { judgeOwnAccess, type OwnAccess } from "../workflows/own-access.ts";
import type { Accounts } from "./session/accounts.ts";

/**
 * Keeps a plan from ending the very sign-in that it would be made by.
 *
 * @returns What is to be said on the plan, since it might.
 * @throws Failure `unsupported` when it would, or when nobody can tell that it would not.
 */
export async function guardOwnAccess(
  accounts: Accounts,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const account of accounts.tenants.all()) {
    const here = changes.filter(({ ref }) => ref.owner === account.domain);
    if (here.length === 0) continue;
    const own = await ownAccessOf(accounts, account, here, signal);
    for (const change of here) {
      const verdict = judgeOwnAccess(change, own);
      if (verdict.kind === "cut") throw refusal(verdict.text, account);
      if (verdict.kind === "doubt") notes.push(verdict.text);
    }
  }
  return notes;
}

/** The grants are read only where one is to be changed. */
async function ownAccessOf(
  accounts: Accounts,
  account: Auth0Account,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<OwnAccess> {
  const { domain, clientId } = account;
  const isAsked = changes.some(({ ref, verb }) => ref.kind === clientGrant.id && verb !== "create");
  const grantIds = isAsked ? await readGrantIds(accounts, account, signal) : [];
  return { domain, clientId, grantIds };
}

async function readGrantIds(
  accounts: Accounts,
  account: Auth0Account,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const { domain, clientId } = account;
  const ids: string[] = [];
  try {
    const store = storeIn(await accounts.openTenant(account), clientGrant);
    for await (const { ref, value } of store.list(domain, { clientId }, signal)) {
      if (value.audience === `https://${domain}/api/v2/`) ids.push(ref.id);
    }
    return ids;
  } catch (error) {
    if (isCancelled(error)) throw error;
    return undefined;
  }
}

function refusal(text: string, { domain }: Auth0Account): Failure {
  return new Failure(
    "unsupported",
    l10n.t("{0} Nobody could go on from here, nor take it back, so it is not done.", text),
    {
      remedy: l10n.t(
        "Do it in Auth0's dashboard and connect {0} again, or connect it with another application first.",
        domain,
      ),
    },
  );
}
