import { append, type Chain } from "./chain.ts";
import type { Check } from "./report.ts";

/** Nothing stands in the way; something that cannot be known does; a check that keeps people out does. */
export type Guard = "nothing" | "unknown" | "check";

const ranks: Readonly<Record<Guard, number>> = { nothing: 0, unknown: 1, check: 2 };

/** All of them. */
export const guards: readonly Guard[] = ["nothing", "unknown", "check"];

/** The stronger of two. */
export function stronger(a: Guard, b: Guard): Guard {
  return ranks[a] >= ranks[b] ? a : b;
}

/** One way that was taken: under which conditions, by which checks, and what of it is not known. */
export interface Trail {
  readonly when: Chain<string> | undefined;
  readonly checks: Chain<Check> | undefined;
  readonly reasons: Chain<string> | undefined;
}

/** Ways that led to the same: the first of them, and how many there are. */
export interface Trails {
  readonly list: readonly Trail[];
  readonly count: number;
}

/** As many ways are kept as are listed in the end. */
export const mostTrails = 64;

/** The way of a call that has met nothing yet. */
export const freshTrails: Trails = {
  list: [{ when: undefined, checks: undefined, reasons: undefined }],
  count: 1,
};

/** What a step adds to every way. */
export interface Step {
  readonly when?: readonly string[];
  readonly check?: Check | undefined;
  readonly reason?: string | undefined;
}

/** All ways with one step more. */
export function extended({ list, count }: Trails, { when = [], check, reason }: Step): Trails {
  if (when.length === 0 && !check && reason === undefined) return { list, count };
  const longer = list.map((trail) => ({
    when: when.reduce<Chain<string> | undefined>(append, trail.when),
    checks: check ? append(trail.checks, check) : trail.checks,
    reasons: reason === undefined ? trail.reasons : append(trail.reasons, reason),
  }));
  return { list: longer, count };
}

/** The ways of both, those with the fewest checks first. */
export function joined(a: Trails, b: Trails): Trails {
  const all = [...new Set([...a.list, ...b.list])];
  const twice = a.list.length + b.list.length - all.length;
  const list = all.sort((one, other) => lengthOf(one) - lengthOf(other)).slice(0, mostTrails);
  return { list, count: Math.min(a.count + b.count - twice, Number.MAX_SAFE_INTEGER) };
}

function lengthOf({ checks, when }: Trail): number {
  return (checks?.length ?? 0) * 1000 + Math.min(when?.length ?? 0, 999);
}
