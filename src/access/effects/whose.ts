import { inputsOf } from "../grip.ts";
import type { Sent, State } from "../state.ts";
import { readCode, withVariables } from "../variables.ts";

/** Whose value it is that a policy writes so: a text is the policy's own, an expression may hand on what the caller sent. */
export function whoseIs(written: string, state: State): Exclude<Sent, "nothing"> {
  if (!/@[({]/.test(written)) return "ours";
  const code = readCode(written);
  if (!code)
    return /\bcontext\.Request\b/.test(written) && !/\bVariables\b/.test(written)
      ? "the caller's"
      : "unknown";
  const inputs = inputsOf(withVariables(code, state.variables));
  if (inputs.has("unknown")) return "unknown";
  return inputs.has("caller") || inputs.has("token") ? "the caller's" : "ours";
}
