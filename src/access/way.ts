import type { EffectivePolicy } from "../policy/index.ts";
import type { CallFacts } from "./call-facts.ts";
import { itemsOf } from "./chain.ts";
import { afterError } from "./effects/answers.ts";
import { effectOf } from "./effects/index.ts";
import { Ends } from "./ends.ts";
import type { AccessPath, Check, Verdict } from "./report.ts";
import { freshState, type State } from "./state.ts";
import type { TokenCheck } from "./token-check.ts";
import { type Guard, guards, mostTrails, type Trail } from "./trail.ts";
import { fromSource } from "./variables.ts";
import { type Outlook, Walk } from "./walk.ts";
import type { Watch } from "./watch.ts";

/** Whether a key is asked for in one way to call an API. */
export interface KeyRule {
  /** `undefined` when that cannot be told. */
  readonly required: boolean | undefined;
  /** The check, where it is asked for. */
  readonly check: Check | undefined;
}

/** Who gets in by one way. */
interface WayAccess {
  readonly verdict: Verdict;
  readonly paths: readonly AccessPath[];
  /** What was read of the checks of tokens that the paths name. */
  readonly tokens: ReadonlyMap<Check, TokenCheck>;
}

/** Follows a call through its effective policy. */
export function accessByWay(
  policy: EffectivePolicy,
  facts: CallFacts,
  key: KeyRule,
  outlook: Outlook,
  tell: (note: string) => void,
  watch?: Watch,
): WayAccess {
  const walk = (section: Walk["section"]) => new Walk(section, facts, outlook, effectOf, tell, watch);
  const [inbound, backend] = [walk("inbound"), walk("backend")];
  followToBackend(policy, inbound, backend);
  const fails = inbound.ends.refuses || backend.ends.refuses || key.required !== false;
  const afterwards = fails ? endsOfError(policy, walk("on-error")) : new Ends();
  const tokens = new Map([...inbound.tokens.values()].map((read) => [read.check, read]));
  const told = conclude([inbound.ends, backend.ends], afterwards, key, tell);
  return { ...told, tokens };
}

/** Follows calls to the backend. */
export function followToBackend(policy: EffectivePolicy, inbound: Walk, backend: Walk): void {
  const behind = inbound.run(policy.section("inbound"), [freshState]);
  for (const state of backend.run(policy.section("backend"), behind)) backend.end("through", state);
}

/** What becomes of calls that fail a check. */
function endsOfError(policy: EffectivePolicy, walk: Walk): Ends {
  // how far the call had come when it failed is not known, nor what it had set by then
  const start = { ...freshState, variables: new Map([["*", fromSource("unknown")]]) };
  const behind = walk.run(policy.section("on-error"), [start]);
  const succeed = (state: State) => afterError(state, undefined, walk);
  for (const state of behind) if (state.succeeds) walk.end("answered", succeed(state));
  return walk.ends;
}

/** Ways that end alike. */
interface Group {
  readonly verdict: Exclude<Verdict, "closed">;
  readonly list: readonly Trail[];
  readonly count: number;
  readonly checks: readonly Check[];
}

const order: readonly Verdict[] = ["open", "key", "unknown", "restricted"];

function conclude(
  normal: readonly Ends[],
  afterwards: Ends,
  key: KeyRule,
  tell: (note: string) => void,
): Omit<WayAccess, "tokens"> {
  const groups = [
    ...normal.flatMap((ends) => groupsOf(ends, key)),
    // a call without its key gets there too
    ...groupsOf(afterwards, { required: false, check: undefined }),
  ].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const [first] = groups;
  if (!first) return closed(normal, tell);
  if (first.verdict === "unknown")
    for (const reason of reasonsOf(groups, key)) tell(`${reason.replace(/\.$/, "")}.`);
  return { verdict: first.verdict, paths: pathsOf(groups, tell) };
}

function closed(ends: readonly Ends[], tell: (note: string) => void): Omit<WayAccess, "tokens"> {
  if (!ends.some(({ redirects }) => redirects)) return { verdict: "closed", paths: [] };
  tell("Every call is answered with a redirect; what comes of it is not known.");
  return { verdict: "unknown", paths: [] };
}

function groupsOf(ends: Ends, key: KeyRule): readonly Group[] {
  return guards.flatMap((guard) => {
    const trails = ends.trails(guard);
    const checks = key.check ? [key.check] : [];
    return trails ? [{ ...trails, verdict: verdictOf(guard, key), checks }] : [];
  });
}

function verdictOf(guard: Guard, { required }: KeyRule): Group["verdict"] {
  if (guard === "check") return "restricted";
  if (guard === "unknown" || required === undefined) return "unknown";
  return required ? "key" : "open";
}

/** So many reasons are told of one way. */
const mostReasons = 5;

function reasonsOf(groups: readonly Group[], { required }: KeyRule): readonly string[] {
  const unknown = groups.filter(({ verdict }) => verdict === "unknown");
  const reasons = new Set(unknown.flatMap(({ list }) => list.flatMap((trail) => itemsOf(trail.reasons))));
  if (required === undefined) reasons.add("Whether a subscription key is asked for is not known");
  return [...reasons].slice(0, mostReasons);
}

function pathsOf(groups: readonly Group[], tell: (note: string) => void): readonly AccessPath[] {
  const paths = new Map<string, AccessPath>();
  let left = 0;
  for (const { list, count, checks } of groups) {
    for (const trail of list) {
      const path = { when: itemsOf(trail.when), checks: [...checks, ...itemsOf(trail.checks)] };
      const text = JSON.stringify(path);
      if (paths.size >= mostTrails && !paths.has(text)) left += 1;
      else paths.set(text, path);
    }
    left += count - list.length;
  }
  if (left > 0) tell(`${left} more ways through the policies are not listed.`);
  return [...paths.values()];
}
