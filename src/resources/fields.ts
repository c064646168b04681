import {
  areFree,
  byKey,
  changedElements,
  elementsBetween,
  hasElements,
  inverseElements,
  isSame,
  keyOf,
  listOf,
} from "./elements.ts";
import { backTo, isAsGood, takenBack } from "./first-values.ts";
import type { Change, Field, FieldChange, FieldElements, Json, Kind, WholeField } from "./kind.ts";

/** The fields of a value by name, as plain JSON: one that is `undefined` is not there. */
export type Fields = Readonly<Record<string, Json>>;

/** What is to be written: `undefined` takes a field away. */
export type FieldsToWrite = Readonly<Record<string, Json | undefined>>;

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

/** `changes` of what can be seen, and the secrets that the others set, or take away. */
export function apart(
  kind: Kind,
  changes: readonly FieldChange[],
): { readonly open: readonly FieldChange[]; readonly secrets: FieldsToWrite } {
  const isSecret = ({ path }: FieldChange) => fieldOf(kind, path)?.secret === true;
  const secrets = changes.filter(isSecret).map((one) => [one.path, isElements(one) ? one.added : one.after]);
  return { open: changes.filter((one) => !isSecret(one)), secrets: Object.fromEntries(secrets) };
}

/** Whether a field is changed element by element. */
export function isElements(change: FieldChange): change is FieldElements {
  return "added" in change;
}

/** Whether `found` has everything that `changes` set; what is secret cannot be seen. */
export function hasAll(kind: Kind, changes: readonly FieldChange[], found: Fields): boolean {
  return changes.every((change) => {
    const field = fieldOf(kind, change.path);
    const now = found[change.path];
    if (field?.secret) return true;
    if (!isElements(change) && !field?.set) return has(kind, change, found);
    const { path } = change;
    const elements = isElements(change) ? change : { path, added: listOf(change.after), removed: [] };
    return hasElements(field, now, elements);
  });
}

/** What leads from `before` to `after`: sets element by element, where one that says something else goes and comes. */
export function difference(kind: Kind, before: Fields, after: Fields): readonly FieldChange[] {
  return openFields(kind).flatMap(([path, field]): readonly FieldChange[] => {
    const [old, now] = [before[path], after[path]];
    if (!field.set) return isSame(old, now) ? [] : [whole(path, old, now)];
    const elements = elementsBetween(path, field, old, now);
    return elements.added.length + elements.removed.length === 0 ? [] : [elements];
  });
}

/** `current` with `changes` made to it. */
export function withChanges(kind: Kind, current: Fields, changes: readonly FieldChange[]): Fields {
  const paths = new Set(changes.map(({ path }) => path));
  const kept = Object.entries(current).filter(([path]) => !paths.has(path));
  const set = changes.flatMap((change) => entry(change.path, changed(kind, current[change.path], change)));
  const next = Object.fromEntries([...kept, ...set]);
  return kind.complete ? fieldsOf(kind, kind.complete(next)) : next;
}

/** What is only added to a set by `change`: not what it has already, though it may say something else there. */
export function withoutLoss(kind: Kind, before: Fields, change: FieldElements): FieldElements {
  const field = fieldOf(kind, change.path);
  const there = byKey(field, before[change.path]);
  return { ...change, added: change.added.filter((one) => !there.has(keyOf(field, one))), removed: [] };
}

/** The fields of `changes` of which somebody made something else since they were planned. */
export function conflicts(kind: Kind, current: Fields, changes: readonly FieldChange[]): readonly string[] {
  return changes.flatMap((change) => {
    const now = current[change.path];
    const isFree = isElements(change)
      ? areFree(fieldOf(kind, change.path), now, change)
      : change.before === undefined ||
        agrees(kind, change.path, change.before, now) ||
        agrees(kind, change.path, change.after, now);
    return isFree ? [] : [labelOf(kind, change.path)];
  });
}

/** What people call the fields in which `current` is not what a deletion of it, whose `changes` say all there was, was planned for. */
export function changedSince(
  kind: Kind,
  changes: readonly FieldChange[],
  current: Fields,
): readonly string[] {
  const before = Object.fromEntries(
    changes.flatMap((one) => (isElements(one) ? [] : entry(one.path, one.before))),
  );
  return difference(kind, before, current)
    .filter(({ path }) => !agrees(kind, path, before[path], current[path]))
    .map(({ path }) => labelOf(kind, path));
}

/** What takes changes back. */
interface Inverse {
  readonly changes: readonly FieldChange[];
  /** Labels of what is no more as it was written. */
  readonly left: readonly string[];
  /** Labels of first values that the service does not take away. */
  readonly stays: readonly string[];
}

/** What takes `wrote` back from `current`: only what still is as it was written. */
export function inverseOf(kind: Kind, wrote: readonly FieldChange[], current: Fields): Inverse {
  const left: string[] = [];
  const stays: string[] = [];
  const changes = wrote.flatMap((change): readonly FieldChange[] => {
    const now = current[change.path];
    if (isElements(change)) {
      const { inverse, isLeft } = inverseElements(fieldOf(kind, change.path), change, now);
      if (isLeft) left.push(labelOf(kind, change.path));
      return [inverse];
    }
    const { before, after } = change;
    const label = labelOf(kind, change.path);
    const back = takenBack(fieldOf(kind, change.path), { before, after, now }, label, current);
    left.push(...back.left);
    stays.push(...back.stays);
    return isSame(now, back.value) ? [] : [whole(change.path, now, back.value)];
  });
  return { changes, left, stays };
}

/** Labels of what a change of one sets for the first time, and undo cannot take away. */
export function staysWhenUndone(kind: Kind, { verb, fields }: Change): readonly string[] {
  if (verb !== "update") return [];
  return fields.flatMap((change) =>
    isElements(change) ? [] : backTo(fieldOf(kind, change.path), change.before, change.after).stays,
  );
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
  return isElements(change) ? changedElements(field, current, change) : change.after;
}

/** Whether `found` is what the cloud makes of `sent`. */
export function agrees(kind: Kind, path: string, sent: Json | undefined, found: Json | undefined): boolean {
  return isSame(sent, found) || (asksItself(kind).isSame?.(path, sent, found) ?? false);
}

/** Whether what there is may be what setting a field has led to. */
function has(kind: Kind, { path, after }: WholeField, found: Fields): boolean {
  const now = found[path];
  return (
    agrees(kind, path, after, now) ||
    isAsGood(fieldOf(kind, path), after, now, found) ||
    (asksItself(kind).isFulfilled?.(path, after, now) ?? false)
  );
}

/** A kind's own comparison takes the names of its fields, which `path` is one of. */
function asksItself(kind: Kind): {
  isSame?(field: string, sent: Json | undefined, found: Json | undefined): boolean;
  isFulfilled?(field: string, sent: Json | undefined, found: Json | undefined): boolean;
} {
  return kind;
}

function entry(name: string, value: Json | undefined): readonly (readonly [string, Json])[] {
  return value === undefined ? [] : [[name, value]];
}

function whole(path: string, before: Json | undefined, after: Json | undefined): FieldChange {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
