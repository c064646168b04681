import { asksAsMuch } from "./demands.ts";
import type { AccessEntry, AccessPath, AccessReport, Check, ClaimCheck, Verdict } from "./report.ts";
import { every, some, type Trilean } from "./trilean.ts";

/** What a change means for who gets in. */
export type Change = "opened" | "shut" | "widened" | "narrowed";

/** An entry beside what it was before. */
interface ChangedEntry extends AccessEntry {
  /** `null`: the operation, or the way to call it, was not there. */
  readonly before: Verdict | null;
  /** `null`: nobody gets in who did not, and nobody is shut out, as far as that is known. */
  readonly change: Change | null;
}

/** An entry as it is told: beside what it was, where that was asked for. */
export type ToldEntry = AccessEntry | ChangedEntry;

/** What has changed about an entry, where that was asked for. */
export function changeIn(entry: ToldEntry): Change | null {
  return "change" in entry ? entry.change : null;
}

/** A report beside an earlier one. */
interface ChangedReport {
  readonly entries: readonly ChangedEntry[];
  readonly notes: readonly string[];
}

/** What has changed between two reports of the same instance. */
export function differenceOf(report: AccessReport, earlier: AccessReport): ChangedReport {
  const before = new Map(earlier.entries.map((entry) => [keyOf(entry), entry]));
  const notCompared: string[] = [];
  const entries = report.entries.map((entry): ChangedEntry => {
    const old = before.get(keyOf(entry));
    before.delete(keyOf(entry));
    const change = changeOf(entry, old);
    if (change === undefined) notCompared.push(nameOf(entry));
    return { ...entry, before: old?.verdict ?? null, change: change ?? null };
  });
  const unknown = notCompared.map(
    (name) =>
      `Whether more get in at ${name} than before, or fewer, is not known: what a check asks for is not.`,
  );
  const gone = [...before.values()].map(
    (entry) => `${nameOf(entry)} was ${entry.verdict} and is there no more.`,
  );
  return { entries, notes: [...report.notes, ...unknown, ...gone] };
}

function keyOf({ api, operation, product }: AccessEntry): string {
  return JSON.stringify([api, operation, product]);
}

/** An operation, and the way it is called, in words. */
export function nameOf({ api, operation, product }: AccessEntry): string {
  const way = product === null ? "" : ` by way of ${product}`;
  return `${operation === null ? api : `${api}/${operation}`}${way}`;
}

/** From nobody to anybody. */
const ranks = { closed: 0, restricted: 1, key: 2, open: 3 } as const;

/** `undefined`: what a check asks for, now or before, is not known. */
function changeOf(now: AccessEntry, old: AccessEntry | undefined): Change | null | undefined {
  if (!old) return now.verdict === "open" ? "opened" : null;
  if (now.verdict === "open") return old.verdict === "open" ? null : "opened";
  if (now.verdict === "unknown" || old.verdict === "unknown") return null;
  if (now.verdict === "closed") return old.verdict === "closed" ? null : "shut";
  const step = ranks[now.verdict] - ranks[old.verdict];
  if (step !== 0) return step > 0 ? "widened" : "narrowed";
  const [isWithinOld, holdsOld] = [covers(old.paths, now.paths), covers(now.paths, old.paths)];
  if (isWithinOld === false) return "widened";
  if (isWithinOld === undefined || holdsOld === undefined) return undefined;
  return holdsOld ? null : "narrowed";
}

/** Whether whoever gets in by one of `ways` gets in by one of `wider`, too. */
function covers(wider: readonly AccessPath[], ways: readonly AccessPath[]): Trilean {
  return every(ways, (way) => some(wider, (other) => isWithin(way, other)));
}

/** Whether each check of `wide` is met by whoever meets those of `narrow`, under no other conditions. */
function isWithin(narrow: AccessPath, wide: AccessPath): Trilean {
  if (!wide.when.every((condition) => narrow.when.includes(condition))) return false;
  const asked = wide.checks.filter(({ rejects }) => rejects);
  const met = narrow.checks.filter(({ rejects }) => rejects);
  return every(asked, (check) => some(met, (other) => implies(other, check)));
}

/** Whether whoever passes `check` passes `other`. */
function implies(check: Check, other: Check): Trilean {
  if (check.kind !== other.kind) return false;
  switch (check.kind) {
    case "jwt":
    case "entra":
      return (
        isNarrower(check.issuers, other.issuers) &&
        isNarrower(check.discovery, other.discovery) &&
        isNarrower(check.audiences, other.audiences) &&
        (other.claims ?? []).every((claim) => (check.claims ?? []).some((own) => isClaimWithin(own, claim)))
      );
    case "address":
    case "certificate":
    case "header":
      return asksAsMuch(check.asks, other.asks);
    case "key":
    case "other":
      // a key is a key, and what is refused by hand is told by the conditions
      return true;
  }
}

/** Without a list any value will do. */
function isNarrower(list: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (!other || other.length === 0) return true;
  return list !== undefined && list.length > 0 && list.every((value) => other.includes(value));
}

function isClaimWithin(own: ClaimCheck, claim: ClaimCheck): boolean {
  if (own.name !== claim.name) return false;
  if (claim.values.length === 0) return true;
  if (own.match !== claim.match)
    return own.match === "all" && claim.values.some((value) => own.values.includes(value));
  if (own.match === "any")
    return own.values.length > 0 && own.values.every((value) => claim.values.includes(value));
  return claim.values.every((value) => own.values.includes(value));
}
