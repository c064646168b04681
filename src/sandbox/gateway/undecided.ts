import type { Call, Outcome } from "./call.ts";
import { refusal } from "./messages.ts";

/**
 * Ends a call that hangs on something the sandbox cannot decide: no guess lets it pass, and `on-error` does not make
 * another answer of it.
 */
export function endUndecided(call: Call, policy: string, why: string): Outcome {
  call.undecided = policy;
  const reasons = call.why === undefined ? why : `${why} ${call.why}`;
  const message = `The sandbox cannot decide “${policy}” and lets no call pass undecided. ${reasons}`;
  return { kind: "answer", response: refusal(500, message) };
}
