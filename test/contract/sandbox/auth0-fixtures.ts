import { randomBytes, randomUUID } from "node:crypto";
import type { ManagementClient } from "auth0";
import type { SuiteSandbox } from "../../support/sandbox.ts";
import { managementClient } from "./auth0-management-client.ts";
import type { Tenant } from "./auth0-tenant.ts";

/** What most login tests start from. */
export interface Shop {
  readonly management: ManagementClient;
  readonly audience: string;
  readonly callback: string;
  readonly connectionId: string;
  readonly connection: string;
  readonly user: { readonly id: string; readonly email: string; readonly password: string };
  readonly web: { readonly id: string; readonly secret: string };
}

/** The tenant of a sandbox that has both clouds. */
export function tenantOf(sandbox: SuiteSandbox): Pick<Tenant, "state" | "domain" | "origin" | "fetch"> {
  const { auth0: origin } = sandbox.state.origins;
  return {
    state: sandbox.state.auth0,
    domain: sandbox.info.auth0.domain,
    origin,
    fetch: (url, init) => sandbox.fetch(new URL(url, origin), init),
  };
}

/** A password that every policy accepts. */
export function strongPassword(): string {
  return `Aa1!${randomBytes(12).toString("base64url")}`;
}

/** Creates an API, a regular web application, a database connection enabled for it and a user in it. */
export async function openShop(tenant: Pick<Tenant, "state" | "domain" | "fetch">): Promise<Shop> {
  const management = managementClient(tenant);
  const audience = `https://calculator.example/${randomUUID()}`;
  const callback = "https://portal.example/signin-oauth/code/callback/auth0";
  await management.resourceServers.create({
    identifier: audience,
    name: "Calculator",
    allow_offline_access: true,
    scopes: [{ value: "add" }, { value: "divide" }],
  });
  const web = await management.clients.create({
    name: "Portal",
    app_type: "regular_web",
    callbacks: [callback],
    allowed_logout_urls: ["https://portal.example/"],
    grant_types: [
      "authorization_code",
      "implicit",
      "refresh_token",
      "client_credentials",
      "password",
      "http://auth0.com/oauth/grant-type/password-realm",
      "urn:ietf:params:oauth:grant-type:device_code",
    ],
  });
  const connection = await management.connections.create({
    name: `users-${randomUUID().slice(0, 8)}`,
    strategy: "auth0",
  });
  const connectionId = connection.id ?? "";
  const clientId = web.client_id ?? "";
  await management.connections.clients.update(connectionId, [{ client_id: clientId, status: true }]);
  const password = strongPassword();
  const email = `ada-${randomUUID().slice(0, 8)}@example.com`;
  const user = await management.users.create({ connection: connection.name ?? "", email, password });
  return {
    management,
    audience,
    callback,
    connectionId,
    connection: connection.name ?? "",
    user: { id: user.user_id ?? "", email, password },
    web: { id: clientId, secret: web.client_secret ?? "" },
  };
}
