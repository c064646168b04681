import type { Field, FieldChange, FieldElements, Json, Kind } from "./kind.ts";

/** The fields of a value by name, as plain JSON: one that is `undefined` is not there. */
export type Fields = Readonly<Record<string, Json>>;

/** What is to be written: `undefined` takes a field away. */
type FieldsToWrite = Readonly<Record<string, Json | undefined>>;

/** The fields that `kind` knows of `value`, secrets left out. */
export function fieldsOf(kind: Kind, value: object): Fields {
  const copy: Fields = JSON.parse(JSON.stringify(value));
  return Object.fromEntries(openFields(kind).flatMap(([name]) => entry(name, copy[name])));
}

/** What `change` sets, as a value: a set has what is added to it. */
export function draftOf(fields: readonly FieldChange[]): Fields {
  return Object.fromEntries(
    fields.flatMap((change) => entry(change.path, isElements(change) ? change.added : change.after)),
  );
}

/** Whether a field is changed element by element. */
export function isElements(change: FieldChange): change is FieldElements {
  return "added" in change;
}

/** Whether two values say the same, whatever the order of their members. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return canonical(one) === canonical(other);
}

/** Whether `found` has everything that `changes` set; what is secret cannot be seen. */
export function hasAll(kind: Kind, changes: readonly FieldChange[], found: Fields): boolean {
  return changes.every((change) => {
    const field = fieldOf(kind, change.path);
    const now = found[change.path];
    if (field?.secret) return true;
    if (!isElements(change) && !field?.set) return agrees(kind, change.path, change.after, now);
    const { added, removed } = isElements(change) ? change : { added: listOf(change.after), removed: [] };
    const there = keysOf(field, now);
    const isThere = (element: Json) => there.has(keyOf(field, element));
    return added.every(isThere) && !removed.some(isThere);
  });
}

/** What leads from `before` to `after`: sets element by element. */
export function difference(kind: Kind, before: Fields, after: Fields): readonly FieldChange[] {
  return openFields(kind).flatMap(([path, field]): readonly FieldChange[] => {
    const [old, now] = [before[path], after[path]];
    if (!field.set) return isSame(old, now) ? [] : [whole(path, old, now)];
    const [oldKeys, nowKeys] = [keysOf(field, old), keysOf(field, now)];
    const added = listOf(now).filter((element) => !oldKeys.has(keyOf(field, element)));
    const removed = listOf(old).filter((element) => !nowKeys.has(keyOf(field, element)));
    return added.length + removed.length === 0 ? [] : [{ path, added, removed }];
  });
}

/** `current` with `changes` made to it. */
export function withChanges(kind: Kind, current: Fields, changes: readonly FieldChange[]): Fields {
  const set = changes.map((change) => [change.path, changed(kind, current[change.path], change)] as const);
  const next = Object.fromEntries(
    [...Object.entries(current), ...set].flatMap(([name, one]) => entry(name, one)),
  );
  return kind.complete ? fieldsOf(kind, kind.complete(next)) : next;
}

/** The whole fields of `changes` that somebody set to something else since they were planned. */
export function conflicts(kind: Kind, current: Fields, changes: readonly FieldChange[]): readonly string[] {
  return changes.flatMap((change) => {
    if (isElements(change) || change.before === undefined) return [];
    const now = current[change.path];
    const isFree =
      agrees(kind, change.path, change.before, now) || agrees(kind, change.path, change.after, now);
    return isFree ? [] : [labelOf(kind, change.path)];
  });
}

/** What takes `wrote` back from `current`: only what still is as it was written. `left` are the labels of what is not. */
export function inverseOf(
  kind: Kind,
  wrote: readonly FieldChange[],
  current: Fields,
): { readonly changes: readonly FieldChange[]; readonly left: readonly string[] } {
  const left: string[] = [];
  const changes = wrote.flatMap((change): readonly FieldChange[] => {
    if (isElements(change)) return [{ path: change.path, added: change.removed, removed: change.added }];
    const now = current[change.path];
    if (isSame(now, change.after)) {
      return [whole(change.path, now, change.before)];
    }
    if (!isSame(now, change.before)) left.push(labelOf(kind, change.path));
    return [];
  });
  return { changes, left };
}

/** What has to be written so that `current` becomes `next`. */
export function toWrite(wrote: readonly FieldChange[], next: Fields): FieldsToWrite {
  return Object.fromEntries(wrote.map(({ path }) => [path, next[path]]));
}

/** What people call a field. */
export function labelOf(kind: Kind, path: string): string {
  return fieldOf(kind, path)?.label ?? path;
}

/** The field of that name; `undefined` when the kind has none. */
export function fieldOf(kind: Kind, path: string): Field | undefined {
  return new Map<string, Field>(Object.entries(kind.fields)).get(path);
}

function openFields(kind: Kind): readonly (readonly [string, Field])[] {
  return Object.entries<Field>(kind.fields).filter(([, field]) => !field.secret);
}

function changed(kind: Kind, current: Json | undefined, change: FieldChange): Json | undefined {
  const field = fieldOf(kind, change.path);
  if (!isElements(change)) return change.after;
  const gone = keysOf(field, change.removed);
  const kept = listOf(current).filter((element) => !gone.has(keyOf(field, element)));
  const there = keysOf(field, kept);
  return [...kept, ...change.added.filter((element) => !there.has(keyOf(field, element)))];
}

/** Whether `found` is what the cloud makes of `sent`. */
export function agrees(kind: Kind, path: string, sent: Json | undefined, found: Json | undefined): boolean {
  return isSame(sent, found) || (asksItself(kind).isSame?.(path, sent, found) ?? false);
}

/** A kind's own comparison takes the names of its fields, which `path` is one of. */
function asksItself(kind: Kind): {
  isSame?(field: string, sent: Json | undefined, found: Json | undefined): boolean;
} {
  return kind;
}

function keysOf(field: Field | undefined, list: Json | undefined): ReadonlySet<string> {
  return new Set(listOf(list).map((element) => keyOf(field, element)));
}

/** What tells an element of a set apart from the others. */
export function keyOf(field: Field | undefined, element: Json): string {
  const key = field?.set?.key;
  if (key === undefined || typeof element !== "object" || element === null) return canonical(element);
  const value = canonical(Object.entries(element).find(([name]) => name === key)?.[1]);
  return field?.set?.anyCase ? value.toLowerCase() : value;
}

/** The elements of a set; none when there is nothing. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function entry(name: string, value: Json | undefined): readonly (readonly [string, Json])[] {
  return value === undefined ? [] : [[name, value]];
}

function whole(path: string, before: Json | undefined, after: Json | undefined): FieldChange {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function canonical(value: Json | undefined): string {
  return (
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === "object" && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
        : one,
    ) ?? ""
  );
}
