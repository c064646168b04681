import { simplified } from "../formula.ts";
import { shortened } from "../grip.ts";
import { hasSameInputs } from "../state.ts";
import { extended, guards, stronger } from "../trail.ts";
import type { Effect } from "../walk.ts";
import { isWithoutEffect } from "./choose.ts";
import { placeOf } from "./places.ts";

/**
 * `retry`: what is within runs once, and again while the condition holds. It does the same each time unless it has changed what is
 * read within; what it has changed twice may go on changing.
 */
export const retry: Effect = (element, state, walk) => {
  const { children } = element;
  return walk.run(children, [state]).flatMap((once) => {
    if (hasSameInputs(once, state)) return [once];
    const { condition, formula: asked } = walk.conditionOf(element.element, once);
    const formula = simplified(asked, once.known);
    if (formula.kind === "constant" && !formula.value) return [once];
    const again = walk.apart(() => walk.run(children, [once]));
    const isSettled = again.states.every((each) => hasSameInputs(each, once));
    if (isWithoutEffect(again, once)) return isSettled ? [once] : [once, ...again.states];
    const how = `How often ${element.name} in ${placeOf(element)} runs is not known`;
    const reason = `${how}: it hangs on ${shortened(condition.written)}`;
    const isCertain = formula.kind === "constant" && isSettled;
    walk.ends.addRefusals(again.ends);
    for (const guard of guards) {
      const trails = again.ends.trails(guard);
      if (trails && isCertain) walk.ends.add(guard, trails);
      else if (trails) walk.ends.add(stronger(guard, "unknown"), extended(trails, { reason }));
    }
    if (isCertain) return again.states;
    return [once, ...again.states].map((each) => walk.guarded(each, reason));
  });
};
