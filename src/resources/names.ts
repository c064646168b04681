import { fieldOf, isElements } from "./fields.ts";
import type { Change, Field, Json, Kind, Named } from "./kind.ts";
import { isLater } from "./later.ts";

/** What people call the things that others name. */
export interface Names {
  /** What is called so by something of `owner`; `undefined` where that is not known. */
  nameOf(owner: string, named: Named): string | undefined;
}

/** The things that the values of a change name, as far as they are known now. */
export function namedIn(kind: Kind, { fields }: Pick<Change, "fields">): readonly Named[] {
  return fields.flatMap((change) => {
    const field = fieldOf(kind, change.path);
    if (!field?.names || field.secret) return [];
    const values = isElements(change) ? [change.added, change.removed] : [change.before, change.after];
    return values.flatMap((value) => namedInValue(value, field));
  });
}

function namedInValue(value: Json | undefined, field: Field, member?: string): readonly Named[] {
  const named = typeof value === "string" ? field.names?.(value, member) : undefined;
  if (named) return [named];
  if (typeof value !== "object" || value === null || isLater(value)) return [];
  if (isList(value)) return value.flatMap((one) => namedInValue(one, field, member));
  return Object.entries(value).flatMap(([name, one]) => namedInValue(one, field, name));
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
