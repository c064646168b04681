import { serviceType } from "../azure/gateway-view.ts";
import { findResource, listResources, nextVersion, putResource, removeResource } from "../azure/resources.ts";
import type { StoredResource } from "../azure/state.ts";
import type { Answer, Arm, ArmRequest } from "./arm.ts";
import { etagOf } from "./arm.ts";
import { listAnswer, showEntity } from "./entities.ts";
import { ArmError, entityNotFound } from "./errors.ts";
import type { Kind } from "./kind.ts";
import { requireKind } from "./kinds/index.ts";

/** Collections whose members are entities that live elsewhere: the APIs of a product, the tags of an API. */
const links: ReadonlyMap<string, string> = new Map([
  ["products/apis", "apis"],
  ["products/groups", "groups"],
  ["apis/tags", "tags"],
  ["apis/operations/tags", "tags"],
  ["products/tags", "tags"],
]);

/** Whether a chain of collection names is such a collection. */
export function isLink(chain: string): boolean {
  return links.has(chain.toLowerCase());
}

/** Answers a request to a collection of links, or to one link; `id` is that of the link. */
export function handleLink(
  arm: Arm,
  chain: string,
  id: string,
  name: string | undefined,
  request: ArmRequest,
): Answer {
  const kind = requireKind(links.get(chain.toLowerCase()) ?? "");
  if (name === undefined) return listAnswer(arm, kind, linked(arm, kind, chain, id), request.url);
  const target = findResource(arm.state, `${serviceIdOf(id)}/${kind.chain}/${name}`);
  const link = findResource(arm.state, id);
  switch (request.method) {
    case "PUT":
      return putLink(arm, kind, chain, id, target, request);
    case "DELETE":
      if (link) removeResource(arm.state, id);
      arm.context.changed();
      return { status: link ? 200 : 204 };
    case "HEAD":
      if (!link || !target) throw entityNotFound(kind.label);
      return kind.chain === "tags" ? { status: 200, headers: { etag: etagOf(target) } } : { status: 204 };
    case "GET":
      if (!link || !target || kind.chain !== "tags") throw entityNotFound(kind.label);
      return { status: 200, headers: { etag: etagOf(target) }, body: shown(arm, kind, target, request) };
    default:
      throw new ArmError(405, "MethodNotAllowed", `${request.method} is not allowed on a link.`, null);
  }
}

/** The products that an API is in, which is a list only. */
export function listProductsOfApi(arm: Arm, apiId: string, request: ArmRequest): Answer {
  const kind = requireKind("products");
  const name = apiId.slice(apiId.lastIndexOf("/") + 1).replace(/;rev=.*$/i, "");
  const found = listResources(arm.state, `${serviceType}/products`, serviceIdOf(apiId)).filter((product) =>
    findResource(arm.state, `${product.id}/apis/${name}`),
  );
  return listAnswer(arm, kind, found, request.url);
}

function putLink(
  arm: Arm,
  kind: Kind,
  chain: string,
  id: string,
  target: StoredResource | undefined,
  request: ArmRequest,
): Answer {
  if (!target) throw entityNotFound(kind.label);
  const existed = findResource(arm.state, id) !== undefined;
  if (!existed) {
    const link = { id, type: `${serviceType}/${chain}`, name: target.name, version: nextVersion(arm.state) };
    putResource(arm.state, { ...link, properties: {}, secrets: {} });
    arm.context.changed();
  }
  const headers: Record<string, string> = kind.chain === "tags" ? { etag: etagOf(target) } : {};
  return { status: existed ? 200 : 201, headers, body: shown(arm, kind, target, request) };
}

function linked(arm: Arm, kind: Kind, chain: string, collectionId: string): StoredResource[] {
  const parent = collectionId.slice(0, collectionId.lastIndexOf("/"));
  return listResources(arm.state, `${serviceType}/${chain}`, parent)
    .map((link) => findResource(arm.state, `${serviceIdOf(collectionId)}/${kind.chain}/${link.name}`))
    .filter((target) => target !== undefined);
}

function shown(arm: Arm, kind: Kind, target: StoredResource, request: ArmRequest): Record<string, unknown> {
  return showEntity(arm, kind, target, { url: request.url });
}

function serviceIdOf(id: string): string {
  return id.split("/").slice(0, 9).join("/");
}
