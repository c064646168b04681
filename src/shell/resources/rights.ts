import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Kind, Verb } from "../../resources/kind.ts";
import { tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import type { Accounts } from "../session/accounts.ts";

/**
 * Sees to it that nobody is asked for what they may not do. What rights are there in Azure is not known before it refuses, and
 * the refusal names them.
 *
 * @throws Failure `forbidden` that names the scope which the tenant's account lacks.
 */
export async function requireRight(accounts: Accounts, kind: Kind, owner: string, verb: Verb): Promise<void> {
  const scope = kind.rights[verb];
  if (kind.cloud === "auth0" && scope !== undefined) await requireScope(accounts, owner, scope);
}

/** As {@link requireRight}, for one scope of the Management API of the tenant `domain`. */
export async function requireScope(accounts: Accounts, domain: string, scope: string): Promise<void> {
  const account = accounts.tenants.all().find((one) => one.domain === domain);
  if (!account) return;
  const has = await reading(tenantLabel(account), (signal) => accounts.hasScope(account, scope, signal));
  if (has !== false) return;
  throw new Failure(
    "forbidden",
    l10n.t(
      "This needs the Management API scope {0}, which the application {1} does not have in {2}.",
      scope,
      account.clientId,
      tenantLabel(account),
    ),
    {
      account: domain,
      missingScopes: [scope],
      remedy: l10n.t(
        "Grant it in the Auth0 Dashboard > Applications > Applications > this application > APIs > Auth0 Management API, then run the command again.",
      ),
    },
  );
}
