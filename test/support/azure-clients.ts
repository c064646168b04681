import { ApiManagementClient } from "@azure/arm-apimanagement";
import { SubscriptionClient } from "@azure/arm-resources-subscriptions";
import { ClientSecretCredential } from "@azure/identity";
import type { Principal } from "../../src/sandbox/azure/state.ts";
import type { SuiteSandbox } from "./sandbox.ts";

/** The resource group and instance of the seed, as the first two arguments of the official client. */
export const contosoInstance = ["contoso-rg", "contoso-apim"] as const;

/** The official credential for a principal of the sandbox; its own by default. */
export function credentialOf(sandbox: SuiteSandbox, principal?: Principal): ClientSecretCredential {
  const { tenantId, authorityHost } = sandbox.info.azure;
  const { clientId, clientSecret } = principal ?? sandbox.info.azure;
  return new ClientSecretCredential(tenantId, clientId, clientSecret, {
    authorityHost,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: sandbox.ca },
  });
}

/** The official API Management client, unchanged but for the address and the authority it trusts. */
export function apimClient(sandbox: SuiteSandbox, principal?: Principal): ApiManagementClient {
  const { subscriptionId, resourceManager } = sandbox.info.azure;
  return new ApiManagementClient(credentialOf(sandbox, principal), subscriptionId, {
    $host: resourceManager,
    endpoint: resourceManager,
    tlsOptions: { ca: sandbox.ca },
    retryOptions: { maxRetries: 0 },
  });
}

/** The official client for tenants and subscriptions. */
export function subscriptionClient(sandbox: SuiteSandbox, principal?: Principal): SubscriptionClient {
  const { resourceManager } = sandbox.info.azure;
  return new SubscriptionClient(credentialOf(sandbox, principal), {
    $host: resourceManager,
    endpoint: resourceManager,
    tlsOptions: { ca: sandbox.ca },
    retryOptions: { maxRetries: 0 },
  });
}

/** All pages of a list. */
export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of pages) all.push(item);
  return all;
}
