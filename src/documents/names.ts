import type { Field, Kind } from "../resources/kind.ts";

/** A field with its two names. */
export interface NamedField {
  /** What changes call it. */
  readonly path: string;
  /** What documents call it: the service's own name. */
  readonly name: string;
  readonly field: Field;
}

/** The fields of a kind in the order in which they stand in documents. */
export function namedFields(kind: Kind): readonly NamedField[] {
  return Object.entries<Field>(kind.fields).flatMap(([path, field]) =>
    field.elsewhere ? [] : [{ path, name: field.name ?? path, field }],
  );
}

/** Whether documents of the kind begin with an id, since it is chosen by whoever writes them. */
export function hasChosenId(kind: Kind): boolean {
  return kind.identity.by === "id";
}

/** The fields that tell one from all others of its kind, where such fields exist. */
export function identityFields({ identity }: Kind): readonly string[] {
  return identity.by === "fields" && identity.unique ? identity.fields : [];
}
