import { refusalStatus } from "../token-demands.ts";
import { extended } from "../trail.ts";
import type { Effect } from "../walk.ts";
import { placeOf } from "./places.ts";

/**
 * A check whose attribute `code` says with which status it refuses. Where that is one of success, whoever fails it gets an answer like
 * those who pass, though not from the backend: whether that is meant nobody knows.
 */
export function refusingBy(code: string, check: Effect): Effect {
  return (element, state, walk) => {
    const status = refusalStatus(element.element, code, undefined);
    if (status !== undefined && status >= 200 && status < 300 && walk.section !== "on-error") {
      const reason = `Whoever ${element.name} in ${placeOf(element)} refuses is answered with ${status}, as after success`;
      const refused = walk.guarded(state, reason);
      const when = [`refused with ${status} by ${element.name}`];
      walk.ends.note("answered", { ...refused, trails: extended(refused.trails, { when }) });
    }
    return check(element, state, walk);
  };
}
