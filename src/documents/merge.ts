import { byKey, isSame, isSameElement } from "../resources/elements.ts";
import { agrees } from "../resources/fields.ts";
import type { Field, FieldChange, Json, Kind } from "../resources/kind.ts";
import type { NamedField } from "./names.ts";

/** One value three ways; `undefined` when there is none. */
interface Sides {
  readonly base: Json | undefined;
  readonly now: Json | undefined;
  readonly mine: Json | undefined;
}

/** Something that was changed here and on the server, to different ends. */
export interface Conflict {
  /** The field, `field/element` of a set, or `field.member` of an object. */
  readonly path: string;
  readonly label: string;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

/** Whose word counts in a conflict, by its path. */
export type Resolution = Readonly<Record<string, "mine" | "theirs">>;

/** What becomes of one field. */
interface Merged {
  readonly change?: FieldChange;
  /** Changed on the server meanwhile, and kept. */
  readonly isTheirs: boolean;
  /** Conflicts about which nothing was decided. */
  readonly conflicts: readonly Conflict[];
}

type Verdict = "none" | "mine" | "theirs" | "conflict";

/** Puts a field together: what only one side changed is as that side says. */
export function mergeField(kind: Kind, named: NamedField, sides: Sides, resolution: Resolution): Merged {
  return named.field.set ? mergeSet(named, sides, resolution) : mergeWhole(kind, named, sides, resolution);
}

function mergeWhole(kind: Kind, { path, field }: NamedField, sides: Sides, resolution: Resolution): Merged {
  const { now, mine } = sides;
  const same = (one: Json | undefined, other: Json | undefined) => agrees(kind, path, one, other);
  const verdict = decided(verdictOn(sides, same), resolution, path);
  if (verdict === "conflict") {
    const [base, theirs, ours] = [sides.base, now, mine].map(membersOf);
    if (base && theirs && ours)
      return mergeMembers({ path, label: field.label, resolution }, { base, now: theirs, mine: ours });
  }
  const before = now === undefined ? {} : { before: now };
  const after = mine === undefined ? {} : { after: mine };
  return {
    ...(verdict === "mine" && { change: { path, ...before, ...after } }),
    isTheirs: verdict === "theirs",
    conflicts: verdict === "conflict" ? [{ path, label: field.label, mine, theirs: now }] : [],
  };
}

type Members = ReadonlyMap<string, Json>;

/** An object whose members are put together one by one. */
interface Nested {
  /** The field, and the members that lead to the object. */
  readonly path: string;
  readonly label: string;
  readonly resolution: Resolution;
}

/** The members of an object; `undefined` for what is none. */
function membersOf(value: Json | undefined): Members | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, one]])));
}

/** An object that both sides changed: the services take it as a whole, so what the other side made of its members goes along. */
function mergeMembers(
  { path, label, resolution }: Nested,
  sides: { readonly base: Members; readonly now: Members; readonly mine: Members },
): Merged {
  const merged: [string, Json][] = [];
  const conflicts: Conflict[] = [];
  let isTheirs = false;
  for (const name of new Set([...sides.now.keys(), ...sides.mine.keys(), ...sides.base.keys()])) {
    const one = { base: sides.base.get(name), now: sides.now.get(name), mine: sides.mine.get(name) };
    const place = { path: `${path}.${name}`, label: `${label}: ${name}`, resolution };
    const { value, ...member } = mergeMember(place, one);
    isTheirs ||= member.isTheirs;
    conflicts.push(...member.conflicts);
    if (value !== undefined) merged.push([name, value]);
  }
  const [before, after] = [Object.fromEntries(sides.now), Object.fromEntries(merged)];
  return { ...(!isSame(before, after) && { change: { path, before, after } }), isTheirs, conflicts };
}

/** `value` is what the member will be: that of the server as long as nothing is decided. */
function mergeMember(nested: Nested, sides: Sides): Merged & { readonly value: Json | undefined } {
  const { now, mine } = sides;
  // nothing and no value are the same here as in fields
  const same = (a: Json | undefined, b: Json | undefined) => isSame(a ?? undefined, b ?? undefined);
  const verdict = decided(verdictOn(sides, same), nested.resolution, nested.path);
  if (verdict !== "conflict") {
    return { value: verdict === "mine" ? mine : now, isTheirs: verdict === "theirs", conflicts: [] };
  }
  const [base, theirs, ours] = [sides.base, now, mine].map(membersOf);
  if (base && theirs && ours) {
    const { change, ...inner } = mergeMembers(nested, { base, now: theirs, mine: ours });
    return { ...inner, value: change && "after" in change ? change.after : now };
  }
  const { path, label } = nested;
  return { value: now, isTheirs: false, conflicts: [{ path, label, mine, theirs: now }] };
}

function mergeSet({ path, field }: NamedField, sides: Sides, resolution: Resolution): Merged {
  const [base, now, mine] = [sides.base, sides.now, sides.mine].map((list) => byKey(field, list));
  const added: Json[] = [];
  const removed: Json[] = [];
  const conflicts: Conflict[] = [];
  let isTheirs = false;
  for (const key of new Set([base, now, mine].flatMap((list) => [...(list?.keys() ?? [])]))) {
    const one = { base: base?.get(key), now: now?.get(key), mine: mine?.get(key) };
    const name = nameOf(field, one.mine ?? one.now ?? one.base);
    const place = `${path}/${name}`;
    const same = (a: Json | undefined, b: Json | undefined) => isSameElement(field, a, b);
    const verdict = decided(verdictOn(one, same), resolution, place);
    if (verdict === "theirs") isTheirs = true;
    if (verdict === "conflict") {
      conflicts.push({ path: place, label: `${field.label}: ${name}`, mine: one.mine, theirs: one.now });
    }
    if (verdict !== "mine") continue;
    if (one.now !== undefined) removed.push(one.now);
    if (one.mine !== undefined) added.push(one.mine);
  }
  const isChanged = added.length + removed.length > 0;
  return { ...(isChanged && { change: { path, added, removed } }), isTheirs, conflicts };
}

function verdictOn(
  { base, now, mine }: Sides,
  same: (sent: Json | undefined, found: Json | undefined) => boolean,
): Verdict {
  if (same(mine, base)) return same(base, now) ? "none" : "theirs";
  if (same(base, now)) return same(mine, now) ? "none" : "mine";
  return same(mine, now) ? "none" : "conflict";
}

function decided(verdict: Verdict, resolution: Resolution, path: string): Verdict {
  if (verdict !== "conflict") return verdict;
  return new Map(Object.entries(resolution)).get(path) ?? "conflict";
}

/** What people call an element. */
function nameOf({ set }: Field, element: Json | undefined): string {
  const isObject = typeof element === "object" && element !== null;
  const name =
    isObject && set?.key !== undefined ? new Map(Object.entries(element)).get(set.key) : (element ?? "");
  return typeof name === "string" ? name : JSON.stringify(name);
}
