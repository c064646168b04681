import type { Auth0Account, AzureAccount, AzureCredentials, SandboxTrust } from "../domain/account.ts";
import type { Auth0Cloud } from "../domain/auth0-cloud.ts";
import type { ApiCaller, AzureCloud } from "../domain/azure-cloud.ts";
import type { CustomAzureCloud } from "../domain/azure-clouds.ts";
import type { FetchedDocument } from "../domain/document-fetcher.ts";
import type { CloudFactory, Shelved } from "../resources/clouds.ts";
import { FetchApiCaller } from "./api-caller.ts";

/** Opens clouds on the official SDKs; each SDK is loaded when its first cloud is opened, not earlier. */
export class SdkCloudFactory implements CloudFactory {
  async openAuth0(account: Auth0Account, secret: string): Promise<Auth0Cloud & Shelved> {
    const [{ SdkAuth0Cloud }, fetch] = await Promise.all([
      import("./auth0/sdk-auth0-cloud.ts"),
      fetchFor(account.sandbox),
    ]);
    return new SdkAuth0Cloud({ account, secret, fetch });
  }

  async readSigningKey(pem: string, passphrase: string | undefined): Promise<string> {
    const { toSigningKey } = await import("./auth0/private-key.ts");
    return toSigningKey(pem, passphrase);
  }

  async openAzure(account: AzureAccount, credentials: AzureCredentials): Promise<AzureCloud & Shelved> {
    const [{ SdkAzureCloud }, http] = await Promise.all([
      import("./azure/sdk-azure-cloud.ts"),
      import("./azure/http-options.ts").then(({ httpOptions }) => httpOptions(account)),
    ]);
    return new SdkAzureCloud({ account, credentials, http });
  }

  async checkCertificate(path: string, password: string | undefined): Promise<void> {
    const { readCertificate } = await import("./azure/certificate.ts");
    await readCertificate(path, password);
  }

  async readAzureCloud(resourceManager: string, signal: AbortSignal): Promise<CustomAzureCloud> {
    const { readCloud } = await import("./azure/read-cloud.ts");
    return readCloud(resourceManager, await fetchFor(undefined), signal);
  }

  async openCaller(trust: SandboxTrust | undefined): Promise<ApiCaller> {
    return new FetchApiCaller(await fetchFor(trust), trust !== undefined);
  }

  async fetchDocument(address: string, signal: AbortSignal): Promise<FetchedDocument> {
    const { fetchDocument } = await import("./fetch-document.ts");
    return fetchDocument(await fetchFor(undefined), address, signal);
  }
}

/** The global `fetch` is looked up at each call: VS Code replaces it by one that knows the proxy settings. */
async function fetchFor(trust: SandboxTrust | undefined): Promise<typeof globalThis.fetch> {
  if (!trust) return (input, init) => globalThis.fetch(input, init);
  const { trustingFetch } = await import("./trusting-fetch.ts");
  return trustingFetch(trust);
}
