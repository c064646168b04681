import type { Field, FieldElements, Json } from "./kind.ts";

/** Whether two values say the same, whatever the order of their members. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || canonical(one) === canonical(other);
}

/** What leads from one list to another, where an element that says something else goes and comes. */
export function elementsBetween(
  path: string,
  field: Field,
  before: Json | undefined,
  after: Json | undefined,
): FieldElements {
  const lacks = (list: Json | undefined) => {
    const there = byKey(field, list);
    return (element: Json) => !isSameElement(field, there.get(keyOf(field, element)), element);
  };
  return { path, added: listOf(after).filter(lacks(before)), removed: listOf(before).filter(lacks(after)) };
}

/** Whether a list has everything that was put into it, and nothing that was taken out. */
export function hasElements(
  field: Field | undefined,
  now: Json | undefined,
  { added, removed }: FieldElements,
): boolean {
  const [there, old, wanted] = [byKey(field, now), byKey(field, removed), byKey(field, added)];
  const isThere = (element: Json) => {
    const key = keyOf(field, element);
    return there.has(key) && (!old.has(key) || isSameElement(field, there.get(key), element));
  };
  const isGone = (element: Json) => !there.has(keyOf(field, element)) || wanted.has(keyOf(field, element));
  return added.every(isThere) && removed.every(isGone);
}

/** `current` with elements put in and taken out; what comes in the place of another stands where that stood. */
export function changedElements(
  field: Field | undefined,
  current: Json | undefined,
  { added, removed }: FieldElements,
): Json {
  const [gone, wanted] = [byKey(field, removed), byKey(field, added)];
  const kept = listOf(current).flatMap((element) => {
    const key = keyOf(field, element);
    const next = gone.has(key) ? wanted.get(key) : element;
    return next === undefined ? [] : [next];
  });
  const there = byKey(field, kept);
  return [...kept, ...added.filter((element) => !there.has(keyOf(field, element)))];
}

/** Whether each element that goes still is what it was, or what shall come in its place. */
export function areFree(
  field: Field | undefined,
  now: Json | undefined,
  { added, removed }: FieldElements,
): boolean {
  const [there, wanted] = [byKey(field, now), byKey(field, added)];
  return removed.every((element) => {
    const key = keyOf(field, element);
    const [is, shall] = [there.get(key), wanted.get(key)];
    return isSameElement(field, is, element) || isSameElement(field, is, shall);
  });
}

/** Elements come back, and go, but for those that say something else by now than what was put in their place. */
export function inverseElements(
  field: Field | undefined,
  { path, added, removed }: FieldElements,
  now: Json | undefined,
): { readonly inverse: FieldElements; readonly isLeft: boolean } {
  const [there, old, wanted] = [byKey(field, now), byKey(field, removed), byKey(field, added)];
  const isOurs = (element: Json) => {
    const key = keyOf(field, element);
    const [is, was, shall] = [there.get(key), old.get(key), wanted.get(key)];
    if (was === undefined || shall === undefined) return true;
    return isSameElement(field, is, shall) || isSameElement(field, is, was);
  };
  const inverse = { path, added: removed.filter(isOurs), removed: added.filter(isOurs) };
  return { inverse, isLeft: inverse.removed.length < added.length };
}

/** The elements of a set by what tells them apart. */
export function byKey(field: Field | undefined, list: Json | undefined): ReadonlyMap<string, Json> {
  return new Map(listOf(list).map((element) => [keyOf(field, element), element]));
}

/** Whether two elements of a set have the same key and say the same. */
export function isSameElement(
  field: Field | undefined,
  one: Json | undefined,
  other: Json | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [a, b] = [one, other].map((element) => restOf(field, element));
  return keyOf(field, one) === keyOf(field, other) && isSame(a, b);
}

/** An element without its key, which may be written in another casing. */
function restOf(field: Field | undefined, element: Json): Json {
  const key = field?.set?.key;
  if (key === undefined || typeof element !== "object" || element === null) return null;
  return Object.fromEntries(Object.entries(element).filter(([name]) => name !== key));
}

/** What tells an element of a set apart from the others. */
export function keyOf(field: Field | undefined, element: Json): string {
  const key = field?.set?.key;
  if (key === undefined || typeof element !== "object" || element === null) return canonical(element);
  const value = canonical(Object.entries(element).find(([name]) => name === key)?.[1]);
  return field?.set?.anyCase ? value.toLowerCase() : value;
}

/** The elements of a list; none when there is nothing. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function canonical(value: Json | undefined): string {
  return JSON.stringify(inOrder(value)) ?? "";
}

/** By hand: a replacer of `JSON.stringify` takes ten times as long for long lists. */
function inOrder(value: Json | undefined): Json | undefined {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => inOrder(one) ?? null);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, one]) => [name, inOrder(one)]));
}
