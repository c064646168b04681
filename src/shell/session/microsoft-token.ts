import { authentication, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { AzureCredentials } from "../../domain/connections.ts";

const RESOURCE_MANAGER = "https://management.azure.com/.default";
/** VS Code renews a session's token by itself; asking again after this time gets the renewed one. */
const TRUSTED_FOR_MILLISECONDS = 5 * 60_000;

/** The scopes that make VS Code's Microsoft provider sign in to one directory. */
function scopesFor(tenantId: string | undefined): string[] {
  return [RESOURCE_MANAGER, ...(tenantId ? [`VSCODE_TENANT:${tenantId}`] : [])];
}

/**
 * Signs in with VS Code's Microsoft account, asking the person.
 *
 * @returns the account's label.
 * @throws Failure `cancelled` when the person declined.
 */
export async function signInToMicrosoft(tenantId: string | undefined): Promise<string> {
  const session = await authentication.getSession("microsoft", scopesFor(tenantId), { createIfNone: true });
  return session.account.label;
}

/** Tokens of VS Code's Microsoft account, without asking the person. */
export function microsoftToken(tenantId: string | undefined): NonNullable<AzureCredentials["accessToken"]> {
  return async () => {
    const session = await authentication.getSession("microsoft", scopesFor(tenantId), { silent: true });
    if (!session) {
      throw new Failure("unauthorized", l10n.t("You are signed out of your Microsoft account."), {
        remedy: l10n.t("Sign in to Azure again."),
      });
    }
    return { token: session.accessToken, expiresAt: new Date(Date.now() + TRUSTED_FOR_MILLISECONDS) };
  };
}
