import type { Shelf } from "./kind.ts";

/** What one cloud keeps: a shelf for each kind, by the kind's id. */
export interface Shelved {
  readonly shelves: ReadonlyMap<string, Shelf>;
}
