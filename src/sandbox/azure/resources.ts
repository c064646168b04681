import { dropResource, keepResource, resourcesOf } from "./resource-index.ts";
import type { AzureState, StoredResource } from "./state.ts";

/** The resource with this id in whatever casing, or `undefined`. */
export function findResource(state: AzureState, id: string): StoredResource | undefined {
  return state.resources[id.toLowerCase()];
}

/** All resources of `type` directly or indirectly below `parentId`, in the order of their creation. */
export function listResources(state: AzureState, type: string, parentId = ""): StoredResource[] {
  if (parentId === "") return resourcesOf(state, type);
  const parent = parentId.toLowerCase();
  const outer = type.slice(0, type.lastIndexOf("/")).toLowerCase();
  if (typeAt(parent) === outer) return resourcesOf(state, type, parent);
  return resourcesOf(state, type).filter(({ id }) => id.toLowerCase().startsWith(`${parent}/`));
}

/** The resource type of what has this id. */
export function typeAt(id: string): string {
  const [provider = "", ...names] = id.slice(id.lastIndexOf("/providers/") + "/providers/".length).split("/");
  return [provider, ...names.filter((_, index) => index % 2 === 0)].join("/");
}

/**
 * All that stands in `collection` of what has the id `parentId`, such as an instance (without what its workspaces have) or a workspace. A
 * collection within others is named with them, `products/apiLinks`.
 */
export function listIn(state: AzureState, parentId: string, collection: string): StoredResource[] {
  return listResources(state, `${typeAt(parentId)}/${collection}`, parentId);
}

/** The id of the instance that something with the id `id` is of. */
export function instanceOf(id: string): string {
  return /^.*?\/service\/[^/]+/i.exec(id)?.[0] ?? id;
}

/** The id of the instance, or of the workspace, that something with the id `id` is of. */
export function spaceOf(id: string): string {
  return /^.*?\/service\/[^/]+(?:\/workspaces\/[^/]+)?/i.exec(id)?.[0] ?? id;
}

/** A row version that was never given out before. */
export function nextVersion(state: AzureState): number {
  state.lastVersion += 1;
  return state.lastVersion;
}

/** Stores `resource` under its id, in place of what was there. */
export function putResource(state: AzureState, resource: StoredResource): void {
  keepResource(state, resource.id.toLowerCase(), resource);
}

/** Forgets the resource and everything below it. */
export function removeResource(state: AzureState, id: string): void {
  const key = id.toLowerCase();
  for (const other of Object.keys(state.resources)) {
    if (other === key || other.startsWith(`${key}/`)) dropResource(state, other);
  }
}
