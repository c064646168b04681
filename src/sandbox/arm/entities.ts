import { serviceType } from "../azure/gateway-view.ts";
import { findResource, listResources, nextVersion, putResource, removeResource } from "../azure/resources.ts";
import type { StoredResource } from "../azure/state.ts";
import { deletesAtOnce } from "./api-version.ts";
import type { Answer, Arm, ArmRequest } from "./arm.ts";
import { etagOf } from "./arm.ts";
import { entityNotFound } from "./errors.ts";
import { readProperties } from "./fields.ts";
import { parseFilter } from "./filter.ts";
import { propertiesOf } from "./json.ts";
import type { Kind, ShowRequest, Write } from "./kind.ts";
import { beginOperation } from "./long-running.ts";
import { paginate } from "./paging.ts";
import { checkPreconditions } from "./preconditions.ts";

/** What a client sees of an entity. */
export function showEntity(
  arm: Arm,
  kind: Kind,
  resource: StoredResource,
  request: ShowRequest,
): Record<string, unknown> {
  const { id, type, name, envelope, properties } = resource;
  return { id, type, name, ...envelope, properties: kind.show?.(resource, arm, request) ?? properties };
}

/** `GET` of a collection: filtered, one page. */
export function listEntities(arm: Arm, kind: Kind, collectionId: string, url: URL): Answer {
  const parent = collectionId.slice(0, collectionId.lastIndexOf("/"));
  const listed = listResources(arm.state, typeOf(kind), parent).filter((one) => kind.listed?.(one) ?? true);
  return listAnswer(arm, kind, listed, url);
}

/** A page of entities of one kind, wherever they were found. */
export function listAnswer(arm: Arm, kind: Kind, found: readonly StoredResource[], url: URL): Answer {
  const text = url.searchParams.get("$filter");
  const passes = text === null ? () => true : parseFilter(text, kind.filterable ?? []);
  const wanted = found.filter((one) => passes(one.name, one.properties));
  const page = paginate(wanted, url, arm.context.origins.resourceManager);
  const value = page.items.map((one) => showEntity(arm, kind, one, { url }));
  const count = kind.counted === false ? {} : { count: page.count };
  return { status: 200, body: { value, ...count, nextLink: page.nextLink } };
}

/** `GET` or `HEAD` of an entity, with its ETag. */
export function readEntity(arm: Arm, kind: Kind, id: string, request: ArmRequest): Answer {
  const resource = findResource(arm.state, id);
  if (!resource) throw entityNotFound(kind.label);
  const headers = { etag: etagOf(resource) };
  if (request.method === "HEAD") return { status: 200, headers };
  return { status: 200, headers, body: showEntity(arm, kind, resource, { url: request.url }) };
}

/** `PUT`: creates, or replaces as a whole. */
export async function putEntity(arm: Arm, kind: Kind, id: string, request: ArmRequest): Promise<Answer> {
  const input = propertiesOf(await request.body());
  const previous = findResource(arm.state, id);
  checkPreconditions(request, previous, false);
  const { properties, secrets } = readProperties(kind.fields, input, "create");
  const write: Write = { arm, id, previous, input, properties, secrets, afterwards: [] };
  const resource = await prepareAndStore(kind, write, request);
  const running = kind.longRunning?.includes("PUT") ? beginOperation(arm, "put", id) : {};
  return {
    status: previous ? 200 : 201,
    headers: { etag: etagOf(resource), ...running },
    body: showEntity(arm, kind, resource, { url: request.url, written: input }),
  };
}

/** `PATCH`: replaces single properties. */
export async function patchEntity(arm: Arm, kind: Kind, id: string, request: ArmRequest): Promise<Answer> {
  const input = propertiesOf(await request.body());
  const previous = findResource(arm.state, id);
  if (!previous) throw entityNotFound(kind.label);
  checkPreconditions(request, previous, true);
  const change = readProperties(kind.fields, input, "update");
  const properties = { ...structuredClone(previous.properties), ...change.properties };
  const secrets = { ...previous.secrets, ...change.secrets };
  const write: Write = { arm, id, previous, input, properties, secrets, afterwards: [] };
  const resource = await prepareAndStore(kind, write, request);
  if (kind.longRunning?.includes("PATCH")) return { status: 202, headers: beginOperation(arm, "patch", id) };
  return {
    status: 200,
    headers: { etag: etagOf(resource) },
    body: showEntity(arm, kind, resource, { url: request.url, written: input }),
  };
}

/** Of two writes that cross while one of them reads a link, the later one must not pass with the ETag of before. */
async function prepareAndStore(kind: Kind, write: Write, request: ArmRequest): Promise<StoredResource> {
  await kind.prepare?.(write);
  const current = findResource(write.arm.state, write.id);
  if (current !== write.previous) checkPreconditions(request, current, false);
  return store(kind, write, current);
}

/** `DELETE`, with everything below. */
export function deleteEntity(arm: Arm, kind: Kind, id: string, request: ArmRequest): Answer {
  const resource = findResource(arm.state, id);
  if (!resource && request.header("if-match") !== undefined) return { status: 204 };
  checkPreconditions(request, resource, kind.unconditional !== true);
  if (!resource) return { status: 204 };
  kind.beforeDelete?.(resource, arm, request.url);
  removeResource(arm.state, id);
  arm.context.changed();
  if (!kind.longRunning?.includes("DELETE") || deletesAtOnce(request.url)) return { status: 200 };
  return { status: 202, headers: beginOperation(arm, "delete", id) };
}

/** The full resource type of a kind. */
function typeOf(kind: Kind): string {
  return `${serviceType}/${kind.chain}`;
}

/** Stores a write; one that changes nothing keeps the row version, as the service does. */
function store(kind: Kind, write: Write, previous: StoredResource | undefined): StoredResource {
  const { arm, id, properties, secrets } = write;
  const same =
    previous !== undefined &&
    JSON.stringify([previous.properties, previous.secrets]) === JSON.stringify([properties, secrets]);
  const resource: StoredResource = {
    id,
    type: typeOf(kind),
    name: id.slice(id.lastIndexOf("/") + 1),
    version: same ? previous.version : nextVersion(arm.state),
    properties,
    secrets,
    ...(previous?.envelope ? { envelope: previous.envelope } : {}),
  };
  putResource(arm.state, resource);
  for (const task of write.afterwards) task();
  arm.context.changed();
  return resource;
}
