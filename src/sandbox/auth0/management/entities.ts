import { isObject, type JsonObject } from "../json.ts";
import type { Kind, Verb } from "./kind.ts";
import { pageOf, selectFields } from "./paging.ts";
import { checkPayload } from "./payload.ts";
import { notFound } from "./problem.ts";
import { type Answer, type ManagementRequest, objectBody, type Router, type Tenant } from "./router.ts";

/** Adds what may be done to a kind. */
export function addKind(on: Router, tenant: Tenant, kind: Kind): void {
  const path = `/${kind.path}`;
  const one = `${path}/:id`;
  kind.addSpecial?.(on, tenant, (name) => findItem(kind, tenant, name));
  on("GET", path, scopesOf(kind, "list"), (request) => listItems(kind, tenant, request));
  on("POST", path, scopesOf(kind, "create"), (request) => createItem(kind, tenant, request));
  on("GET", one, scopesOf(kind, "read"), (request) => readItem(kind, tenant, request));
  on("PATCH", one, scopesOf(kind, "update"), (request) => patchItem(kind, tenant, request));
  on("DELETE", one, scopesOf(kind, "delete"), (request) => deleteItem(kind, tenant, request));
}

/** The one that is called `name`; 404 when there is none. */
export function findItem<Item extends JsonObject>(kind: Kind<Item>, { state }: Tenant, name: string): Item {
  const found = kind.items(state).find((item) => isCalled(kind, item, name));
  if (!found) throw notFound(nameOf(kind).slice(0, -1), kind.missing);
  return found;
}

function nameOf({ path }: { readonly path: string }): string {
  return path.replaceAll("-", "_");
}

function scopesOf(kind: Kind, verb: Verb): readonly string[] {
  const given = kind.scopes?.[verb];
  if (given) return given;
  return verb === "list" ? scopesOf(kind, "read") : [`${verb}:${nameOf(kind)}`];
}

function isCalled<Item extends JsonObject>(kind: Kind<Item>, item: Item, name: string): boolean {
  return kind.isCalled?.(item, name) ?? item[kind.id] === name;
}

function show(kind: Kind, item: JsonObject, { scopes }: ManagementRequest): JsonObject {
  return kind.show?.(item, scopes) ?? item;
}

function listItems(kind: Kind, { state }: Tenant, request: ManagementRequest): Answer {
  const { query } = request;
  const items = kind.items(state);
  const shown = (kind.select?.(items, query) ?? items).map((item) => show(kind, item, request));
  if (kind.list === "whole" && !query.has("take") && !query.has("from")) {
    return { status: 200, body: shown.map((item) => selectFields(item, query)) };
  }
  const name = nameOf(kind);
  const answer = pageOf(shown, query, { name, id: kind.id });
  return kind.list === "counted" ? withLength(answer, name) : answer;
}

/** Where totals are told, the number of items on the page too. */
function withLength(answer: Answer, name: string): Answer {
  const { body } = answer;
  if (!isObject(body) || body["total"] === undefined) return answer;
  const page = body[name];
  return { ...answer, body: { ...body, length: Array.isArray(page) ? page.length : 0 } };
}

function createItem(kind: Kind, tenant: Tenant, request: ManagementRequest): Answer | Promise<Answer> {
  const body = objectBody(request);
  checkPayload(body, kind.createShape, kind.required);
  return andThen(kind.prepare(body, tenant), (created) => {
    kind.items(tenant.state).push(created);
    return { status: 201, body: show(kind, created, request) };
  });
}

function readItem(kind: Kind, tenant: Tenant, request: ManagementRequest): Answer {
  const shown = show(kind, findItem(kind, tenant, request.param("id")), request);
  return { status: 200, body: kind.readWhole ? shown : selectFields(shown, request.query) };
}

function patchItem(kind: Kind, tenant: Tenant, request: ManagementRequest): Answer | Promise<Answer> {
  const found = findItem(kind, tenant, request.param("id"));
  const body = objectBody(request);
  checkPayload(body, kind.patchShape);
  const changed = kind.change ? kind.change(found, body, tenant) : void Object.assign(found, body);
  return andThen(changed, () => ({ status: 200, body: show(kind, found, request) }));
}

/** What is not there is deleted already. */
function deleteItem(kind: Kind, tenant: Tenant, request: ManagementRequest): Answer {
  const items = kind.items(tenant.state);
  const found = items.find((item) => isCalled(kind, item, request.param("id")));
  if (found) {
    kind.beforeDelete?.(found, tenant);
    items.splice(items.indexOf(found), 1);
  }
  return { status: 204 };
}

/** Goes on at once where nothing is awaited: of two requests that cross, the later one must see what the first one made. */
function andThen<T>(value: T | Promise<T>, next: (value: T) => Answer): Answer | Promise<Answer> {
  return value instanceof Promise ? value.then(next) : next(value);
}
