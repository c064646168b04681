import { Failure } from "../core/failure.ts";
import type { Kind, Reader, Shelf, Store } from "./kind.ts";

/** What one cloud keeps: a shelf for each kind, by the kind's id. */
export interface Shelved {
  readonly shelves: ReadonlyMap<string, Shelf>;
}

/** Both clouds, as far as they keep kinds. */
export interface ShelvedClouds {
  readonly auth0: Shelved;
  readonly azure: Shelved;
}

/** The shelf of a kind by its id; `undefined` for one that this version does not know. */
export function shelfOf({ auth0, azure }: ShelvedClouds, kind: string): Shelf | undefined {
  return auth0.shelves.get(kind) ?? azure.shelves.get(kind);
}

/** The store of a kind. */
export function storeOf<T extends object, D extends object>(
  clouds: ShelvedClouds,
  { id, plural }: Kind<T, D>,
): Store<T, D> {
  const shelf = shelfOf(clouds, id);
  if (!shelf) throw new Failure("unsupported", `Neither cloud keeps ${plural} here.`);
  // A shelf is put up under the id of its own kind, so that the store is the one for its values.
  return shelf.store as Store<T, D>;
}

/** Reads any kind from both clouds. */
export function readerOf(clouds: ShelvedClouds): Reader {
  return {
    list: (kind, owner, where, signal) => storeOf(clouds, kind).list(owner, where, signal),
    read: (kind, ref, signal) => storeOf(clouds, kind).read(ref, signal),
  };
}
