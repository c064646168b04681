import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import { kindOf } from "../../resources/all-kinds.ts";
import { shelvedByOwner } from "../../resources/by-owner.ts";
import type { Shelved, ShelvedClouds } from "../../resources/clouds.ts";
import { isElements } from "../../resources/fields.ts";
import type { Journal } from "../../resources/journal.ts";
import type { FieldChange, Ref } from "../../resources/kind.ts";
import { laterOf } from "../../resources/later.ts";
import { tenantLabelOf } from "../account-label.ts";
import { isLoopback } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";

/**
 * The clouds that a plan writes to, opened with the accounts of now: each tenant and instance with the account that sees it.
 *
 * @throws Failure `unauthorized` or `not-found` that says which account is missing.
 */
export async function openCloudsOf(
  accounts: Accounts,
  journal: Journal,
  signal: AbortSignal,
): Promise<ShelvedClouds> {
  const [auth0, azure] = await Promise.all([
    openEach(ownersIn(journal, "auth0"), (domain) =>
      accounts.openTenant(tenantOf(accounts, domain, journal)),
    ),
    openEach(ownersIn(journal, "azure"), async (path) =>
      accounts.openAzure(await accounts.ownerOf(parseInstancePath(path), signal)),
    ),
  ]);
  return { auth0: shelvedByOwner(auth0), azure: shelvedByOwner(azure) };
}

async function openEach(
  owners: readonly string[],
  open: (owner: string) => Promise<Shelved>,
): Promise<ReadonlyMap<string, Shelved>> {
  return new Map(await Promise.all(owners.map(async (owner) => [owner, await open(owner)] as const)));
}

/** Whether the tenant of a plan is connected; of Azure that is known only once it is asked. */
export function isReachable(accounts: Accounts, journal: Journal): boolean {
  const connected = new Set(accounts.tenants.all().map(({ domain }) => domain));
  return ownersIn(journal, "auth0").every((domain) => connected.has(domain));
}

/** The tenants or the instances that a plan writes to, and then those that it only takes secrets from. */
function ownersIn({ entries }: Journal, cloud: "auth0" | "azure"): readonly string[] {
  const refs = [
    ...entries.map(({ change }) => change.ref),
    ...entries.flatMap(({ change }) => change.fields.flatMap(secretSource)),
  ];
  const owners = refs.flatMap(({ kind, owner }) => (kindOf(kind)?.cloud === cloud ? [owner] : []));
  return [...new Set(owners)];
}

function secretSource(field: FieldChange): readonly Ref[] {
  const after = isElements(field) ? undefined : laterOf(field.after);
  return after && "secretOf" in after && typeof after.secretOf !== "string" ? [after.secretOf] : [];
}

function tenantOf(accounts: Accounts, domain: string, { title }: Journal): Auth0Account {
  const account = accounts.tenants.all().find((one) => one.domain === domain);
  if (account) return account;
  throw new Failure(
    "unauthorized",
    l10n.t(
      "The plan is about the tenant {0}, which is not connected: {1}.",
      tenantLabelOf([], domain),
      title,
    ),
    {
      remedy: l10n.t("Connect it again; for the sandbox, start it."),
      signIns: [isLoopback(domain) ? "sandbox" : "auth0"],
    },
  );
}
