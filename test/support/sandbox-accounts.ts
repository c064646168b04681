import { SdkCloudFactory } from "../../src/adapters/cloud-factory.ts";
import type { Auth0Account, AzureAccount, SandboxInfo } from "../../src/domain/account.ts";
import type { ApiRef } from "../../src/domain/apim.ts";
import type { Auth0Cloud } from "../../src/domain/auth0-cloud.ts";
import type { AzureCloud } from "../../src/domain/azure-cloud.ts";
import type { Shelved } from "../../src/resources/clouds.ts";

/** Credentials to use in place of the sandbox's own. */
export interface OtherCredentials {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly domain?: string;
}

/** The sandbox's tenant as an account. */
export function auth0Account({ auth0, ca }: SandboxInfo, other: OtherCredentials = {}): Auth0Account {
  const { domain = auth0.domain, clientId = auth0.clientId } = other;
  return { domain, clientId, sandbox: { ca } };
}

/** The sandbox's Azure as an account. */
export function azureAccount({ azure, ca }: SandboxInfo, other: OtherCredentials = {}): AzureAccount {
  const { authorityHost, resourceManager, tenantId } = azure;
  const clientId = other.clientId ?? azure.clientId;
  return { kind: "service-principal", tenantId, clientId, sandbox: { ca, authorityHost, resourceManager } };
}

/** The sandbox's tenant through the official SDK. */
export function openAuth0(info: SandboxInfo, other: OtherCredentials = {}): Promise<Auth0Cloud & Shelved> {
  return new SdkCloudFactory().openAuth0(
    auth0Account(info, other),
    other.clientSecret ?? info.auth0.clientSecret,
  );
}

/** The sandbox's Azure through the official SDKs. */
export function openAzure(info: SandboxInfo, other: OtherCredentials = {}): Promise<AzureCloud & Shelved> {
  const clientSecret = other.clientSecret ?? info.azure.clientSecret;
  return new SdkCloudFactory().openAzure(azureAccount(info, other), { clientSecret });
}

/** The API that a sandbox has from the beginning. */
export function sandboxCalculator({ azure }: SandboxInfo): ApiRef {
  const { subscriptionId } = azure;
  return {
    instance: { subscriptionId, resourceGroup: "contoso-rg", serviceName: "contoso-apim" },
    apiId: "basic-calculator",
  };
}
