import type { EffectiveElement, EffectiveNode } from "../../policy/index.ts";
import type { Condition } from "../conditions.ts";
import { askedOfKey } from "../demands.ts";
import type { Ends } from "../ends.ts";
import { assuming, combined, constant, type Formula, negated, simplified } from "../formula.ts";
import { type Grip, gripOf, shortened } from "../grip.ts";
import type { Check } from "../report.ts";
import { isSameCall, type State } from "../state.ts";
import { extended, type Guard, guards, type Step, stronger, type Trails } from "../trail.ts";
import type { Effect, Walk } from "../walk.ts";
import { placeOf } from "./places.ts";

/** What may happen at a `choose`: one of its branches, or none. */
interface Alternative {
  readonly state: State;
  readonly nodes: readonly EffectiveNode[];
  /** What must hold for it. */
  readonly formula: Formula;
  /** The same, as it is written. */
  readonly when: readonly string[];
}

/** An alternative that was followed. */
interface Outcome extends Alternative {
  readonly states: readonly State[];
  readonly ends: Ends;
}

/** `choose`: the first `when` that holds, else `otherwise`; conditions are decided as far as a call is known. */
export const choose: Effect = (element, state, walk) => {
  const alternatives = alternativesOf(element, state, walk);
  const outcomes = alternatives.map((alternative): Outcome => {
    const { nodes, when } = alternative;
    const start = { ...alternative.state, trails: extended(alternative.state.trails, { when }) };
    return { ...alternative, ...walk.apart(() => walk.run(nodes, [start])) };
  });
  if (outcomes.every((outcome) => isWithoutEffect(outcome, state))) {
    const states = outcomes.flatMap((outcome) => outcome.states);
    // whichever it is, the call goes on as it came; where a branch has changed something, one must know which it was
    return states.every((each) => isSameCall(each, state)) ? [state] : states;
  }
  const refuses = outcomes.some(isRefusal);
  return outcomes.flatMap((outcome) => leave(outcome, refuses, element, walk));
};

function alternativesOf(element: EffectiveElement, state: State, walk: Walk): readonly Alternative[] {
  const found: Alternative[] = [];
  let rest: Alternative = { state, nodes: [], formula: constant(true), when: [] };
  for (const branch of element.children) {
    if (branch.kind !== "element" || branch.name !== "when") {
      // what is no branch runs as if it were the last one
      const nodes = branch.kind === "element" ? branch.children : [branch];
      return [...found, { ...rest, nodes }];
    }
    const { condition, formula: asked } = walk.conditionOf(branch.element, rest.state);
    const formula = simplified(asked, rest.state.known);
    if (formula.kind === "constant") {
      if (formula.value) return [...found, { ...rest, nodes: branch.children }];
      continue;
    }
    const taken = narrowed(rest, formula, true, condition, walk);
    if (taken) found.push({ ...taken, nodes: branch.children });
    const others = narrowed(rest, formula, false, condition, walk);
    if (!others) return found;
    rest = others;
  }
  return [...found, rest];
}

/** What is another one each time it is asked for. */
const fickle = /\b(?:NewGuid|Random)\b/;

/** An alternative under one more condition; `undefined` when no call can meet it. */
function narrowed(
  { state, nodes, formula, when }: Alternative,
  more: Formula,
  truth: boolean,
  condition: Condition,
  walk: Walk,
): Alternative | undefined {
  // what is made of other things may hang together with them
  const known = readsOurs(more, state)
    ? state.known
    : assuming(state.known, more, truth, (key) => walk.outlook.matters(key) && !fickle.test(key));
  if (!known) return undefined;
  return {
    state: { ...state, known },
    nodes,
    formula: combined("and", formula, truth ? more : negated(more)),
    when: [...when, saying(condition, truth)],
  };
}

function saying({ written }: Condition, truth: boolean): string {
  return truth ? written : `not: ${written}`;
}

