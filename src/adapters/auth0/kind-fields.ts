import type { Field, Json, Kind } from "../../resources/kind.ts";
import { asObject } from "../json.ts";
import { WrongAnswer } from "./failures.ts";

/** What the Management API calls the fields that lists and reads may tell, with commas between them. */
export function openNames<T extends object, D extends object>(kind: Kind<T, D>): string {
  return fieldsOf(kind)
    .flatMap(([path, { name, secret }]) => (secret ? [] : [name ?? path]))
    .join(",");
}

/** The fields of an answer by what they are called here: what it leaves out, or says `null` for, is not there. */
export function toFields<T extends object, D extends object>(kind: Kind<T, D>, answer: unknown): Partial<D> {
  const said = asObject(answer);
  const fields = fieldsOf(kind).flatMap(([path, { name, secret, set }]) => {
    const value = said[name ?? path];
    if (secret || value === undefined || value === null) return [];
    return [[path, set ? listed(value) : value] as const];
  });
  return Object.fromEntries(fields) as Partial<D>;
}

/** A body that makes one: what is not given, or nothing, is left to the service. */
export function toCreation<T extends object, D extends object>(kind: Kind<T, D>, draft: D): Body {
  return bodyOf(kind, draft, (_, value) => value ?? undefined);
}

/**
 * A body that changes one. Of what goes away, `nothing` has the words that the service takes where they are not `null`, an empty
 * list for a set, or what is usual where it cannot be unset.
 */
export function toChange<T extends object, D extends object>(
  kind: Kind<T, D>,
  changes: Partial<D>,
  nothing: Readonly<Record<string, Json>> = {},
): Body {
  const words = new Map(Object.entries(nothing));
  return bodyOf(kind, changes, ([path, { set, cannotBeUnset }], value) => {
    const isEmpty = set && Array.isArray(value) && value.length === 0;
    if (value !== undefined && value !== null && !isEmpty) return value;
    return words.has(path) ? words.get(path) : set ? [] : (cannotBeUnset?.usual ?? null);
  });
}

/** A list that may be left out. */
export function listed<T>(value: readonly T[] | null | undefined): readonly T[];
export function listed(value: unknown): readonly unknown[];
export function listed(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new WrongAnswer();
  return value;
}

/** What is sent: the names and types are the service's, which the kind's fields are held to by its contract. */
type Body = Readonly<Record<string, unknown>>;

function bodyOf<T extends object, D extends object>(
  kind: Kind<T, D>,
  values: Partial<D>,
  worded: (field: readonly [path: string, Field], value: unknown) => unknown,
): Body {
  const given = new Map<string, unknown>(Object.entries(values));
  const body = fieldsOf(kind).flatMap((entry) => {
    const [path, { name }] = entry;
    const value = given.has(path) ? worded(entry, given.get(path)) : undefined;
    return value === undefined ? [] : [[name ?? path, value] as const];
  });
  return Object.fromEntries(body);
}

function fieldsOf<T extends object, D extends object>({
  fields,
}: Kind<T, D>): readonly (readonly [string, Field])[] {
  return Object.entries<Field>(fields);
}
