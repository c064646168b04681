import { randomConnectionId } from "../../identifiers.ts";
import { asObject, asText, isObject, type JsonObject } from "../../json.ts";
import type { Connection } from "../../state.ts";
import type { Kind } from "../kind.ts";
import { checkpointOf } from "../paging.ts";
import { shape } from "../payload.ts";
import { invalidBody, notFound, Problem } from "../problem.ts";
import type { ManagementRequest, Router, Tenant } from "../router.ts";

const changeable = {
  string: "display_name",
  boolean: "is_domain_connection show_as_button",
  array: "realms enabled_clients",
  object: "metadata authentication connected_accounts cross_app_access_requesting_app",
  "object?": "options",
} as const;

/** The most applications that one request may switch. */
const batch = 50;

/** Connections, and which applications each is enabled for. */
export const connections: Kind<Connection> = {
  path: "connections",
  id: "id",
  createShape: shape(
    { ...changeable, string: "display_name name strategy" },
    { name: { maximum: 128, pattern: /^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$/ } },
  ),
  required: ["name", "strategy"],
  patchShape: shape({ ...changeable, array: "realms", "array?": "enabled_clients" }),
  items: ({ connections }) => connections,
  select(all, query) {
    const strategies = query.getAll("strategy");
    const name = query.get("name");
    return all.filter(
      (one) => (strategies.length === 0 || strategies.includes(one.strategy)) && (!name || one.name === name),
    );
  },
  prepare: createConnection,
  change: changeConnection,
  show: (connection, scopes) => {
    const { options, ...rest } = connectionView(connection);
    return scopes.has("read:connections_options") ? { ...rest, options } : rest;
  },
  beforeDelete({ name }, { state }) {
    state.users = state.users.filter(({ connection }) => connection !== name);
  },
  addSpecial: addEnabledClients,
};

/** `options` are replaced as a whole, pairs of `metadata` one by one; a display name that is not sent becomes the name. */
function changeConnection(
  connection: Connection,
  { enabled_clients, metadata, display_name = connection.name, ...rest }: JsonObject,
  tenant: Tenant,
): void {
  connection.clients = readEnabledClients(enabled_clients, tenant) ?? connection.clients;
  const pairs = Object.entries({ ...asObject(connection.properties["metadata"]), ...asObject(metadata) });
  Object.assign(connection.properties, rest, {
    display_name,
    ...(metadata === undefined
      ? {}
      : { metadata: Object.fromEntries(pairs.filter(([, one]) => one !== null)) }),
  });
  const { realms } = connection.properties;
  if (Array.isArray(realms) && realms.length === 0) connection.properties["realms"] = [connection.name];
}

/** A connection as the Management API shows it; without `enabled_clients`, as in new tenants: they have a list of their own. */
export function connectionView({ id, name, strategy, properties }: Connection): JsonObject {
  return { id, name, strategy, ...properties };
}

/** The applications a connection is enabled for: always by checkpoint, and switched in batches. */
function addEnabledClients(on: Router, tenant: Tenant, find: (id: string) => Connection): void {
  on("GET", "/connections/:id/clients", ["read:connections"], ({ param, query }) => {
    const clients = find(param("id")).clients.map((client_id) => ({ client_id }));
    return checkpointOf(clients, query, { name: "clients", id: "client_id" });
  });
  on("PATCH", "/connections/:id/clients", ["update:connections"], (request) => {
    const found = find(request.param("id"));
    for (const { client, enabled } of readSwitches(request, tenant)) {
      const others = found.clients.filter((id) => id !== client);
      found.clients = enabled ? [...others, client] : others;
    }
    return { status: 204 };
  });
}

/** What a batch wants switched, checked as a whole before anything is changed. */
function readSwitches(request: ManagementRequest, { state }: Tenant): { client: string; enabled: boolean }[] {
  const { body } = request;
  if (!Array.isArray(body)) throw invalidBody("'Expected type array but found type object'");
  if (body.length === 0) throw invalidBody("'Array is too short (0), minimum 1'");
  if (body.length > batch) throw invalidBody(`'Array is too long (${body.length}), maximum ${batch}'`);
  return body.map((item, index) => {
    const client = isObject(item) ? asText(item["client_id"]) : undefined;
    const enabled = isObject(item) ? item["status"] : undefined;
    if (client === undefined)
      throw invalidBody(`'Missing required property: client_id' on property [${index}]`);
    if (typeof enabled !== "boolean") {
      throw invalidBody(`'Missing required property: status' on property [${index}]`);
    }
    if (!state.clients.some(({ client_id }) => client_id === client)) throw notFound("client");
    return { client, enabled };
  });
}

/** The old way to switch applications, which the contract still has beside the list of their own. */
function readEnabledClients(given: unknown, { state }: Tenant): string[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const known = new Set(state.clients.map(({ client_id }) => client_id));
  return given.map((item, index) => {
    const id = asText(item);
    if (id === undefined || !known.has(id)) {
      throw invalidBody(`'The client does not exist' on property enabled_clients[${index}]`);
    }
    return id;
  });
}

function createConnection(body: JsonObject, tenant: Tenant): Connection {
  const { state } = tenant;
  const { name: givenName, strategy: givenStrategy, enabled_clients, ...properties } = body;
  const name = asText(givenName) ?? "";
  if (state.connections.some((connection) => connection.name === name)) {
    throw new Problem(409, "A connection with the same name already exists", "conflict");
  }
  return {
    id: randomConnectionId(),
    name,
    strategy: asText(givenStrategy) ?? "",
    clients: readEnabledClients(enabled_clients, tenant) ?? [],
    properties: {
      options: {},
      is_domain_connection: false,
      authentication: { active: true },
      connected_accounts: { active: false },
      realms: [name],
      ...properties,
    },
  };
}
