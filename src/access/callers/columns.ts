import type { Caller } from "./caller.ts";
import { type Fate, type FateChange, signatureOf } from "./fate.ts";

/** Callers who fare the same everywhere. */
export interface Column {
  readonly name: string;
  /** At each operation. */
  readonly fates: readonly FateChange[];
  /** Calls with nothing but a key, or without one. */
  readonly isPlain: boolean;
  /** To be let in. */
  readonly isWanted: boolean;
  /** With tokens of the same issuer and audience as those to be let in, and perhaps less in them. */
  readonly isLikeWanted: boolean;
  /** The scope that tokens to be let in lack. */
  readonly lacks?: string | undefined;
}

/** A caller, and what becomes of them at each operation. */
export interface Fared {
  readonly caller: Caller;
  readonly fates: readonly FateChange[];
}

/** Callers put together: those of a family who fare the same; those who fare no worse for lacking a scope are left out. */
export function columnsOf(all: readonly Fared[]): readonly Column[] {
  const fared = all.filter((one) => all.length === 1 || !(isWithoutKey(one) || isLikeWanted(one, all)));
  const families = new Map<string, Fared[]>();
  for (const one of fared) families.set(one.caller.family, [...(families.get(one.caller.family) ?? []), one]);
  const wanted = new Set(all.flatMap(({ caller }) => (caller.isWanted ? bearerOf(caller) : [])));
  const columns = [...families].flatMap(([family, members]) => columnsOfFamily(family, members, wanted));
  return joinedLacks(columns);
}

/** Whoever comes without a key and is refused everywhere for that, before and after, is told by those who have one. */
function isWithoutKey({ caller, fates }: Fared): boolean {
  const isRefused = ({ before, after }: FateChange) =>
    before.kind === "refused" && after.kind === "refused" && isByKey(before) && isByKey(after);
  return caller.key === "none" && fates.every(isRefused);
}

/** Where a key is asked for, no policy stands. */
function isByKey(fate: Fate): boolean {
  return fate.kind === "refused" && fate.isForKey === true;
}

/** Whether a token is one of those to be let in, with less in it, and fares as they do. */
function isLikeWanted({ caller, fates }: Fared, all: readonly Fared[]): boolean {
  if (!caller.token || caller.isWanted) return false;
  const ofSame = (one: Caller) => JSON.stringify([one.key, bearerOf(one)]);
  const whole = all.find((other) => other.caller.isWanted && ofSame(other.caller) === ofSame(caller));
  return whole !== undefined && signatureOf(whole.fates) === signatureOf(fates);
}

/** Whose token a caller has, and for whom. */
function bearerOf({ token }: Caller): string {
  return JSON.stringify([token?.issuer, token?.audiences]);
}

function columnsOfFamily(
  family: string,
  members: readonly Fared[],
  wanted: ReadonlySet<string>,
): readonly Column[] {
  const groups = new Map<string, Fared[]>();
  for (const one of members) {
    const key = signatureOf(one.fates);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { caller, fates } = first;
    return {
      name: groups.size === 1 ? familyName(family, members) : namesOf(group, members),
      fates,
      isPlain: caller.isPlain === true,
      isWanted: caller.isWanted === true,
      isLikeWanted: wanted.has(bearerOf(caller)),
      lacks: groups.size === 1 ? caller.lacks : undefined,
    };
  });
}

function familyName(family: string, members: readonly Fared[]): string {
  const needsKey = members.every(({ caller: { key } }) => key !== "none");
  return needsKey && family !== "a key alone" ? `${family} and a key` : family;
}

/** By what tells them from the others of their family. */
function namesOf(group: readonly Fared[], family: readonly Fared[]): string {
  const isOneKey = new Set(family.map(({ caller: { key } }) => JSON.stringify(key))).size === 1;
  const short = ({ family: owner, details = "", name, isPlain }: Caller) =>
    isOneKey && !isPlain ? `${owner}${details}` : name;
  const names = new Set(group.map(({ caller }) => short(caller)));
  const [first = "", second, ...more] = names;
  if (second === undefined) return first;
  return more.length === 0 ? `${first}, or ${second}` : `${first}, or ${more.length + 1} others like it`;
}

/** Tokens that lack one scope or another and fare the same, as one. */
function joinedLacks(columns: readonly Column[]): readonly Column[] {
  const byFates = new Map<string, Column>();
  for (const column of columns) {
    const isLacking = column.lacks !== undefined;
    const key: string = isLacking ? `lacks ${signatureOf(column.fates)}` : `${byFates.size} ${column.name}`;
    const same = byFates.get(key);
    const name = same ? joinedName(same.name, column.lacks ?? "") : column.name;
    byFates.set(key, { ...column, name });
  }
  return [...byFates.values()];
}

/** `an Auth0 token without a and a key`, with `b` beside `a`. */
function joinedName(name: string, scope: string): string {
  const suffix = " and a key";
  return name.endsWith(suffix)
    ? `${name.slice(0, -suffix.length)} or ${scope}${suffix}`
    : `${name} or ${scope}`;
}
