import { forgetting } from "../formula.ts";
import type { State } from "../state.ts";
import { extended, guards, stronger } from "../trail.ts";
import { fromSource } from "../variables.ts";
import type { Effect } from "../walk.ts";
import { attributeText } from "../written.ts";
import { placeOf } from "./places.ts";

/**
 * `wait`: what is within runs side by side. The call goes on when all of it is done or, with `for="any"`, one part of it: then a
 * check in another part may not have been met yet, and what that part sets may be there or not.
 */
export const wait: Effect = (element, state, walk) => {
  const { children } = element;
  const isFor = attributeText(element.element, "for")?.toLowerCase() ?? "all";
  if ((isFor === "all" && !element.element.broken) || children.length < 2) return walk.run(children, [state]);
  const { states, ends } = walk.apart(() => children.flatMap((child) => walk.run([child], [state])));
  const at = `${element.name} in ${placeOf(element)}`;
  walk.ends.addRefusals(ends);
  // another part may be done before one that ends the call
  const reasonOfEnd = `${at} may go on before a part within it has answered`;
  for (const guard of guards) {
    const trails = ends.trails(guard);
    if (trails) walk.ends.add(stronger(guard, "unknown"), extended(trails, { reason: reasonOfEnd }));
  }
  if (!ends.refuses && !ends.redirects) return mingled(states, state);
  const reason = `${at} may go on before all checks within are met`;
  return mingled(states, state).map((each) => (each.guard === "check" ? each : walk.guarded(each, reason)));
};

/** States in which nothing is claimed of what any of them has changed. */
function mingled(states: readonly State[], before: State): readonly State[] {
  const names = changedIn(states, ({ variables }) => variables, before);
  const sources = changedIn(states, ({ sent }) => sent, before);
  const headers = changedIn(states, (state) => state.headers, before);
  const isKept = (key: string, { known: { truths, values, together } }: State) =>
    truths.has(key) || values.has(key) || together.has(key);
  const known = forgetting(before.known, (key) => !states.every((state) => isKept(key, state)));
  const unknownVariables = names.map((name) => [name, fromSource("unknown", name)] as const);
  const unknownSent = sources.map((source) => [source, "unknown"] as const);
  return states.map((state) => ({
    ...state,
    tokens: names.length + sources.length > 0 ? new Map() : state.tokens,
    known,
    variables: new Map([...state.variables, ...unknownVariables]),
    sent: new Map([...state.sent, ...unknownSent]),
    headers: new Map([...state.headers].filter(([name]) => !headers.includes(name))),
    isMethodKept: states.every(({ isMethodKept }) => isMethodKept),
    called: states.every(({ called }) => called),
  }));
}

/** Keys under which a state holds something else than before. */
function changedIn(
  states: readonly State[],
  held: (state: State) => ReadonlyMap<string, unknown>,
  before: State,
): readonly string[] {
  const old = held(before);
  const keys = states.flatMap((state) => [...held(state).keys(), ...old.keys()]);
  return [...new Set(keys)].filter((key) =>
    states.some((state) => JSON.stringify(held(state).get(key)) !== JSON.stringify(old.get(key))),
  );
}
