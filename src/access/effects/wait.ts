import type { EffectiveNode } from "../../policy/index.ts";
import { itemsOf } from "../chain.ts";
import type { Ends } from "../ends.ts";
import { forgetting } from "../formula.ts";
import { isSameCall, type State } from "../state.ts";
import { extended, guards, type Step, stronger, type Trails } from "../trail.ts";
import { fromSource } from "../variables.ts";
import type { Effect, Walk } from "../walk.ts";
import { attributeText } from "../written.ts";
import { placeOf } from "./places.ts";

/**
 * `wait`: what is within runs side by side, so one part may find what another has changed, or not yet. The call goes on when all of
 * it is done or, with `for="any"`, one part of it: then a check in another part may not have been met yet.
 */
export const wait: Effect = (element, state, walk) => {
  const { children } = element;
  if (children.length < 2) return walk.run(children, [state]);
  const isFor = attributeText(element.element, "for")?.toLowerCase() ?? "all";
  const start = whileOthersRun(children, state, walk);
  if (isFor === "all" && !element.element.broken && !mayAnswerFirst(children, start, walk)) {
    const isFree = children.every((child) => doesTheSame(child, state, start, walk));
    if (isFree) return walk.run(children, [state]);
    const next = (states: readonly State[], child: EffectiveNode) =>
      walk.run([child], states).flatMap((each) => mingled([each], start, state));
    return children.reduce(next, [start] as readonly State[]);
  }
  const at = `${element.name} in ${placeOf(element)}`;
  const { states: all, ends } = walk.apart(() => children.flatMap((child) => walk.run([child], [start])));
  // what may refuse, without being certain to, races as well
  const isRace = ends.refuses || ends.redirects || all.some(({ guard }) => guard !== start.guard);
  const states = isRace ? all.map((each) => ({ ...each, trails: extended(each.trails, asFirst) })) : all;
  walk.ends.addRefusals(ends);
  // another part may be done before one that ends the call
  const reasonOfEnd = `${at} may go on before a part within it has answered`;
  for (const guard of guards) {
    const trails = ends.trails(guard);
    const step = { ...asFirst, reason: reasonOfEnd };
    if (trails) walk.ends.add(stronger(guard, "unknown"), extended(trails, step));
  }
  if (!isRace) return mingled(states, start, state);
  const reason = `${at} may go on before all checks within are met`;
  return mingled(states, start, state).map((each) =>
    each.guard === "check" ? each : walk.guarded(each, reason),
  );
};

/** Whether a part may give an answer before another has refused the call. */
function mayAnswerFirst(parts: readonly EffectiveNode[], start: State, walk: Walk): boolean {
  const all = parts.map((part) => walk.apart(() => walk.run([part], [start])).ends);
  const answers = (ends: Ends) => guards.some((guard) => ends.trails(guard)) || ends.redirects;
  return all.some((one) => answers(one) && all.some((other) => other !== one && other.refuses));
}

/** Which part is done first, and lets the call go on, nobody can choose. */
const asFirst: Step = { when: ['done first of <wait for="any">'] };

/** The state in which a part begins: nothing is claimed of what any of them changes, those included that end the call. */
function whileOthersRun(children: readonly EffectiveNode[], before: State, walk: Walk): State {
  let start = before;
  for (;;) {
    const reached = children.flatMap((child) => walk.reached([child], start));
    const next = unsure(before, [start, ...reached], before);
    if (isSameCall(next, start) && knows(next) === knows(start)) return next;
    start = next;
  }
}

/** How much is known of conditions. */
function knows({ known: { truths, values, together } }: State): number {
  return truths.size + values.size + together.size;
}

/** Whether a part does the same whatever the others have done by then. */
function doesTheSame(part: EffectiveNode, alone: State, beside: State, walk: Walk): boolean {
  const [one, other] = [alone, beside].map((start) => {
    const { states, ends } = walk.apart(() => walk.run([part], [start]));
    const left = states.map((each) => [told(each.trails), unsure(each, [beside], alone)] as const);
    const ended = guards.map((guard) => told(ends.trails(guard)));
    return { left, ended: JSON.stringify([ended, ends.refuses, ends.redirects, ends.refused]) };
  });
  if (!one || !other || one.ended !== other.ended || one.left.length !== other.left.length) return false;
  return one.left.every(([trails, state]) =>
    other.left.some(([others, each]) => trails === others && isSameCall(state, each)),
  );
}

/** What is told of ways, to compare them. */
function told(trails: Trails | undefined): string {
  const ways = trails?.list.map(({ when, checks, reasons }) =>
    [when, checks, reasons].map((each) => itemsOf<unknown>(each)),
  );
  return JSON.stringify(ways ?? null);
}

/** States behind the parts, in which nothing is claimed of what any of them has changed. */
function mingled(states: readonly State[], start: State, before: State): readonly State[] {
  const all = [start, ...states];
  const hasChanged = !isSameCall(unsure(before, all, before), before);
  return states.map((state) => ({
    ...unsure(state, all, before),
    tokens: hasChanged ? new Map() : state.tokens,
    called: states.every(({ called }) => called),
  }));
}

/** `state` with nothing claimed of what any of `states` holds otherwise than `before`. */
function unsure(state: State, states: readonly State[], before: State): State {
  const names = changedIn(states, ({ variables }) => variables, before);
  const sources = changedIn(states, ({ sent }) => sent, before);
  const headers = changedIn(states, (each) => each.headers, before);
  const isKept = (key: string, { known: { truths, values, together } }: State) =>
    truths.has(key) || values.has(key) || together.has(key);
  return {
    ...state,
    known: forgetting(before.known, (key) => !states.every((each) => isKept(key, each))),
    variables: new Map([
      ...state.variables,
      ...names.map((name) => [name, fromSource("unknown", name)] as const),
    ]),
    sent: new Map([...state.sent, ...sources.map((source) => [source, "unknown"] as const)]),
    headers: new Map([...state.headers].filter(([name]) => !headers.includes(name))),
    isMethodKept: states.every(({ isMethodKept }) => isMethodKept),
  };
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
