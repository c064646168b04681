import { randomBytes, randomUUID } from "node:crypto";
import type { AuthorizationServerContract } from "@azure/arm-apimanagement";
import { ManagementClient } from "auth0";
import { apimClient, contosoInstance } from "../../support/azure-clients.ts";
import type { SuiteSandbox } from "../../support/sandbox.ts";

export const api = "basic-calculator";
export const audience = "https://calculator.example";

/** What was made in Auth0 for the calculator. */
export interface Tenancy {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly user: { readonly email: string; readonly password: string };
}

/** Creates an API, a web application with `callbacks`, a connection enabled for it and a user, with the official client. */
export async function prepareTenant(sandbox: SuiteSandbox, callbacks: readonly string[]): Promise<Tenancy> {
  const management = managementOf(sandbox);
  await management.resourceServers.create({
    identifier: audience,
    name: "Calculator",
    scopes: [{ value: "add" }],
  });
  const grants = ["authorization_code"];
  const web = await management.clients.create({
    name: "Portal",
    app_type: "regular_web",
    callbacks: [...callbacks],
    grant_types: grants,
  });
  const connection = await management.connections.create({
    name: `users-${randomUUID()}`,
    strategy: "auth0",
  });
  await management.connections.clients.update(connection.id ?? "", [
    { client_id: web.client_id ?? "", status: true },
  ]);
  const user = { email: "ada@example.com", password: `Aa1!${randomBytes(12).toString("base64url")}` };
  await management.users.create({ connection: connection.name ?? "", ...user });
  return { clientId: web.client_id ?? "", clientSecret: web.client_secret ?? "", user };
}

/** How the application proves itself at Auth0's token endpoint. */
export async function setClientAuthentication(
  sandbox: SuiteSandbox,
  tenancy: Tenancy,
  token_endpoint_auth_method: "client_secret_basic" | "client_secret_post" | "none",
): Promise<void> {
  await managementOf(sandbox).clients.update(tenancy.clientId, { token_endpoint_auth_method });
}

/** A token for the calculator that the application gets in its own name, with a client grant of exactly these scopes. */
export async function authorizeMachine(
  sandbox: SuiteSandbox,
  tenancy: Tenancy,
  scope: readonly string[],
): Promise<string> {
  const management = managementOf(sandbox);
  const client_id = tenancy.clientId;
  await management.clients.update(client_id, { grant_types: ["authorization_code", "client_credentials"] });
  const grants = await management.clientGrants.list({ client_id });
  for (const { id = "" } of grants.data) await management.clientGrants.delete(id);
  await management.clientGrants.create({ client_id, audience: audience, scope: [...scope] });
  const response = await sandbox.fetch(`${sandbox.state.origins.auth0}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id,
      client_secret: tenancy.clientSecret,
      audience: audience,
    }),
  });
  const body = (await response.json()) as { access_token?: string };
  return body.access_token ?? "";
}

/** What the tenant issues tokens for when a request names no audience. */
export async function setDefaultAudience(sandbox: SuiteSandbox, default_audience: string): Promise<void> {
  await managementOf(sandbox).tenants.settings.update({ default_audience });
}

function managementOf(sandbox: SuiteSandbox): ManagementClient {
  const { domain, clientId, clientSecret } = sandbox.info.auth0;
  const trusting = (...[url, init]: Parameters<SuiteSandbox["fetch"]>) => sandbox.fetch(url, init);
  const fetch = trusting as unknown as typeof globalThis.fetch;
  return new ManagementClient({ domain, clientId, clientSecret, fetch });
}

/** Creates the authorization server `id` and sets it as the calculator's, with the official client. */
export async function linkServer(
  sandbox: SuiteSandbox,
  id: string,
  tenancy: Tenancy,
  changes: Partial<AuthorizationServerContract> = {},
): Promise<void> {
  const client = apimClient(sandbox);
  const { origins } = sandbox.state;
  await client.authorizationServer.createOrUpdate(...contosoInstance, id, {
    displayName: "Auth0",
    clientRegistrationEndpoint: "https://placeholder.contoso.example",
    authorizationEndpoint: `${origins.auth0}/authorize?audience=${encodeURIComponent(audience)}`,
    authorizationMethods: ["GET"],
    tokenEndpoint: `${origins.auth0}/oauth/token`,
    grantTypes: ["authorizationCode"],
    clientAuthenticationMethod: ["Body"],
    bearerTokenSendingMethods: ["authorizationHeader"],
    defaultScope: "openid profile add",
    clientId: tenancy.clientId,
    clientSecret: tenancy.clientSecret,
    ...changes,
  });
  await client.api.update(...contosoInstance, api, "*", {
    authenticationSettings: { oAuth2AuthenticationSettings: [{ authorizationServerId: id }] },
  });
}

/** Publishes the developer portal. */
export async function publishPortal(sandbox: SuiteSandbox): Promise<void> {
  const name = `r${randomUUID()}`;
  await apimClient(sandbox).portalRevision.beginCreateOrUpdateAndWait(
    ...contosoInstance,
    name,
    { isCurrent: true, description: "Linked" },
    { updateIntervalInMs: 1 },
  );
}

/** Has the calculator ask for a token of the sandbox's tenant. */
export async function requireToken(sandbox: SuiteSandbox): Promise<void> {
  const issuer = `${sandbox.state.origins.auth0}/`;
  const value = `<policies><inbound><base />
    <validate-jwt header-name="Authorization" require-scheme="Bearer">
      <openid-config url="${issuer}.well-known/openid-configuration" />
      <audiences><audience>${audience}</audience></audiences>
      <issuers><issuer>${issuer}</issuer></issuers>
      <required-claims><claim name="scope" separator=" "><value>add</value></claim></required-claims>
    </validate-jwt></inbound>
    <backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;
  await apimClient(sandbox).apiPolicy.createOrUpdate(...contosoInstance, api, "policy", {
    format: "rawxml",
    value,
  });
}
