import type { LevelRun } from "../levels.ts";
import type { AccessEntry, Check, CheckPlace, Verdict } from "../report.ts";
import { checkInWords } from "../words.ts";
import type { Titles } from "./titles.ts";

/** A line of a step, with the place that it speaks of. */
export interface StepLine {
  readonly text: string;
  readonly at?: Pick<CheckPlace, "file" | "line">;
}

/** What a call meets on its way, in the order in which it does. */
export interface Step {
  readonly mark: Verdict | "skip" | "pass" | "in";
  readonly title: string;
  readonly at?: Pick<CheckPlace, "file" | "line">;
  /** It is passed by. */
  readonly isOff?: boolean;
  readonly lines: readonly StepLine[];
}

/** The way of a call by one way to call it: its key, the levels with a policy, and who gets to the end. */
export function stepsOf(entry: AccessEntry, levels: readonly LevelRun[], titles: Titles): readonly Step[] {
  const checks = uniqueChecks(entry);
  return [
    keyStep(entry, checks, titles),
    ...levels.map((level) => levelStep(level, entry, checks, titles)),
    ...(levels.length === 0 ? [noPolicy] : []),
    endOf(entry.verdict),
  ];
}

const noPolicy: Step = { mark: "pass", title: "Policies", lines: [{ text: "There is none on the way." }] };

function uniqueChecks({ paths }: AccessEntry): readonly Check[] {
  const all = paths.flatMap(({ checks }) => checks);
  return [...new Map(all.map((check) => [JSON.stringify(check), check])).values()];
}

function keyStep({ product, subscriptionKey }: AccessEntry, checks: readonly Check[], titles: Titles): Step {
  const from = checks.find(({ kind }) => kind === "key")?.from;
  const at = from && { at: from };
  switch (subscriptionKey) {
    case "required": {
      const whose = product === null ? "the API or of all APIs" : titles.product(product);
      return {
        mark: "key",
        title: "Subscription key",
        ...at,
        lines: [{ text: `A key of ${whose} is asked for.` }],
      };
    }
    case "not-required":
      return { mark: "pass", title: "Subscription key", lines: [{ text: "None is asked for." }] };
    case "unknown":
      return {
        mark: "unknown",
        title: "Subscription key",
        lines: [{ text: "Whether one is asked for is not known." }],
      };
  }
}

function levelStep(level: LevelRun, entry: AccessEntry, checks: readonly Check[], titles: Titles): Step {
  const title = levelTitle(level.scope, entry, titles);
  const at = { file: level.file, line: level.line };
  const has = level.policies.length === 0 ? "" : `Its policies: ${level.policies.join(", ")}.`;
  switch (level.runs) {
    case "never":
      return {
        mark: "skip",
        title,
        at,
        isOff: true,
        lines: [{ text: `Not run: ${withoutBase(level)} ${has}`.trim() }],
      };
    case "unreadable":
      return {
        mark: "unknown",
        title,
        at,
        lines: [{ text: "It cannot be read: what it keeps out is not known." }],
      };
    case "unknown": {
      const text = `Whether it runs is not known: ${policyOf(level.decidedBy)} cannot be read. ${has}`.trim();
      return { mark: "unknown", title, at, isOff: true, lines: [{ text }] };
    }
    case "always":
    case "sometimes": {
      const own = checks.filter(({ kind, from }) => kind !== "key" && isIn(level, from));
      const condition =
        level.runs === "always"
          ? []
          : [{ text: `Runs only under a condition: ${policyOf(level.decidedBy)} has <base /> in a branch.` }];
      const asked = own.map((check) => ({ text: `Asks for: ${checkInWords(check)}`, at: check.from }));
      const lines = [...condition, ...(asked.length > 0 ? asked : [{ text: nothingAsked(entry, has) }])];
      return { mark: own.some(({ rejects }) => rejects) ? "restricted" : "pass", title, at, lines };
    }
  }
}

/** Of a call that never gets through, or perhaps does not, it is not known which policy stops it. */
function nothingAsked({ verdict }: AccessEntry, has: string): string {
  const isCertain = verdict === "open" || verdict === "key" || verdict === "restricted";
  return `${isCertain ? "No check." : "No check that is certain to let somebody pass."} ${has}`.trim();
}

function isIn({ file, fragments }: LevelRun, from: CheckPlace): boolean {
  return from.file === file || (from.scope === "fragment" && fragments.includes(from.file));
}

function withoutBase({ decidedBy }: LevelRun): string {
  return `${policyOf(decidedBy)} has no <base /> in its inbound section.`;
}

function policyOf(scope: LevelRun["scope"] = "global"): string {
  const words = {
    global: "all APIs",
    workspace: "the workspace",
    product: "the product",
    api: "the API",
    operation: "the operation",
  };
  return `the policy of ${words[scope]}`;
}

function levelTitle(
  scope: LevelRun["scope"],
  { api, operation, product }: AccessEntry,
  titles: Titles,
): string {
  switch (scope) {
    case "global":
      return "All APIs";
    case "workspace":
      return `Workspace ${api.split("/")[0] ?? ""}`;
    case "product":
      return `Product ${titles.product(product ?? "")}`;
    case "api":
      return `API ${titles.api(api).title}`;
    case "operation":
      return `Operation ${operation ?? ""}`;
  }
}

function endOf(verdict: Verdict): Step {
  const who: Readonly<Record<Verdict, string>> = {
    open: "Anybody gets here.",
    key: "Whoever has the key gets here, with any token or none.",
    restricted: "Whoever passes the checks gets here.",
    unknown: "Who gets here is not known.",
    closed: "Nobody gets here.",
  };
  const mark = verdict === "closed" || verdict === "unknown" ? verdict : "in";
  return { mark, title: "Backend, or an answer", lines: [{ text: who[verdict] }] };
}
