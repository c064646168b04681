import { findResource } from "../azure/resources.ts";
import type { StoredResource } from "../azure/state.ts";
import type { Arm } from "./arm.ts";
import { provider } from "./arm.ts";
import { ArmError, entityNotFound, notInSandbox } from "./errors.ts";
import type { Kind } from "./kind.ts";

/** A path below `…/providers/Microsoft.ApiManagement/service`, taken apart. */
interface ServicePath {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Empty for the list of instances. */
  readonly service: string;
  /** What follows the instance, two and two a collection and a name; an odd end is a collection or an action. */
  readonly rest: readonly string[];
}

const servicePath =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ApiManagement\/service(?:\/([^/]+)(?:\/(.+))?)?\/?$/i;

/** Takes a path apart; `undefined` when it does not lead into API Management. */
export function readServicePath(path: string): ServicePath | undefined {
  const match = servicePath.exec(path);
  if (!match) return undefined;
  const [, subscriptionId = "", resourceGroup = "", service = "", rest = ""] = match;
  return {
    subscriptionId: decodeSegment(subscriptionId),
    resourceGroup: decodeSegment(resourceGroup),
    service: decodeSegment(service),
    rest: rest === "" ? [] : rest.split("/").map(decodeName),
  };
}

/**
 * A segment of a path without its percent signs.
 *
 * @throws ArmError 400 when they encode nothing.
 */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ArmError(400, "InvalidRequestUri", `The path segment '${segment}' is not encoded correctly.`);
  }
}

/** As `decodeSegment`; a slash would name something further below, past what holds for it there. */
function decodeName(segment: string): string {
  const name = decodeSegment(segment);
  if (!name.includes("/")) return name;
  throw new ArmError(400, "InvalidRequestUri", `The path segment '${segment}' holds a slash.`);
}

/** The resource group of a path. Throws what Resource Manager answers when it, or its subscription, is missing. */
export function requireGroup(arm: Arm, subscriptionId: string, name: string): StoredResource {
  requireSubscription(arm, subscriptionId);
  const group = findResource(arm.state, `/subscriptions/${subscriptionId}/resourceGroups/${name}`);
  if (group) return group;
  throw new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

/** The subscription of a path. */
export function requireSubscription(arm: Arm, id: string): StoredResource {
  const subscription = findResource(arm.state, `/subscriptions/${id}`);
  if (subscription) return subscription;
  throw new ArmError(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
}

/** The instance of a path. */
export function requireService(arm: Arm, path: ServicePath): StoredResource {
  const group = requireGroup(arm, path.subscriptionId, path.resourceGroup);
  const service = findResource(
    arm.state,
    `${group.id}/providers/Microsoft.ApiManagement/service/${path.service}`,
  );
  if (service) return service;
  throw new ArmError(
    404,
    "ResourceNotFound",
    `The Resource 'Microsoft.ApiManagement/service/${path.service}' under resource group '${path.resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** The collection names of a rest path, joined; an odd end counts. */
export function chainOf(rest: readonly string[]): string {
  return rest.filter((_, index) => index % 2 === 0).join("/");
}

/**
 * The id of the entity or collection at `rest` below the instance, cased as stored, each entity on the way there.
 *
 * @throws ArmError 404 that names the first entity on the way that is missing.
 */
export function resolveId(
  arm: Arm,
  service: StoredResource,
  rest: readonly string[],
  kindOf: (chain: string) => Kind | undefined,
): string {
  let id = service.id;
  for (let end = 2; end < rest.length + 2; end += 2) {
    const taken = rest.slice(0, end);
    const kind = kindOf(chainOf(taken));
    const collection = kind?.chain.split("/").at(-1) ?? taken[end - 2] ?? "";
    if (taken.length < end) return `${id}/${collection}`;
    const next = `${id}/${collection}/${nameInStore(arm, `${id}/${collection}`, taken[end - 1] ?? "")}`;
    const stored = findResource(arm.state, next);
    if (!stored && end < rest.length) {
      throw kind ? entityNotFound(kind.label) : notInSandbox(`${provider}/service/${chainOf(rest)}`);
    }
    id = stored?.id ?? next;
  }
  return id;
}

/** `name;rev=n` is `name` itself when n is its current revision. */
function nameInStore(arm: Arm, collectionId: string, name: string): string {
  const revision = /^(.+);rev=(.+)$/i.exec(name);
  if (!revision) return name;
  const [, plain = "", number = ""] = revision;
  const current = findResource(arm.state, `${collectionId}/${plain}`);
  return current?.properties["apiRevision"] === number ? plain : name;
}
