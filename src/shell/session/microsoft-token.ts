import { authentication, l10n } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { AzureAccount, AzureCredentials } from "../../domain/account.ts";
import { environmentOf, resourceManagerScope } from "../../domain/azure-clouds.ts";

/** VS Code renews a session's token by itself; asking again after this time gets the renewed one. */
const trustedForMilliseconds = 5 * 60_000;

/** One directory of a person's account, in one cloud. */
type Directory = Pick<AzureAccount, "tenantId" | "cloud">;

/** VS Code's provider of accounts of the public cloud, and the one of the sovereign cloud that its settings name. */
function providerOf({ cloud }: Directory): string {
  return cloud === undefined ? "microsoft" : "microsoft-sovereign-cloud";
}

/** The scopes that make VS Code sign in to one directory. */
function scopesFor({ tenantId, cloud }: Directory): string[] {
  const scope = resourceManagerScope(environmentOf(cloud));
  return [scope, ...(tenantId ? [`VSCODE_TENANT:${tenantId}`] : [])];
}

/**
 * Signs in with VS Code's Microsoft account, asking the person.
 *
 * @returns the account's label.
 * @throws Failure `cancelled` when the person declined, `unauthorized` when it did not work.
 */
export async function signInToMicrosoft(directory: Directory): Promise<string> {
  try {
    const session = await authentication.getSession(providerOf(directory), scopesFor(directory), {
      createIfNone: true,
    });
    return session.account.label;
  } catch (error) {
    throw notSignedIn(error);
  }
}

/** The editor tells a person who declined from a sign-in that failed by its words alone. */
function notSignedIn(error: unknown): Failure {
  const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  if (isCancelled(error) || /did not consent|cancell?ed/i.test(reason)) {
    return new Failure("cancelled", "Cancelled.", { cause: error });
  }
  return new Failure("unauthorized", l10n.t("The Microsoft account could not be signed in: {0}.", reason), {
    remedy: l10n.t("Try again, or sign in to Azure another way."),
    signIns: ["azure"],
    cause: error,
  });
}

/** Tokens of VS Code's Microsoft account, without asking the person. */
export function microsoftToken(directory: Directory): NonNullable<AzureCredentials["accessToken"]> {
  return async () => {
    const session = await authentication.getSession(providerOf(directory), scopesFor(directory), {
      silent: true,
    });
    if (!session) {
      throw new Failure("unauthorized", l10n.t("You are signed out of your Microsoft account."), {
        remedy: l10n.t("Sign in to Azure again."),
        signIns: ["azure"],
      });
    }
    return { token: session.accessToken, expiresAt: new Date(Date.now() + trustedForMilliseconds) };
  };
}
