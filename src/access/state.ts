import type { EffectiveElement } from "../policy/index.ts";
import { type Assumptions, noAssumptions } from "./formula.ts";
import type { AcceptedIssuers } from "./issuers.ts";
import { freshTrails, type Guard, joined, stronger, type Trails } from "./trail.ts";
import { fromSource, type VariableValue } from "./variables.ts";

/** What the tokens of one place in the request must be for a call to have come so far. */
export interface TokenFacts {
  readonly issuers: AcceptedIssuers;
  readonly audiences: ReadonlySet<string> | undefined;
  /** The check that says so. */
  readonly by: EffectiveElement;
}

/** What a policy put in the place of what the caller sent. */
export type Sent = "ours" | "the caller's" | "nothing" | "unknown";

/** Where a call stands: all that the policies behind it can tell of what it went through. */
export interface State {
  readonly guard: Guard;
  /** By source, as `header authorization`. */
  readonly tokens: ReadonlyMap<string, TokenFacts>;
  /** By name; under `*` what any other may hold, once something unknown may have set it. */
  readonly variables: ReadonlyMap<string, VariableValue>;
  /** By source. */
  readonly sent: ReadonlyMap<string, Sent>;
  /** By name in small letters: the values of headers that a policy has set, `null` for one that it took away. */
  readonly headers: ReadonlyMap<string, string | null>;
  readonly known: Assumptions;
  /** The method is the one that the caller sent. */
  readonly isMethodKept: boolean;
  /** A backend was called. */
  readonly called: boolean;
  /** An answer of success was set, without ending the call. */
  readonly succeeds: boolean;
  /** The status that was set without ending the call, as it is written; kept where a certain caller is followed. */
  readonly status?: string;
  readonly trails: Trails;
}

/** Where every call begins. */
export const freshState: State = {
  guard: "nothing",
  tokens: new Map(),
  variables: new Map(),
  sent: new Map(),
  headers: new Map(),
  known: noAssumptions,
  isMethodKept: true,
  called: false,
  succeeds: false,
  trails: freshTrails,
};

/** More states than this are not told apart. */
const mostStates = 128;

/** States with nothing between them to tell them apart made one; of too many, differences are given up until few are left. */
export function settled(states: readonly State[]): readonly State[] {
  const merged = merge(states);
  if (merged.length <= mostStates) return merged;
  const coarse = merge(merged.map(withoutDetails));
  return coarse.length <= mostStates ? coarse : merge(coarse.map(withoutAssumptions));
}

function merge(states: readonly State[]): readonly State[] {
  if (states.length < 2) return states;
  const byKey = new Map<string, State>();
  for (const state of states) {
    const key = keyOf(state);
    const same = byKey.get(key);
    byKey.set(key, same ? { ...same, trails: joined(same.trails, state.trails) } : state);
  }
  return [...byKey.values()];
}

/** Whether two calls differ in nothing but what is known of their conditions. */
export function isSameCall(one: State, other: State): boolean {
  return keyOf({ ...one, known: noAssumptions }) === keyOf({ ...other, known: noAssumptions });
}

/** Whether policies would read the same in two calls: what they send, what variables hold, and the method. */
export function hasSameInputs(one: State, other: State): boolean {
  const inputs = ({ variables, sent, headers, isMethodKept }: State) =>
    keyOf({ ...freshState, variables, sent, headers, isMethodKept });
  return inputs(one) === inputs(other);
}

function keyOf(state: State): string {
  const { guard, tokens, variables, sent, headers, known, isMethodKept, called, succeeds, status } = state;
  const sorted = (items: readonly string[]) => [...items].sort().join("\u0001");
  const set = (values: ReadonlySet<string> | undefined) => (values ? sorted([...values]) : "?");
  return [
    guard,
    `${isMethodKept} ${called} ${succeeds} ${status}`,
    sorted([...tokens].map(([source, facts]) => `${source}=${set(facts.issuers)}=${set(facts.audiences)}`)),
    sorted([...variables].map(([name, { key }]) => `${name}=${key}`)),
    sorted([...sent].map(([source, what]) => `${source}=${what}`)),
    sorted([...headers].map(([name, value]) => `${name}=${JSON.stringify(value)}`)),
    sorted([...known.truths].map(([key, truth]) => `${key}=${truth}`)),
    sorted([...known.values].map(([key, value]) => `${key}=${value}`)),
    sorted([...known.together].map(([key, { holds }]) => `${key}=${holds}`)),
  ].join("\u0002");
}

/** What a variable holds and whose a token is may be unknown, and a token may be any: nothing is claimed by that. */
function withoutDetails(state: State): State {
  return {
    ...state,
    tokens: new Map(),
    headers: new Map(),
    variables: new Map([["*", fromSource("unknown")]]),
    sent: new Map(state.sent.size > 0 ? [["*", "unknown" as const]] : []),
  };
}

/** Without them a way may seem to be there that no call can take. */
function withoutAssumptions(state: State): State {
  return { ...state, known: noAssumptions, guard: stronger(state.guard, "unknown") };
}
