import { type ClientRequest, createClient } from "../client-defaults.ts";
import { randomSecret } from "../identifiers.ts";
import { asObject, asText, asTexts, type JsonObject } from "../json.ts";
import type { Client } from "../state.ts";
import { registerKeys, requireKeys } from "./client-credentials.ts";
import { findClient } from "./find-client.ts";
import { connectionView } from "./kinds/connections.ts";
import { pageOf, selectFields } from "./paging.ts";
import { checkPayload, shape } from "./payload.ts";
import { invalidBody, Problem } from "./problem.ts";
import { type ManagementRequest, objectBody, type Router, type Tenant } from "./router.ts";

const strings =
  "name description logo_uri token_endpoint_auth_method app_type cross_origin_loc custom_login_page custom_login_page_preview form_template initiate_login_uri organization_usage organization_require_behavior third_party_security_mode redirection_policy";
const booleans =
  "is_token_endpoint_ip_header_trusted is_first_party oidc_conformant sso cross_origin_authentication sso_disabled custom_login_page_on require_pushed_authorization_requests require_proof_of_possession skip_non_verifiable_callback_uri_confirmation_prompt";
const arrays =
  "callbacks allowed_origins web_origins client_aliases allowed_clients allowed_logout_urls grant_types organization_discovery_methods async_approval_notification_channels";
const objects =
  "oidc_logout oidc_backchannel_logout session_transfer jwt_configuration encryption_key addons client_metadata mobile native_social_login fedcm_login refresh_token default_organization client_authentication_methods signed_request_object token_vault_privileged_access token_exchange token_quota express_configuration my_organization_configuration";

const methods = ["none", "client_secret_post", "client_secret_basic"];
const limits = {
  name: { minimum: 1, pattern: /^[^<>]+$/ },
  description: { maximum: 140 },
  app_type: {
    oneOf: ["native", "spa", "regular_web", "non_interactive", "resource_server", "sso_integration"],
  },
  token_endpoint_auth_method: { oneOf: methods },
  organization_usage: { oneOf: ["deny", "allow", "require"] },
};
const createShape = shape(
  {
    string: `${strings} resource_server_identifier`,
    boolean: booleans,
    array: arrays,
    "object?": objects,
    "string?": "compliance_level",
    "integer?": "par_request_expiry",
  },
  limits,
);
const patchShape = shape(
  {
    "string?": `${strings} client_secret compliance_level`,
    "boolean?": booleans,
    "array?": arrays,
    "object?": objects,
    "integer?": "par_request_expiry",
  },
  limits,
);

const readScopes = ["read:clients", "read:client_keys", "read:client_credentials", "read:client_summary"];
const updateScopes = [
  "update:clients",
  "update:client_keys",
  "update:client_credentials",
  "update:client_token_vault_privileged_access",
];
/** All that `read:client_summary` alone lets one see. */
const summary = ["client_id", "name", "app_type", "logo_uri", "is_first_party", "tenant", "global"];

