import { ManagementClient } from "auth0";
import type { RequestInit } from "undici";
import { managementCredentials } from "../../../src/sandbox/auth0/index.ts";
import type { Tenant } from "./auth0-tenant.ts";

/** The official Management client on a tenant, with its own machine-to-machine credentials unless others are given. */
export function managementClient(
  tenant: Tenant,
  credentials: { clientId: string; clientSecret: string } = managementCredentials(tenant.state),
): ManagementClient {
  return new ManagementClient({ domain: tenant.domain, ...credentials, fetch: sdkFetch(tenant) });
}

/** The tenant's `fetch` in the type the SDK asks for. */
export function sdkFetch(tenant: Tenant): typeof globalThis.fetch {
  const trusting = (url: string | URL, init?: RequestInit) => tenant.fetch(url, init);
  return trusting as unknown as typeof globalThis.fetch;
}
