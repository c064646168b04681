import { randomClientGrantId } from "../identifiers.ts";
import { asText, asTexts, type JsonObject } from "../json.ts";
import type { ClientGrant } from "../state.ts";
import { findClient } from "./find-client.ts";
import { pageOf } from "./paging.ts";
import { checkPayload, shape } from "./payload.ts";
import { invalidBody, Problem } from "./problem.ts";
import { findResourceServer } from "./resource-servers.ts";
import { objectBody, type Router, type Tenant } from "./router.ts";

const createShape = shape(
  {
    string: "client_id audience default_for organization_usage subject_type",
    boolean: "allow_any_organization allow_all_scopes",
    array: "scope authorization_details_types",
  },
  {
    audience: { minimum: 1 },
    organization_usage: { oneOf: ["deny", "allow", "require"] },
    subject_type: { oneOf: ["client", "user"] },
  },
);
const patchShape = shape(
  {
    "string?": "organization_usage",
    "boolean?": "allow_any_organization allow_all_scopes",
    "array?": "scope",
    array: "authorization_details_types",
  },
  { organization_usage: { oneOf: ["deny", "allow", "require"] } },
);

/** The operations on grants: which application may have tokens for which API, and with which scopes. */
export function addClientGrants(on: Router, tenant: Tenant): void {
  const { state } = tenant;
  on("GET", "/client-grants", ["read:client_grants"], ({ query }) => {
    const found = state.clientGrants.filter((grant) =>
      ["audience", "client_id", "subject_type"].every(
        (name) => !query.has(name) || query.get(name) === grant[name],
      ),
    );
    return pageOf(found, query, { name: "client_grants", id: "id" });
  });
  on("POST", "/client-grants", ["create:client_grants"], (request) => {
    const created = createGrant(objectBody(request), tenant);
    state.clientGrants.push(created);
    return { status: 201, body: created };
  });
  on("GET", "/client-grants/:id", ["read:client_grants"], ({ param }) => {
    return { status: 200, body: findGrant(tenant, param("id")) };
  });
  on("PATCH", "/client-grants/:id", ["update:client_grants"], (request) => {
    const found = findGrant(tenant, request.param("id"));
    const body = objectBody(request);
    checkPayload(body, patchShape);
    const { scope, ...rest } = body;
    if (scope !== undefined) found.scope = readScope(scope, found.audience, tenant);
    Object.assign(found, rest);
    return { status: 200, body: found };
  });
  on("DELETE", "/client-grants/:id", ["delete:client_grants"], ({ param }) => {
    state.clientGrants = state.clientGrants.filter(({ id }) => id !== param("id"));
    return { status: 204 };
  });
}

function findGrant({ state }: Tenant, id: string): ClientGrant {
  const found = state.clientGrants.find((grant) => grant.id === id);
  if (!found) throw new Problem(404, "The client grant does not exist", "inexistent_client_grant");
  return found;
}

/** An application has at most one grant per API and subject type. */
function createGrant(body: JsonObject, tenant: Tenant): ClientGrant {
  checkPayload(body, createShape, ["audience", "client_id"]);
  const { client_id } = findClient(tenant, asText(body["client_id"]) ?? "");
  const { identifier } = findResourceServer(tenant, asText(body["audience"]) ?? "");
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
    client_id,
    audience: identifier,
    scope: readScope(body["scope"], identifier, tenant),
    subject_type: subject,
  };
}

/** Only scopes that the API defines can be granted. */
function readScope(value: unknown, audience: string, tenant: Tenant): string[] {
  const scope = asTexts(value);
  const known = new Set(findResourceServer(tenant, audience).scopes?.map((one) => one.value));
  const unknown = scope.filter((one) => !known.has(one));
  if (unknown.length > 0) {
    throw invalidBody(`'Scopes not defined by the resource server: ${unknown.join(", ")}' on property scope`);
  }
  return scope;
}
