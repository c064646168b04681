import type { Maybe } from "../core/known.ts";
import type { SignedToken } from "./decoded-token.ts";
import type { KeySets } from "./keys.ts";
import type { JwtRequirements } from "./requirements.ts";
import type { Doubt, Finding } from "./verdict.ts";

/** A token under examination: what every check is given. */
export interface Examination {
  readonly text: string;
  readonly token: SignedToken;
  readonly requirements: JwtRequirements;
  readonly keys: KeySets;
  readonly now: Date;
  /** Checks add the parts of the element that they needed and could not read. */
  readonly unread: Set<string>;
  /** Checks add what only the gateway's library speaks for. */
  readonly doubts: Set<Doubt>;
}

/** What is wrong, or `undefined` when nothing that could be read is. */
export type Check = (examination: Examination) => Finding | undefined | Promise<Finding | undefined>;

/** The values that are known; notes `part` as unread when some are not. */
export function takeKnown<T>(values: readonly Maybe<T>[], unread: Set<string>, part: string): readonly T[] {
  if (values.some((value) => !value.known)) unread.add(part);
  return values.flatMap((value) => (value.known ? [value.value] : []));
}