/** Whether a call goes on with nothing added that could matter to who gets in. */
export function isWithoutEffect({ states, ends }: Pick<Outcome, "states" | "ends">, before: State): boolean {
  if (states.length === 0 || ends.refuses || ends.redirects || guards.some((guard) => ends.trails(guard))) {
    return false;
  }
  const [checks, reasons] = [new Set<unknown>(), new Set<unknown>()];
  for (const trail of before.trails.list) {
    checks.add(trail.checks);
    reasons.add(trail.reasons);
  }
  return states.every(
    ({ guard, trails }) =>
      guard === before.guard &&
      trails.list.every((trail) => checks.has(trail.checks) && reasons.has(trail.reasons)),
  );
}

/** Whether whoever comes here is refused. */
function isRefusal({ states, ends, when }: Outcome): boolean {
  return (
    when.length > 0 && states.length === 0 && ends.refuses && guards.every((guard) => !ends.trails(guard))
  );
}

/** Goes on behind a branch, with what it takes to be on it. */
function leave(outcome: Outcome, refuses: boolean, element: EffectiveElement, walk: Walk): readonly State[] {
  const { ends, states } = outcome;
  const toll = tollOf(outcome, refuses, element, walk);
  walk.ends.addRefusals(ends);
  for (const guard of guards) {
    const trails = ends.trails(guard);
    if (trails) walk.ends.add(stronger(guard, toll.guard), extended(trails, toll.step));
  }
  return states.map((state) => ({ ...state, ...paid(state, toll) }));
}

/** What no certificate of somebody else's making has. */
const provesItself = /\.(?:Verify(?:NoRevocation)?\(|Thumbprint\b|GetCertHash)/;

/** What being on a branch adds to a way. */
interface Toll {
  readonly guard: Guard;
  readonly step: Step;
}

function paid({ guard, trails }: State, toll: Toll): { readonly guard: Guard; readonly trails: Trails } {
  return { guard: stronger(guard, toll.guard), trails: extended(trails, toll.step) };
}

function tollOf(
  { formula, state, when }: Outcome,
  refuses: boolean,
  element: EffectiveElement,
  walk: Walk,
): Toll {
  // of a certain caller it is known, or not, whether they are on a branch: nothing is asked of them for it
  const isFree = formula.kind === "constant" || when.length === 0 || walk.caller;
  if (isFree) return { guard: "nothing", step: {} };
  const grip = gripIn(formula, state, walk);
  if (grip.kind === "holds") {
    walk.ends.refuses ||= refuses;
    if (grip.check === "certificate" && !provesItself.test(formula.key)) {
      walk.tell(
        `In ${placeOf(element)} a certificate is told by what anybody can write into one of their own making, unless something verifies it: ask for Verify() or a thumbprint, too.`,
      );
    }
    const from = element.origin.placeOf(element.element.span.start);
    // the conditions of the way say what it asks for
    const asks = [[grip.isByKey ? askedOfKey : "condition"]];
    const check: Check = { kind: grip.check, asks, rejects: true, from };
    return { guard: "check", step: { check } };
  }
  // behind a check nothing weaker counts
  if (state.guard === "check") return { guard: "nothing", step: {} };
  if (grip.kind === "unknown") {
    return { guard: "unknown", step: { reason: `In ${placeOf(element)}: ${grip.why}` } };
  }
  if (!refuses) return { guard: "nothing", step: {} };
  const what = shortened(when.join(" and "));
  const reason = `In ${placeOf(element)} a call is refused by hand unless ${what}, which proves nobody's identity: the caller can choose it`;
  return { guard: "unknown", step: { reason } };
}

function gripIn(formula: Formula, state: State, walk: Walk): Grip {
  if (!readsOurs(formula, state)) return gripOf(formula, true, walk.inputs);
  return { kind: "unknown", why: "a condition reads what a policy has put into the request" };
}

/** A header or parameter that a policy has set is not the caller's to choose, even where it is made of what the caller sent. */
function readsOurs(formula: Formula, { sent }: State): boolean {
  if (sent.size === 0) return false;
  const key = formula.key.toLowerCase();
  return [...sent.keys()].some((source) => {
    const name = source.slice(source.indexOf(" ") + 1).toLowerCase();
    return source === "*" || key.includes(JSON.stringify(name));
  });
}
