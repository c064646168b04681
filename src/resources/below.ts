import type { Kind, Store, Stored } from "./kind.ts";

/** Where one of a kind is, or will be. */
export interface Place {
  /** As that of a `Ref`. */
  readonly owner: string;
  /** Id of what it stands below; left out where its kind stands below no other, or for all of an owner. */
  readonly parent?: string | undefined;
}

/** Those of a kind at a place. */
export async function* listAt(
  store: Store,
  kind: Kind,
  { owner, parent }: Place,
  signal: AbortSignal,
): AsyncGenerator<Stored> {
  for await (const stored of store.list(owner, below(kind, parent), signal))
    if (parent === undefined || stored.ref.id.startsWith(`${parent}/`)) yield stored;
}

/** What one below `parent` says of that by a field; nothing where its id alone says so. */
export function below({ tree }: Kind, parent: string | undefined): Readonly<Record<string, string>> {
  return tree?.field !== undefined && parent !== undefined ? { [tree.field]: parent } : {};
}

/** The id of one that is called `name` among those of its place. */
export function idAt({ parent }: Pick<Place, "parent">, name: string): string {
  return parent === undefined ? name : `${parent}/${name}`;
}
