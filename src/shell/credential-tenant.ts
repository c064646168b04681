import { l10n } from "vscode";
import { Failure, toFailure } from "../core/failure.ts";
import { known, type Maybe, unknown } from "../core/known.ts";
import type { Auth0Account } from "../domain/account.ts";
import type { ApiRef } from "../domain/apim.ts";
import { instancePath } from "../domain/instance-path.ts";
import { type Shelved, storeIn } from "../resources/clouds.ts";
import { credentialProvider } from "../resources/kinds/credential-provider.ts";
import { tenantLabel } from "./account-label.ts";
import { isSandboxAccount } from "./session/account-list.ts";
import type { Accounts } from "./session/accounts.ts";

/** What the credential manager can ask of a tenant. */
interface CredentialTenant {
  readonly tokenEndpoint: string;
  /** Whom its tokens are for; `undefined` where it has none, unknown where the account may not read it. */
  readonly defaultAudience: Maybe<string | undefined>;
}

/**
 * Whom tokens of a tenant are for that the credential manager gets by client credentials. Whether it can send an `audience` is
 * not known, and without one Auth0 gives such tokens for the tenant's default audience only.
 */
export async function readCredentialTenant(
  accounts: Accounts,
  account: Auth0Account,
  signal: AbortSignal,
): Promise<CredentialTenant> {
  const auth0 = await accounts.openTenant(account);
  const [{ tokenEndpoint }, defaultAudience] = await Promise.all([
    auth0.readDiscovery(signal),
    auth0.readTenant(signal).then(
      (tenant) => known(tenant.defaultAudience),
      (error: unknown) => {
        if (toFailure(error).code !== "forbidden") throw error;
        return unknown;
      },
    ),
  ]);
  return { tokenEndpoint, defaultAudience };
}

/** That a tenant without a default audience gives the credential manager no token, and where it gets one. */
export function noDefaultAudience(account: Auth0Account): Failure {
  return new Failure(
    "unsupported",
    l10n.t(
      "The tenant {0} has no default audience. Whether the credential manager can send an audience is not known, and without one Auth0 gives it no token.",
      tenantLabel(account),
    ),
    {
      remedy: isSandboxAccount(account)
        ? l10n.t(
            "The sandbox has no dashboard: creating a credential provider from its tenant with “Create…” sets one.",
          )
        : l10n.t(
            "Set one in the Auth0 Dashboard > Settings > General > API Authorization Settings > Default Audience, then try again. Every request of the tenant that names no audience gets tokens for it.",
          ),
    },
  );
}

/**
 * What is to be said of a connection before a policy gets its tokens by it: for a provider that is a connected tenant, whom they
 * are for.
 *
 * @throws Failure `not-found` where there is no such provider, `unsupported` where the tenant has no default audience.
 */
export async function connectionNotes(
  accounts: Accounts,
  azure: Shelved,
  { instance }: Pick<ApiRef, "instance">,
  providerId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ref = { kind: credentialProvider.id, owner: instancePath(instance), id: providerId };
  const provider = await storeIn(azure, credentialProvider).read(ref, signal);
  if (!provider) {
    throw new Failure("not-found", l10n.t("There is no credential provider “{0}”.", providerId), {
      remedy: l10n.t("Create one with “Create…”, and a connection below it."),
    });
  }
  const tokenUrl = provider.value.oauth2?.grantTypes?.clientCredentials?.["tokenUrl"] ?? "";
  const host = URL.canParse(tokenUrl) ? new URL(tokenUrl).host : "";
  const account = accounts.tenants.all().find(({ domain }) => domain === host);
  if (!account) return [];
  const { defaultAudience } = await readCredentialTenant(accounts, account, signal);
  if (!defaultAudience.known)
    return [
      l10n.t("Whether {0} has a default audience could not be read: without one it gives no token.", host),
    ];
  if (defaultAudience.value === undefined) throw noDefaultAudience(account);
  return [l10n.t("Its tokens are for the default audience of {0}: {1}.", host, defaultAudience.value)];
}
