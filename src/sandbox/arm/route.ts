import { findResource, listIn, spaceOf } from "../azure/resources.ts";
import type { Principal } from "../azure/state.ts";
import { performAction } from "./actions.ts";
import { listAllPolicies } from "./all-policies.ts";
import type { Answer, Arm, ArmRequest } from "./arm.ts";
import { provider } from "./arm.ts";
import { emptyList } from "./empty-lists.ts";
import { deleteEntity, listAnswer, listEntities, patchEntity, putEntity, readEntity } from "./entities.ts";
import { ArmError, notInSandbox } from "./errors.ts";
import type { Kind } from "./kind.ts";
import { kindOf, requireKind } from "./kinds/index.ts";
import { handleLink, isLink, listProductsOfApi } from "./links.ts";
import { operationResult, operationStatus, poll } from "./long-running.ts";
import { checkName } from "./names.ts";
import * as above from "./resources.ts";
import { listApiRevisions } from "./revisions.ts";
import {
  checkNameAvailability,
  deleteService,
  handleDeleted,
  listDeleted,
  listSkus,
  putService,
  requireInTier,
  showWithState,
} from "./services.ts";
import {
  chainOf,
  decodeSegment,
  readServicePath,
  requireGroup,
  requireService,
  requireSubscription,
  resolveId,
} from "./target.ts";

type Route = (
  arm: Arm,
  match: readonly string[],
  request: ArmRequest,
  principal: Principal,
) => Answer | Promise<Answer>;

/** What is not inside an instance and takes more than reads. */
const writtenRoutes: readonly (readonly [RegExp, readonly string[], Route])[] = [
  [
    new RegExp(
      `^/subscriptions/([^/]+)/providers/${provider}/locations/([^/]+)/deletedservices/([^/]+)$`,
      "i",
    ),
    ["GET", "DELETE"],
    (arm, match, { method }) => handleDeleted(arm, match, method),
  ],
  [
    new RegExp(`^/subscriptions/([^/]+)/providers/${provider}/checkNameAvailability$`, "i"),
    ["POST"],
    (arm, [id = ""], request) => checkNameAvailability(arm, id, request),
  ],
];

/** Everything else that is not inside an instance; all are read only. */
const routes: readonly (readonly [RegExp, Route])[] = [
  [/^\/tenants$/i, (arm) => above.listTenants(arm)],
  [/^\/subscriptions$/i, (arm, _, __, principal) => above.listSubscriptions(arm, principal)],
  [/^\/subscriptions\/([^/]+)$/i, (arm, [id = ""]) => above.readSubscription(arm, id)],
  [/^\/subscriptions\/([^/]+)\/resourcegroups$/i, (arm, [id = ""]) => above.listGroups(arm, id)],
  [
    /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)$/i,
    (arm, [id = "", name = ""]) => above.readGroup(arm, id, name),
  ],
  [
    new RegExp(`^/subscriptions/([^/]+)/providers/${provider}/service$`, "i"),
    (arm, [id = ""]) => above.listInstances(arm, requireSubscription(arm, id).id),
  ],
  [
    new RegExp(`^/subscriptions/([^/]+)/providers/${provider}/deletedservices$`, "i"),
    (arm, [id = ""]) => listDeleted(arm, id),
  ],
  [
    new RegExp(`^/subscriptions/([^/]+)/providers/${provider}/skus$`, "i"),
    (arm, [id = ""]) => listSkus(arm, id),
  ],
  [
    new RegExp(`^/subscriptions/[^/]+/providers/${provider}/locations/[^/]+/operationStatuses/([^/]+)$`, "i"),
    (arm, [id = ""]) => operationStatus(arm, id),
  ],
  [
    new RegExp(`^/subscriptions/[^/]+/providers/${provider}/locations/[^/]+/operationResults/([^/]+)$`, "i"),
    (arm, [id = ""], request) => operationResult(arm, id, request.url),
  ],
];

/** Finds out what a request is about, and answers it. */
export async function route(arm: Arm, request: ArmRequest, principal: Principal): Promise<Answer> {
  const path = request.url.pathname.replace(/(?<=.)\/$/, "");
  const all = [...writtenRoutes, ...routes.map(([pattern, answer]) => [pattern, ["GET"], answer] as const)];
  for (const [pattern, methods, answer] of all) {
    const match = pattern.exec(path);
    if (!match) continue;
    if (!methods.includes(request.method)) throw notAllowed(request.method, path);
    return answer(arm, match.slice(1).map(decodeSegment), request, principal);
  }
  return routeService(arm, request, path);
}