/** The operations on applications. */
export function addClients(on: Router, tenant: Tenant): void {
  const { state } = tenant;
  on("GET", "/clients", readScopes, ({ query, scopes }) => {
    const shown = state.clients
      .filter((client) => matches(client, query))
      .map((client) => view(client, scopes));
    return pageOf(shown, query, { name: "clients", id: "client_id" });
  });
  on("POST", "/clients", ["create:clients"], async (request) => {
    const body = objectBody(request);
    checkPayload(body, createShape, ["name"]);
    checkCallbacks(body);
    const created = createClient(toRequest(body));
    await registerKeys(created, tenant);
    state.clients.push(created);
    return { status: 201, body: view(created, request.scopes) };
  });
  on("GET", "/clients/:id", readScopes, ({ param, query, scopes }) => {
    return { status: 200, body: selectFields(view(findClient(tenant, param("id")), scopes), query) };
  });
  on("PATCH", "/clients/:id", updateScopes, (request) => updateClient(request, tenant));
  on("DELETE", "/clients/:id", ["delete:clients"], ({ param }) => {
    const id = param("id");
    state.clients = state.clients.filter(({ client_id }) => client_id !== id);
    state.clientGrants = state.clientGrants.filter(({ client_id }) => client_id !== id);
    for (const connection of state.connections) {
      connection.clients = connection.clients.filter((client) => client !== id);
    }
    return { status: 204 };
  });
  on("POST", "/clients/:id/rotate-secret", ["update:client_keys"], ({ param, scopes }) => {
    const found = findClient(tenant, param("id"));
    found.client_secret = randomSecret();
    return { status: 200, body: view(found, new Set([...scopes, "read:client_keys"])) };
  });
  on("GET", "/clients/:id/connections", ["read:connections"], ({ param, query }) => {
    const { client_id } = findClient(tenant, param("id"));
    const enabled = state.connections.filter(({ clients }) => clients.includes(client_id));
    const checkpoint = new URLSearchParams({ take: "50", ...Object.fromEntries(query) });
    return pageOf(enabled.map(connectionView), checkpoint, { name: "connections", id: "id" });
  });
}

/** `null` takes a property away; of the settings for tokens, what is not named stays. */
function updateClient(request: ManagementRequest, tenant: Tenant) {
  const found = findClient(tenant, request.param("id"));
  const body = objectBody(request);
  checkPayload(body, patchShape);
  checkCallbacks(body);
  requireKeys(found, body["client_authentication_methods"]);
  for (const [name, value] of Object.entries(body)) {
    if (value === null) delete found[name];
    else if (name === "jwt_configuration") found[name] = { ...asObject(found[name]), ...asObject(value) };
    else found[name] = value;
  }
  return { status: 200 as const, body: view(found, request.scopes) };
}

/** The checked body in the types that defaults are chosen by. */
function toRequest(body: JsonObject): ClientRequest {
  const { name, app_type, grant_types, token_endpoint_auth_method, ...rest } = body;
  const type = asText(app_type);
  const method = asText(token_endpoint_auth_method);
  return {
    ...rest,
    name: asText(name) ?? "",
    ...(type === undefined ? {} : { app_type: type }),
    ...(method === undefined ? {} : { token_endpoint_auth_method: method }),
    ...(grant_types === undefined ? {} : { grant_types: asTexts(grant_types) }),
  };
}

/** The secret is part of an application only for those who may read keys. */
function view(client: Client, scopes: ReadonlySet<string>): JsonObject {
  const { client_secret, credentials: _, ...shown } = client;
  if (scopes.has("read:client_keys")) return { tenant: "sandbox", ...shown, client_secret };
  const full =
    readScopes.slice(0, 3).some((scope) => scopes.has(scope)) || !scopes.has("read:client_summary");
  if (full) return { tenant: "sandbox", ...shown };
  return Object.fromEntries(
    Object.entries({ tenant: "sandbox", ...shown }).filter(([name]) => summary.includes(name)),
  );
}

function matches(client: Client, query: URLSearchParams): boolean {
  const types = query.get("app_type")?.split(",");
  const firstParty = query.get("is_first_party");
  const global = query.get("is_global");
  return (
    (!types || types.includes(client.app_type ?? "")) &&
    (firstParty === null || String(client.is_first_party) === firstParty) &&
    (global === null || String(client.global) === global)
  );
}

/** Callbacks and logout URLs must be absolute; a wildcard may stand where a URL could not be parsed. */
function checkCallbacks(body: JsonObject): void {
  for (const property of ["callbacks", "allowed_logout_urls"]) {
    for (const [index, url] of asTexts(body[property]).entries()) {
      if (URL.canParse(url) || url.includes("*")) continue;
      throw invalidBody(
        `'Object didn't pass validation for format callback-url: ${url}' on property ${property}[${index}]`,
      );
    }
  }
  if (body["is_first_party"] === false && body["organization_usage"] === "require") {
    throw new Problem(400, "Third-party applications can not require an organization", "invalid_body");
  }
}
