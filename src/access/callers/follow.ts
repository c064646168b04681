import type { Call } from "../calls.ts";
import { itemsOf } from "../chain.ts";
import { effectOf } from "../effects/index.ts";
import type { Ends, Refusal } from "../ends.ts";
import { shortened } from "../grip.ts";
import { freshState } from "../state.ts";
import type { Trail, Trails } from "../trail.ts";
import { fromSource } from "../variables.ts";
import { Walk } from "../walk.ts";
import { followToBackend } from "../way.ts";
import type { Caller } from "./caller.ts";
import { type Fate, fateOfAll } from "./fate.ts";

/** What the policies of a call make of a caller who has come past the question for a key. */
export function fateByPolicies({ policy, facts, outlook }: Call, caller: Caller): Fate {
  const walk = (section: Walk["section"]) =>
    new Walk(section, { ...facts, caller }, outlook, effectOf, () => undefined);
  const [inbound, backend] = [walk("inbound"), walk("backend")];
  followToBackend(policy, inbound, backend);
  const ends = [inbound.ends, backend.ends];
  const refused = ends.flatMap((each) => each.refused);
  const failed = refused.filter(({ isError }) => isError);
  const answered = refused.filter(({ isError }) => !isError).map(refusedBy);
  const errors = failed.length > 0 ? fatesOfErrors({ policy }, walk("on-error"), failed) : [];
  const passed = ends.flatMap(fatesOfEnds);
  return fateOfAll([...passed, ...answered, ...errors], () => hangsOn(ends));
}

/** What becomes of a call that was refused before any policy could run, since it has no key. */
export function fateWithoutKey({ policy, facts, outlook }: Call, caller: Caller, refusal: Refusal): Fate {
  const walk = new Walk("on-error", { ...facts, caller }, outlook, effectOf, () => undefined);
  const fate = fateOfAll(fatesOfErrors({ policy }, walk, [refusal]), () => hangsOn([walk.ends]));
  return fate.kind === "refused" ? { ...fate, isForKey: true } : fate;
}

function refusedBy({ status, by }: Refusal): Fate {
  return { kind: "refused", status, by };
}

/** What `on-error` makes of refusals: it may give another status, or an answer of its own. */
function fatesOfErrors(
  { policy }: Pick<Call, "policy">,
  walk: Walk,
  failed: readonly Refusal[],
): readonly Fate[] {
  const unknown = fromSource("unknown");
  // what had been set by then is not known
  const start = {
    ...freshState,
    variables: new Map([["*", unknown]]),
    sent: new Map([["*", "unknown" as const]]),
  };
  const behind = walk.run(policy.section("on-error"), [start]);
  const statuses = new Set(behind.map(({ status }) => status));
  const left = failed.flatMap(({ status, by }) =>
    [...statuses].map((set): Fate => fateWithStatus(set, status, by)),
  );
  const [first] = failed;
  const answers = walk.ends.refused.map(({ status }): Fate => ({ kind: "refused", status, by: first?.by }));
  return [...left, ...answers, ...fatesOfEnds(walk.ends)];
}

function fateWithStatus(set: string | undefined, status: number | undefined, by: Refusal["by"]): Fate {
  if (set === undefined) return { kind: "refused", status, by };
  if (/^[45]\d\d$/.test(set)) return { kind: "refused", status: Number(set), by };
  const { file, line } = by;
  return {
    kind: "unknown",
    why: `The check in ${file}, line ${line}, refuses, and on-error sets the status ${shortened(set)}.`,
  };
}

/** The fates of calls that were not refused. */
function fatesOfEnds(ends: Ends): readonly Fate[] {
  const fates: Fate[] = [];
  if (ends.trails("nothing")) fates.push({ kind: "in" });
  for (const guard of ["unknown", "check"] as const) {
    const trails = ends.trails(guard);
    if (trails) fates.push({ kind: "unknown", why: reasonOf(trails) });
  }
  if (ends.redirects) fates.push({ kind: "unknown", why: "The call is answered with a redirect." });
  return fates;
}

function reasonOf({ list }: Trails): string {
  const [reason = "It hangs on what cannot be known"] = list.flatMap(({ reasons }) => itemsOf(reasons));
  return `${reason.replace(/\.$/, "")}.`;
}

/** The conditions that decide. */
function hangsOn(ends: readonly Ends[]): string {
  const trails = ends.flatMap((each) => each.trails("nothing")?.list ?? []);
  const conditions = new Set(trails.flatMap(conditionsOf));
  const [first, ...more] = conditions;
  if (first === undefined) return "It hangs on what cannot be known.";
  const others =
    more.length > 0
      ? ` and ${more.length === 1 ? shortened(more[0] ?? "") : `${more.length} more conditions`}`
      : "";
  return `It hangs on ${shortened(first)}${others}.`;
}

function conditionsOf({ when }: Trail): readonly string[] {
  return itemsOf(when).map((condition) => condition.replace(/^not: /, ""));
}
