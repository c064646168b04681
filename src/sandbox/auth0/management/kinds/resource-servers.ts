import { randomObjectId, randomSecret } from "../../identifiers.ts";
import { asText, isObject, type JsonObject } from "../../json.ts";
import type { ApiScope, ResourceServer } from "../../state.ts";
import type { Kind } from "../kind.ts";
import { shape } from "../payload.ts";
import { invalidBody, Problem } from "../problem.ts";
import type { Tenant } from "../router.ts";

const changeable = {
  string: "name signing_alg signing_secret token_dialect",
  boolean:
    "allow_offline_access allow_online_access allow_online_access_with_ephemeral_sessions enforce_policies skip_consent_for_verifiable_first_party_clients",
  // the last is in no document, and the service takes it
  integer: "token_lifetime token_lifetime_for_web",
  array: "scopes",
  object: "subject_type_authorization",
  "object?": "token_encryption proof_of_possession authorization_policy",
  "string?": "consent_policy",
  "array?": "authorization_details",
} as const;

const limits = {
  name: { maximum: 200, pattern: /^[^<>]+$/ },
  identifier: { minimum: 1, maximum: 600 },
  signing_alg: { oneOf: ["HS256", "RS256", "RS512", "PS256"] },
  signing_secret: { minimum: 16 },
  token_lifetime: { minimum: 0, maximum: 2_592_000 },
  token_lifetime_for_web: { minimum: 0, maximum: 2_592_000 },
  token_dialect: {
    oneOf: ["access_token", "access_token_authz", "rfc9068_profile", "rfc9068_profile_authz"],
  },
};

/** APIs, found by id or by URL-encoded identifier. */
export const resourceServers: Kind<ResourceServer> = {
  path: "resource-servers",
  id: "id",
  createShape: shape({ ...changeable, string: `${changeable.string} identifier` }, limits),
  required: ["identifier"],
  patchShape: shape(changeable, limits),
  items: ({ resourceServers }) => resourceServers,
  isCalled: (api, name) => api.id === name || api.identifier === name,
  select(apis, query) {
    const wanted = query.getAll("identifiers");
    return apis.filter(({ identifier }) => wanted.length === 0 || wanted.includes(identifier));
  },
  prepare: createResourceServer,
  change(api, body) {
    refuseSystem(api);
    Object.assign(api, settings(body, api));
    dropNulls(api);
  },
  beforeDelete(api, { state }) {
    refuseSystem(api);
    state.clientGrants = state.clientGrants.filter(({ audience }) => audience !== api.identifier);
  },
};

function refuseSystem(api: ResourceServer): void {
  if (api.is_system) throw new Problem(400, "System resource servers can not be changed", "invalid_uri");
}

function createResourceServer(body: JsonObject, { state }: Tenant): ResourceServer {
  const identifier = asText(body["identifier"]) ?? "";
  if (state.resourceServers.some((api) => api.identifier === identifier)) {
    throw new Problem(
      409,
      "A resource server with the same identifier already exists",
      "resource_server_conflict",
    );
  }
  const defaults: ResourceServer = {
    id: randomObjectId(),
    identifier,
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    subject_type_authorization: { client: { policy: "require_client_grant" }, user: { policy: "allow_all" } },
    token_lifetime: 86_400,
    token_lifetime_for_web: 7_200,
    signing_alg: "RS256",
  };
  const created = { ...defaults, ...settings(body, defaults) };
  dropNulls(created);
  return created;
}

/** `null` takes a setting away. */
function dropNulls(api: ResourceServer): void {
  for (const [name, value] of Object.entries(api)) if (value === null) delete api[name];
}

/**
 * What a create or update changes: scopes checked, a secret made up for HS256, the lifetime for browsers kept
 * within the other one.
 */
function settings(body: JsonObject, current: ResourceServer): JsonObject {
  const changes: JsonObject = { ...body };
  if (body["scopes"] !== undefined) changes["scopes"] = readScopes(body["scopes"]);
  if (body["signing_alg"] === "HS256" && !body["signing_secret"] && !current.signing_secret) {
    changes["signing_secret"] = randomSecret();
  }
  const { token_lifetime: lifetime, token_lifetime_for_web: inBrowsers = current.token_lifetime_for_web } =
    body;
  if (typeof lifetime === "number")
    changes["token_lifetime_for_web"] = Math.min(lifetime, Number(inBrowsers));
  else if (Number(inBrowsers) > current.token_lifetime)
    throw invalidBody(
      `'Value ${Number(inBrowsers)} is greater than token_lifetime ${current.token_lifetime}' on property token_lifetime_for_web`,
    );
  if (isObject(body["subject_type_authorization"])) {
    changes["subject_type_authorization"] = {
      ...current.subject_type_authorization,
      ...body["subject_type_authorization"],
    };
  }
  return changes;
}

function readScopes(value: unknown): ApiScope[] {
  const scopes = (Array.isArray(value) ? value : []).map((item: unknown, index): ApiScope => {
    const scope = isObject(item) ? asText(item["value"]) : undefined;
    if (!scope) throw invalidBody(`'Missing required property: value' on property scopes[${index}]`);
    if (/\s/.test(scope))
      throw invalidBody(
        `'String does not match pattern ^\\S+$: ${scope}' on property scopes[${index}].value`,
      );
    const description = isObject(item) ? asText(item["description"]) : undefined;
    return { value: scope, ...(description === undefined ? {} : { description }) };
  });
  const names = scopes.map((scope) => scope.value);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated) throw new Problem(400, `Scopes must be unique: ${repeated}`, "invalid_body");
  return scopes;
}
