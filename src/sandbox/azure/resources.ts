import type { AzureState, StoredResource } from "./state.ts";

/** The resource with this id in whatever casing, or `undefined`. */
export function findResource(state: AzureState, id: string): StoredResource | undefined {
  return state.resources[id.toLowerCase()];
}

/** All resources of `type` directly or indirectly below `parentId`, in the order of their creation. */
export function listResources(state: AzureState, type: string, parentId = ""): StoredResource[] {
  const prefix = parentId === "" ? "" : `${parentId.toLowerCase()}/`;
  const wanted = type.toLowerCase();
  return Object.entries(state.resources)
    .filter(([id, resource]) => resource.type.toLowerCase() === wanted && id.startsWith(prefix))
    .map(([, resource]) => resource);
}

/** A row version that was never given out before. */
export function nextVersion(state: AzureState): number {
  state.lastVersion += 1;
  return state.lastVersion;
}

/** Stores `resource` under its id, in place of what was there. */
export function putResource(state: AzureState, resource: StoredResource): void {
  state.resources[resource.id.toLowerCase()] = resource;
}

/** Forgets the resource and everything below it. */
export function removeResource(state: AzureState, id: string): void {
  const key = id.toLowerCase();
  for (const other of Object.keys(state.resources)) {
    if (other === key || other.startsWith(`${key}/`)) delete state.resources[other];
  }
}
