import type { Kind, Shelf, Store } from "../../../src/resources/kind.ts";
import type { InMemoryStore } from "./store.ts";

/** Told first of each call, such as `create auth0-api`, with the right that it needs. */
export type Begin = (call: string, right: string | undefined, signal: AbortSignal) => void;

/** A store as shelves hold it. */
interface Shelvable extends Store {
  readonly kind: Kind;
  hook: InMemoryStore<object>["hook"];
}

/** Puts stores on shelves, where `begin` hears of each call and may throw. */
export function shelvesOf(stores: readonly Shelvable[], begin: Begin): ReadonlyMap<string, Shelf> {
  for (const store of stores) {
    const { id, rights } = store.kind;
    store.hook = (verb, when, signal) => {
      if (when === "before") begin(`${verb} ${id}`, rights[verb === "list" ? "read" : verb], signal);
    };
  }
  return new Map(stores.map((store) => [store.kind.id, { kind: store.kind, store }]));
}

/** What a store holds. */
export function valuesOf<T extends object, D extends object>({ all }: InMemoryStore<T, D>): readonly T[] {
  return all.map(({ value }) => value);
}
