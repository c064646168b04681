import type { Auth0Account, AzureAccount, SandboxTrust } from "./account.ts";
import type { Auth0Cloud } from "./auth0-cloud.ts";
import type { ApiCaller, AzureCloud } from "./azure-cloud.ts";

/**
 * Opens clouds for accounts. The implementation loads an SDK only when the first account of its cloud is opened, and
 * opening does not touch the network.
 */
export interface CloudFactory {
  openAuth0(account: Auth0Account, clientSecret: string): Promise<Auth0Cloud>;
  /** `clientSecret` for a service principal only; `accessToken` for VS Code's Microsoft account only. */
  openAzure(account: AzureAccount, credentials: AzureCredentials): Promise<AzureCloud>;
  openCaller(trust: SandboxTrust | undefined): Promise<ApiCaller>;
}

/** What signing in to Azure needs besides the account. */
export interface AzureCredentials {
  readonly clientSecret?: string;
  /** A current access token for Azure Resource Manager, asked for anew before each use. */
  readonly accessToken?: (
    signal: AbortSignal,
  ) => Promise<{ readonly token: string; readonly expiresAt: Date }>;
}
