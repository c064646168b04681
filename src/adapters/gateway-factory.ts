import type { Auth0Account, AzureAccount, SandboxTrust } from "../domain/account.ts";
import type { ApiCaller, ApimGateway } from "../domain/apim-gateway.ts";
import type { Auth0Gateway } from "../domain/auth0-gateway.ts";
import type { AzureCredentials, GatewayFactory } from "../domain/connections.ts";
import { FetchApiCaller } from "./api-caller.ts";

/** Opens gateways on the official SDKs; each SDK is loaded when its first gateway is opened, not earlier. */
export class SdkGatewayFactory implements GatewayFactory {
  async openAuth0(account: Auth0Account, clientSecret: string): Promise<Auth0Gateway> {
    const [{ SdkAuth0Gateway }, fetch] = await Promise.all([
      import("./auth0/sdk-auth0-gateway.ts"),
      fetchFor(account.sandbox),
    ]);
    return new SdkAuth0Gateway({ account, clientSecret, fetch });
  }

  async openAzure(account: AzureAccount, credentials: AzureCredentials): Promise<ApimGateway> {
    const [{ SdkApimGateway }, http] = await Promise.all([
      import("./azure/sdk-apim-gateway.ts"),
      import("./azure/http-options.ts").then(({ httpOptions }) => httpOptions(account)),
    ]);
    return new SdkApimGateway({ account, credentials, http });
  }

  async openCaller(trust: SandboxTrust | undefined): Promise<ApiCaller> {
    return new FetchApiCaller(await fetchFor(trust), trust !== undefined);
  }
}

/** The global `fetch` is looked up at each call: VS Code replaces it by one that knows the proxy settings. */
async function fetchFor(trust: SandboxTrust | undefined): Promise<typeof globalThis.fetch> {
  if (!trust) return (input, init) => globalThis.fetch(input, init);
  const { trustingFetch } = await import("./trusting-fetch.ts");
  return trustingFetch(trust);
}
