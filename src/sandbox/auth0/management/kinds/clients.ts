import { usesPrivateKey } from "../../client-credentials.ts";
import { type ClientRequest, createClient } from "../../client-defaults.ts";
import { randomSecret } from "../../identifiers.ts";
import { asObject, asText, asTexts, type JsonObject } from "../../json.ts";
import type { Client } from "../../state.ts";
import type { Kind } from "../kind.ts";
import { checkpointOf } from "../paging.ts";
import { shape } from "../payload.ts";
import { invalidBody, Problem } from "../problem.ts";
import { addClientCredentials, registerKeys, requireKeys } from "./client-credentials.ts";
import { connectionView } from "./connections.ts";

/** What no change takes away: the contract has no `null` for it. */
const lasting = {
  string:
    "name description logo_uri app_type custom_login_page custom_login_page_preview form_template initiate_login_uri redirection_policy",
  boolean:
    "is_token_endpoint_ip_header_trusted is_first_party oidc_conformant sso cross_origin_authentication sso_disabled custom_login_page_on require_pushed_authorization_requests require_proof_of_possession",
  array:
    "callbacks allowed_origins web_origins client_aliases allowed_clients allowed_logout_urls grant_types",
  object:
    "oidc_logout oidc_backchannel_logout jwt_configuration addons client_metadata mobile signed_request_object token_vault_privileged_access",
} as const;

/** What a change takes away with `null`, by whether a creation takes that too. */
const removable = {
  string: "token_endpoint_auth_method cross_origin_loc organization_usage organization_require_behavior",
  boolean: "skip_non_verifiable_callback_uri_confirmation_prompt",
  array: "organization_discovery_methods async_approval_notification_channels",
  object:
    "native_social_login fedcm_login client_authentication_methods token_exchange token_quota express_configuration my_organization_configuration",
} as const;
const empty = {
  "object?": "session_transfer encryption_key refresh_token default_organization",
  "string?": "compliance_level",
  "integer?": "par_request_expiry",
} as const;

const methods = ["none", "client_secret_post", "client_secret_basic"];
const limits = {
  name: { minimum: 1, pattern: /^[^<>]+$/ },
  description: { maximum: 140 },
  app_type: {
    oneOf: (
      "native spa regular_web non_interactive resource_server express_configuration rms box cloudbees concur dropbox " +
      "mscrm echosign egnyte newrelic office365 salesforce sentry sharepoint slack springcm zendesk zoom " +
      "sso_integration oag"
    ).split(" "),
  },
  token_endpoint_auth_method: { oneOf: methods },
  organization_usage: { oneOf: ["deny", "allow", "require"] },
  organization_require_behavior: { oneOf: ["no_prompt", "pre_login_prompt", "post_login_prompt"] },
  redirection_policy: { oneOf: ["allow_always", "open_redirect_protection"] },
  third_party_security_mode: { oneOf: ["strict", "permissive"] },
  compliance_level: {
    oneOf: ["none", "fapi1_adv_pkj_par", "fapi1_adv_mtls_par", "fapi2_sp_pkj_mtls", "fapi2_sp_mtls_mtls"],
  },
  par_request_expiry: { minimum: 10, maximum: 600 },
  // https, or nothing to take it away
  initiate_login_uri: { pattern: /^(?:https:\/\/.*)?$/ },
};
const readScopes = ["read:clients", "read:client_keys", "read:client_credentials", "read:client_summary"];
const updateScopes = [
  "update:clients",
  "update:client_keys",
  "update:client_credentials",
  "update:client_token_vault_privileged_access",
];

/** All that `read:client_summary` alone lets one see. */
const summary = ["client_id", "name", "app_type", "logo_uri", "is_first_party", "tenant", "global"];

