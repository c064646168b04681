import { ManagementClient } from "auth0";
import type { RequestInit } from "undici";
import { managementCredentials } from "../../../src/sandbox/auth0/index.ts";
import type { Tenant } from "./auth0-tenant.ts";

/** As much of a tenant as its clients need. */
type Reachable = Pick<Tenant, "state" | "domain" | "fetch">;

/** The official Management client on a tenant, with its own machine-to-machine credentials unless others are given. */
export function managementClient(
  tenant: Reachable,
  credentials: { clientId: string; clientSecret: string } = managementCredentials(tenant.state),
): ManagementClient {
  return new ManagementClient({ domain: tenant.domain, ...credentials, fetch: sdkFetch(tenant) });
}

/** The tenant's `fetch` in the type the SDK asks for. */
export function sdkFetch(tenant: Pick<Tenant, "fetch">): typeof globalThis.fetch {
  const trusting = (url: string | URL, init?: RequestInit) => tenant.fetch(url, init);
  return trusting as unknown as typeof globalThis.fetch;
}

/** A token for the Management API, for requests without the SDK. */
export async function managementToken(tenant: Tenant): Promise<string> {
  const { clientId, clientSecret } = managementCredentials(tenant.state);
  const response = await tenant.post("/oauth/token", {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    audience: tenant.management,
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}
