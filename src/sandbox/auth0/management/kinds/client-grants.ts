import { randomClientGrantId } from "../../identifiers.ts";
import { asText, asTexts, type JsonObject } from "../../json.ts";
import type { ClientGrant } from "../../state.ts";
import { findItem } from "../entities.ts";
import type { Kind } from "../kind.ts";
import { shape } from "../payload.ts";
import { invalidBody, Problem } from "../problem.ts";
import type { Tenant } from "../router.ts";
import { clients } from "./clients.ts";
import { resourceServers } from "./resource-servers.ts";

/** Grants: which application may have tokens for which API, and with which scopes. */
export const clientGrants: Kind<ClientGrant> = {
  path: "client-grants",
  id: "id",
  createShape: shape(
    {
      string: "client_id audience default_for organization_usage subject_type",
      boolean: "allow_any_organization allow_all_scopes",
      array: "scope authorization_details_types",
    },
    {
      audience: { minimum: 1 },
      organization_usage: { oneOf: ["deny", "allow", "require"] },
      subject_type: { oneOf: ["client", "user"] },
      default_for: { oneOf: ["third_party_clients"] },
    },
  ),
  required: ["audience"],
  patchShape: shape(
    {
      "string?": "organization_usage",
      "boolean?": "allow_any_organization allow_all_scopes",
      "array?": "scope",
      array: "authorization_details_types",
    },
    { organization_usage: { oneOf: ["deny", "allow", "require"] } },
  ),
  readWhole: true,
  items: ({ clientGrants }) => clientGrants,
  select: (grants, query) =>
    grants.filter((grant) =>
      ["audience", "client_id", "subject_type"].every(
        (name) => !query.has(name) || query.get(name) === grant[name],
      ),
    ),
  prepare: createGrant,
  change(grant, { scope, ...rest }, tenant) {
    if (scope !== undefined) grant.scope = readScope(scope, grant.audience, tenant);
    const given = Object.entries(rest).filter(([, value]) => value !== null);
    for (const name of Object.keys(rest)) delete grant[name];
    Object.assign(grant, Object.fromEntries(given));
  },
};

/** An application has at most one grant per API and subject type. */
function createGrant(body: JsonObject, tenant: Tenant): ClientGrant {
  const isDefault = body["default_for"] !== undefined;
  if (isDefault === (body["client_id"] !== undefined)) {
    throw invalidBody("'Exactly one of client_id and default_for is needed'");
  }
  const client_id = isDefault
    ? undefined
    : findItem(clients, tenant, asText(body["client_id"]) ?? "").client_id;
  if (body["allow_all_scopes"] === true && body["scope"] !== undefined) {
    throw invalidBody("'scope is not allowed when allow_all_scopes is true' on property scope");
  }
  const { identifier } = findItem(resourceServers, tenant, asText(body["audience"]) ?? "");
  const subject = body["subject_type"] === "user" ? "user" : "client";
  const taken = tenant.state.clientGrants.some(
    (grant) =>
      grant.client_id === client_id && grant.audience === identifier && grant.subject_type === subject,
  );
  if (taken)
    throw new Problem(409, "A client grant for this client and resource server already exists", "conflict");
  return {
    ...body,
    id: randomClientGrantId(),
    ...(client_id === undefined ? {} : { client_id }),
    audience: identifier,
    scope: readScope(body["scope"], identifier, tenant),
    subject_type: subject,
  };
}

/** Only scopes that the API defines can be granted. */
function readScope(value: unknown, audience: string, tenant: Tenant): string[] {
  const scope = asTexts(value);
  const known = new Set(findItem(resourceServers, tenant, audience).scopes?.map((one) => one.value));
  const unknown = scope.filter((one) => !known.has(one));
  if (unknown.length > 0) {
    throw invalidBody(`'Scopes not defined by the resource server: ${unknown.join(", ")}' on property scope`);
  }
  return scope;
}
