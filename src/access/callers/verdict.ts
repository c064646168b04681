import type { Trilean } from "../trilean.ts";

/** What a check makes of a caller. */
export type CheckVerdict =
  | { readonly kind: "passes" | "fails" }
  /** `why` goes on behind “Whether … passes is not known: ”. */
  | { readonly kind: "unknown"; readonly why: string };

/** One thing that a check asks for, and whether the caller has it. */
type Answer = readonly [answer: Trilean, why: string];

/** Passes when all answers are yes; one no is enough to fail. */
export function verdictOf(answers: readonly Answer[]): CheckVerdict {
  if (answers.some(([answer]) => answer === false)) return { kind: "fails" };
  const open = answers.find(([answer]) => answer === undefined);
  return open ? { kind: "unknown", why: open[1] } : { kind: "passes" };
}