/** Applications. */
export const clients: Kind<Client> = {
  path: "clients",
  id: "client_id",
  createShape: shape(
    {
      ...empty,
      string: `${lasting.string} ${removable.string} resource_server_identifier third_party_security_mode`,
      boolean: `${lasting.boolean} ${removable.boolean}`,
      array: `${lasting.array} ${removable.array}`,
      object: `${lasting.object} ${removable.object}`,
    },
    limits,
  ),
  required: ["name"],
  patchShape: shape(
    {
      ...lasting,
      string: `${lasting.string} client_secret`,
      "string?": `${removable.string} ${empty["string?"]}`,
      "boolean?": removable.boolean,
      "array?": removable.array,
      "object?": `${removable.object} ${empty["object?"]}`,
      "integer?": empty["integer?"],
    },
    limits,
  ),
  scopes: { read: readScopes, update: updateScopes },
  items: ({ clients }) => clients,
  select: (all, query) => all.filter((client) => matches(client, query)),
  async prepare(body, tenant) {
    checkSettings(body);
    const created = createClient(toRequest(body));
    await registerKeys(created, tenant);
    return created;
  },
  change: changeClient,
  show: view,
  beforeDelete({ client_id: id }, { state }) {
    state.clientGrants = state.clientGrants.filter(({ client_id }) => client_id !== id);
    for (const connection of state.connections) {
      connection.clients = connection.clients.filter((client) => client !== id);
    }
  },
  addSpecial(on, tenant, find) {
    addClientCredentials(on, tenant, find);
    on("POST", "/clients/:id/rotate-secret", ["update:client_keys"], ({ param, scopes }) => {
      const found = find(param("id"));
      if (usesPrivateKey(found))
        throw new Problem(400, "The client authenticates with keys and has no secret");
      found.client_secret = randomSecret();
      return { status: 200, body: view(found, new Set([...scopes, "read:client_keys"])) };
    });
    on("GET", "/clients/:id/connections", ["read:connections"], ({ param, query }) => {
      const { client_id } = find(param("id"));
      const enabled = tenant.state.connections.filter(({ clients }) => clients.includes(client_id));
      return checkpointOf(enabled.map(connectionView), query, { name: "connections", id: "id" });
    });
  },
};

/** `null` takes a property away; of the settings for tokens and the metadata, what is not named stays. */
function changeClient(client: Client, body: JsonObject): void {
  checkSettings(body);
  requireKeys(client, body["client_authentication_methods"]);
  for (const [name, value] of Object.entries(body)) {
    if (value === null) delete client[name];
    else if (name === "jwt_configuration") client[name] = { ...asObject(client[name]), ...asObject(value) };
    else if (name === "client_metadata") client[name] = withPairs(asObject(client[name]), asObject(value));
    else client[name] = value;
  }
}

function withPairs(metadata: JsonObject, changes: JsonObject): JsonObject {
  const pairs = Object.entries({ ...metadata, ...changes });
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
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

/** What no shape says. Callbacks and logout URLs must be absolute; a wildcard may stand where none could be parsed. */
function checkSettings(body: JsonObject): void {
  for (const property of ["callbacks", "allowed_logout_urls"]) {
    for (const [index, url] of asTexts(body[property]).entries()) {
      if (URL.canParse(url) || url.includes("*")) continue;
      throw invalidBody(
        `'Object didn't pass validation for format callback-url: ${url}' on property ${property}[${index}]`,
      );
    }
  }
  checkMetadata(asObject(body["client_metadata"]));
  if (body["is_first_party"] === false && body["organization_usage"] === "require") {
    throw new Problem(400, "Third-party applications can not require an organization", "invalid_body");
  }
}

/** Ten pairs of texts at most, none longer than 255 characters. */
function checkMetadata(metadata: JsonObject): void {
  const pairs = Object.entries(metadata).filter(([, value]) => value !== null);
  if (pairs.length > 10) {
    throw invalidBody(
      `'Too many properties defined (${pairs.length}), maximum 10' on property client_metadata`,
    );
  }
  const long = pairs.find(([name, value]) => [name, asText(value) ?? ""].some((text) => text.length > 255));
  if (long) throw invalidBody("'String is too long, maximum 255' on property client_metadata");
}