async function routeService(arm: Arm, request: ArmRequest, path: string): Promise<Answer> {
  const place = readServicePath(path);
  if (!place) throw unknownRoute(path);
  if (place.service === "") {
    if (request.method !== "GET") throw notAllowed(request.method, path);
    return above.listInstances(arm, requireGroup(arm, place.subscriptionId, place.resourceGroup).id);
  }
  if (place.rest.length === 0 && request.method === "PUT") return putService(arm, place, request);
  const service = requireService(arm, place);
  if (place.rest.length === 0) {
    if (request.method === "DELETE") return deleteService(arm, service);
    if (request.method !== "GET") throw notInSandbox("changes of API Management instances");
    return { status: 200, body: showWithState(arm, service) };
  }
  requireInTier(service, place.rest);
  const id = resolveId(arm, service, place.rest, kindOf);
  return routeBelow(arm, request, place.rest, id);
}

async function routeBelow(
  arm: Arm,
  request: ArmRequest,
  rest: readonly string[],
  id: string,
): Promise<Answer> {
  const chain = chainOf(rest);
  const isCollection = rest.length % 2 === 1;
  if (isLink(chain)) return handleLink(arm, chain, id, isCollection ? undefined : rest.at(-1), request);
  if (isCollection && request.method === "POST") {
    const answer = performAction(arm, chain, id);
    if (answer) return answer;
  }
  const derived = isCollection && request.method === "GET" ? deriveList(arm, chain, id, request) : undefined;
  if (derived) return derived;
  const kind = kindOf(chain);
  const empty = !kind && isCollection && request.method === "GET" ? emptyList(chain) : undefined;
  if (empty) return empty;
  if (!kind) throw notInSandbox(`${provider}/service/${chain}`);
  if (!isCollection) {
    if (request.method === "PUT") checkName(chain, rest.at(-1) ?? "");
    return handleEntity(arm, kind, id, request);
  }
  if (request.method !== "GET") throw notAllowed(request.method, request.url.pathname);
  return listEntities(arm, kind, id, request.url);
}

/** Lists that are no collection of their own. */
function deriveList(arm: Arm, chain: string, id: string, request: ArmRequest): Answer | undefined {
  const parent = id.slice(0, id.lastIndexOf("/"));
  switch (chain.toLowerCase().replace(/^workspaces\/(?=apis\/revisions$)/, "")) {
    case "allpolicies":
      return listAllPolicies(arm, parent, request.url);
    case "apis/products":
      return listProductsOfApi(arm, parent, request);
    case "apis/revisions":
      return listApiRevisions(arm, parent, request.url);
    case "products/subscriptions": {
      const kind = requireKind("subscriptions");
      const ofSpace = listIn(arm.state, spaceOf(parent), "subscriptions");
      const all = ofSpace.filter((one) => one.properties["scope"] === parent);
      return listAnswer(arm, kind, all, request.url);
    }
    default:
      return undefined;
  }
}

function handleEntity(arm: Arm, kind: Kind, id: string, request: ArmRequest): Answer | Promise<Answer> {
  const { method } = request;
  const asyncId = request.url.searchParams.get("asyncId");
  if (method === "GET" && asyncId !== null && !poll(arm, asyncId)) {
    return { status: 202, headers: { location: request.url.href } };
  }
  if (request.url.searchParams.get("export") === "true") throw notInSandbox("the export of APIs");
  if (method === "GET" || method === "HEAD") return readEntity(arm, kind, id, request);
  if (!kind.writes.some((write) => write === method)) throw notAllowed(method, id);
  if (method === "PUT") return putEntity(arm, kind, findResource(arm.state, id)?.id ?? id, request);
  return method === "PATCH" ? patchEntity(arm, kind, id, request) : deleteEntity(arm, kind, id, request);
}

function notAllowed(method: string, path: string): ArmError {
  return new ArmError(
    405,
    "MethodNotAllowed",
    `The resource at '${path}' does not support the method ${method}.`,
  );
}

function unknownRoute(path: string): ArmError {
  return notInSandbox(`anything at '${path}'`);
}
