import { PassedOver } from "../../../policy/index.ts";
import { next, type Outcome } from "../call.ts";
import type { Policy } from "./policy.ts";

/**
 * Runs the policies within once, and again while the condition holds, as often as `count` says. The sandbox does not pause in
 * between. What fails or answers ends it at once.
 */
export const retry: Policy = async (statement, call, { run }) => {
  if (!statement.has("condition") || !statement.has("count")) throw new PassedOver("It says not how often.");
  const policies = statement.policies();
  let outcome = await run(policies, call);
  for (let again = statement.number("count", 0); again > 0 && outcome.kind === "next"; again -= 1) {
    if (!statement.flag("condition", false)) break;
    outcome = await run(policies, call);
  }
  return outcome;
};

/**
 * Runs the policies within side by side, and goes on when all are done or, with `for="any"`, when one is: then what the others
 * come to makes no difference any more.
 */
export const wait: Policy = async (statement, call, { run }) => {
  const isFor = statement.attribute("for")?.trim().toLowerCase() ?? "all";
  if (isFor !== "all" && isFor !== "any") throw new PassedOver(`It cannot wait for “${isFor}”.`);
  const running = statement.policies().map((policy) => run([policy], call));
  if (running.length === 0) return next;
  if (isFor === "any") return Promise.race(running);
  const outcomes = await Promise.all(running);
  return outcomes.find((outcome: Outcome) => outcome.kind !== "next") ?? next;
};
