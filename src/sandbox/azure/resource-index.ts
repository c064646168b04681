import type { AzureState, StoredResource } from "./state.ts";

/** The keys of the resources of a state by their type, and by what they stand in: an instance has many thousands. */
class ResourceIndex {
  /** By type and, behind a blank, the key of what they stand in; by type alone, too. In the order of their creation. */
  private readonly keys = new Map<string, Set<string>>();

  add(key: string, { type }: StoredResource): void {
    for (const place of placesOf(key, type)) {
      const known = this.keys.get(place);
      if (known) known.add(key);
      else this.keys.set(place, new Set([key]));
    }
  }

  remove(key: string, { type }: StoredResource): void {
    for (const place of placesOf(key, type)) this.keys.get(place)?.delete(key);
  }

  at(place: string): Iterable<string> {
    return this.keys.get(place) ?? [];
  }
}

function placesOf(key: string, type: string): readonly string[] {
  const kind = type.toLowerCase();
  return [kind, `${kind} ${key.split("/").slice(0, -2).join("/")}`];
}

/** They stand beside the states, which are plain values that are written to a file. */
const indexes = new WeakMap<AzureState["resources"], ResourceIndex>();

function indexOf({ resources }: AzureState): ResourceIndex {
  const known = indexes.get(resources);
  if (known) return known;
  const index = new ResourceIndex();
  for (const [key, resource] of Object.entries(resources)) index.add(key, resource);
  indexes.set(resources, index);
  return index;
}

function writable({ resources }: AzureState): { [key: string]: StoredResource } {
  return resources;
}

/** Keeps `resource` under its key, in place of what was there. */
export function keepResource(state: AzureState, key: string, resource: StoredResource): void {
  const index = indexOf(state);
  const before = state.resources[key];
  // what was taken away is created anew, behind the others
  if (before?.type.toLowerCase() !== resource.type.toLowerCase()) index.remove(key, before ?? resource);
  writable(state)[key] = resource;
  index.add(key, resource);
}

/** Forgets what has a key. */
export function dropResource(state: AzureState, key: string): void {
  const before = state.resources[key];
  if (!before) return;
  indexOf(state).remove(key, before);
  delete writable(state)[key];
}

/** All resources of a type; of what stands in `parentKey` alone where that is given, if the type stands directly in such a thing. */
export function resourcesOf(state: AzureState, type: string, parentKey?: string): StoredResource[] {
  const kind = type.toLowerCase();
  const place = parentKey === undefined ? kind : `${kind} ${parentKey}`;
  return [...indexOf(state).at(place)].flatMap((key) => state.resources[key] ?? []);
}
