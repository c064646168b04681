import { isSame } from "./elements.ts";
import type { Field, Json } from "./kind.ts";

/** The other fields of the thing, by name. */
type Beside = Readonly<Record<string, Json | undefined>>;

/** What a field goes back to. */
interface Back {
  /** `undefined` for nothing. */
  readonly value: Json | undefined;
  /** What keeps its first value: the field's label, or that with a member. */
  readonly stays: readonly string[];
}

/** How a field was before it was written, as it was written, and as it is now. */
interface Sides {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly now: Json | undefined;
}

/**
 * What a field becomes when it is taken back: what others changed since stays, of objects member by member. `left` says what that
 * is, in people's words.
 */
export function takenBack(
  field: Field | undefined,
  { before, after, now }: Sides,
  label: string,
  beside: Beside,
): Back & { readonly left: readonly string[] } {
  const { value, stays } = backTo(field, before, after, beside);
  if (isSame(now, after) || isSame(now, value)) return { value, stays, left: [] };
  if (isSame(now, before)) return { value: now, stays: [], left: [] };
  if (![value, before, after, now].every(isMembers)) return { value: now, stays: [], left: [label] };
  const [back, wrote, next] = [membersOf(value), membersOf(after), { ...membersOf(now) }];
  const left: string[] = [];
  for (const name of new Set([...Object.keys(back), ...Object.keys(wrote)])) {
    if (isSame(back[name], wrote[name]) || isSame(next[name], back[name])) continue;
    if (isSame(next[name], wrote[name])) next[name] = back[name];
    else left.push(`${label}: ${name}`);
  }
  return { value: plain(next), stays, left };
}

/** Without the members that are gone. */
function plain(members: Members): Json {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** What a field that was `before` and was then set to `after` can go back to, by what its service takes. */
export function backTo(
  field: Field | undefined,
  before: Json | undefined,
  after: Json | undefined,
  beside: Beside = {},
): Back {
  const { cannotBeUnset: never, label = "" } = field ?? {};
  if (!never || after === undefined) return { value: before, stays: [] };
  if (never.keepsMembers) return membersBack(label, membersOf(never.usual), before, after);
  if (before !== undefined) return { value: before, stays: [] };
  const isKnown = never.usual !== undefined || never.usualField !== undefined;
  return { value: usualOf(field, beside) ?? after, stays: isKnown ? [] : [label] };
}

/** Members that were not named before keep what they have got, but for those of which it is known what is usual. */
function membersBack(label: string, usual: Members, before: Json | undefined, after: Json): Back {
  const [old, now] = [membersOf(before), membersOf(after)];
  const first = Object.keys(now).filter((name) => old[name] === undefined && now[name] !== undefined);
  const kept = first.map((name) => [name, usual[name] ?? now[name]] as const);
  const stays = first.filter((name) => usual[name] === undefined).map((name) => `${label}: ${name}`);
  return { value: { ...old, ...Object.fromEntries(kept) }, stays };
}

/** Whether two values of a field come to the same, where having none is as good as having what is usual. */
export function isAsGood(
  field: Field | undefined,
  one: Json | undefined,
  other: Json | undefined,
  beside: Beside = {},
): boolean {
  const [a, b] = [one, other].map((value) => {
    if (field?.cannotBeUnset?.keepsMembers)
      return { ...membersOf(field.cannotBeUnset.usual), ...membersOf(value) };
    return value ?? usualOf(field, beside);
  });
  return isSame(a, b);
}

function usualOf(field: Field | undefined, beside: Beside): Json | undefined {
  const { usual, usualField } = field?.cannotBeUnset ?? {};
  return usualField === undefined ? usual : beside[usualField];
}

type Members = { readonly [name: string]: Json | undefined };

function membersOf(value: Json | undefined): Members {
  return isMembers(value) ? value : {};
}

function isMembers(value: Json | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
