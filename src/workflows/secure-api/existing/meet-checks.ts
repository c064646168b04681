import type { AccessChange } from "../../../access/index.ts";
import type { TextEdit } from "../../../core/edit.ts";
import { Failure } from "../../../core/failure.ts";
import { levelPath } from "../../../domain/azure-paths.ts";
import {
  acceptBoth,
  decideByIssuer,
  type ElementNode,
  type PolicyDocument,
  replaceCheck,
  type ValidateJwtOptions,
} from "../../../policy/index.ts";
import type { Change } from "../../../resources/kind.ts";
import type { SecureApiChoices } from "../choices.ts";
import { planCors } from "../places/cors.ts";
import { placeCheck } from "../places/index.ts";
import { planOperationScopes } from "../places/operation-scopes.ts";
import { refusal, type WantedCheck } from "../places/placed-check.ts";
import { PolicyDrafts } from "../places/policy-drafts.ts";
import { wantedToken, whoGetsIn } from "../who-gets-in.ts";
import { checksInNamedValues, type OtherCheck, otherChecks } from "./other-checks.ts";

type PolicyChoice = SecureApiChoices["policy"];

/** A way to meet checks that are there. */
export type MeetingChoice = Exclude<PolicyChoice["existing"], "leave">;

/** What meeting the checks in one way takes, and what it does. */
export interface MetChecks {
  readonly changes: readonly Change[];
  readonly texts: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
  /** What was looked at and stays as it is, one sentence each. */
  readonly unchanged: readonly string[];
  /** Who gets in once the changes are made. */
  readonly access: AccessChange;
}

/** A way that cannot be gone, and why: a whole sentence. */
interface NotMet {
  readonly impossible: string;
}

/**
 * Lets the link's tokens in where checks that are there refuse them, and puts the link's own check beside where calls would get in
 * without any, unless that shuts out somebody whom the way is to keep. It is possible only where what comes of it is certain.
 */
export function meetChecks(
  wanted: WantedCheck,
  policy: PolicyChoice,
  way: MeetingChoice,
): MetChecks | NotMet {
  const others = otherChecks(wanted);
  const token = wantedToken(wanted.snapshot, wanted.audience, policy);
  const access = (changes: readonly Change[]) => whoGetsIn(wanted.snapshot, token, changes);
  const problem = problemOf(others, wanted, way);
  if (problem !== undefined) return { impossible: problem };
  const isThere = access([]).notLetIn.length === 0;
  const begin = () => {
    const drafts = new PolicyDrafts(wanted.snapshot.policies);
    // where the checks stand is known of the policies as they are stored
    const notes = isThere ? [] : edit(wanted, drafts, others, way);
    planCors(wanted.snapshot, drafts, policy);
    return { drafts, notes };
  };
  const trial: Trial = { wanted, policy, way, access, begin };
  try {
    const begun = begin();
    const met = finished(trial, begun.drafts, begun.notes);
    const doubt = doubtOf(met.access, way);
    return doubt === undefined ? beside(trial, met) : { impossible: doubt };
  } catch (error) {
    if (error instanceof Failure && error.code === "invalid-input") return { impossible: error.text };
    throw error;
  }
}

/** One way, to be tried with and without the link's own check besides. */
interface Trial {
  readonly wanted: WantedCheck;
  readonly policy: PolicyChoice;
  readonly way: MeetingChoice;
  readonly access: (changes: readonly Change[]) => AccessChange;
  /** The edits of the checks that are there, afresh. */
  readonly begin: () => { readonly drafts: PolicyDrafts; readonly notes: readonly string[] };
}

/** What is drafted, with the scopes that single operations ask for, and who gets in then. */
function finished(
  { wanted, policy, way, access }: Trial,
  drafts: PolicyDrafts,
  notes: readonly string[],
  placed: readonly Change[] = [],
): MetChecks {
  const unchanged = planOperationScopes(wanted, drafts, policy.operationScopes, way !== "replace");
  const changes = [...placed, ...drafts.changes()];
  return { changes, texts: drafts.texts(), notes, unchanged, access: access(changes) };
}

/** What can be told without trying. */
function problemOf(
  others: readonly OtherCheck[],
  wanted: WantedCheck,
  way: MeetingChoice,
): string | undefined {
  const [name] = checksInNamedValues(wanted);
  if (name !== undefined) {
    return `The check stands in the named value “${name}”, which other policies may put in, too: move it into a policy, or change it by hand.`;
  }
  if (others.some(({ isUnknown }) => isUnknown)) {
    return "Whose tokens a check takes that is there cannot be read: a secret or an expression decides.";
  }
  if (way !== "accept-both") return undefined;
  if (others.some(({ element }) => element.name === "validate-azure-ad-token")) {
    return "validate-azure-ad-token takes tokens of Microsoft Entra ID only.";
  }
  return wanted.requiredScopes.length > 0
    ? "One check cannot ask for scopes of the tokens of one issuer only."
    : undefined;
}

/** Why it is not certain that the link's tokens get in, or that those get in who are to be kept. */
function doubtOf(after: AccessChange, way: MeetingChoice): string | undefined {
  const [left] = after.notLetIn;
  if (left) return "Tokens of the link would not get in at every operation for certain.";
  if (way === "replace") return undefined;
  const [lost] = barredBy(after);
  return lost && `${lost} would not get in any more for certain.`;
}

function barredBy({ barred }: AccessChange): readonly string[] {
  return barred.map(({ name }) => name);
}

/** The link's own check besides, where calls get in without any and nobody who is kept is shut out by it. */
function beside(trial: Trial, met: MetChecks): MetChecks {
  const { wanted, policy, begin } = trial;
  if (met.access.open.length + met.access.perhapsOpen.length === 0) return met;
  const lost = new Set(barredBy(met.access));
  for (const place of placesFor(policy, met.access)) {
    const { drafts, notes } = begin();
    const placed = placeCheck(wanted, drafts, place);
    const whole = finished(trial, drafts, [...notes, ...placed.notes], placed.changes);
    const { access } = whole;
    if (access.notLetIn.length > 0 || barredBy(access).some((name) => !lost.has(name))) continue;
    return whole;
  }
  return met;
}

/** Where the person wants the check, else at the operations that are open. */
function placesFor({ place }: PolicyChoice, { open }: AccessChange): readonly PolicyChoice["place"][] {
  const names = open.flatMap(({ operations }) => operations.flatMap(({ operation }) => operation ?? []));
  const operationIds = [...new Set(names)];
  return operationIds.length === 0 ? [place] : [place, { kind: "operations", operationIds }];
}

type Edit = (
  document: PolicyDocument,
  element: ElementNode,
  options: ValidateJwtOptions,
) => readonly TextEdit[];

const edits: Readonly<Record<MeetingChoice, Edit>> = {
  "accept-both": acceptBoth,
  "decide-by-issuer": decideByIssuer,
  replace: replaceCheck,
};

/** Drafts the edits of all checks, document by document; what else they touch, in sentences. */
function edit(
  wanted: WantedCheck,
  drafts: PolicyDrafts,
  others: readonly OtherCheck[],
  way: MeetingChoice,
): readonly string[] {
  const { audience, requiredScopes, snapshot } = wanted;
  const { url: discoveryUrl, issuer } = snapshot.discovery;
  const options: ValidateJwtOptions = {
    discoveryUrl,
    issuer,
    audience,
    requiredScopes,
    failedValidationErrorMessage: refusal,
  };
  const byLevel = new Map<string, readonly OtherCheck[]>();
  for (const other of others) {
    const key = levelPath(other.level);
    byLevel.set(key, [...(byLevel.get(key) ?? []), other]);
  }
  for (const [first, ...more] of [...byLevel.values()] as readonly (readonly OtherCheck[])[]) {
    if (!first) continue;
    const document = drafts.documentOf(first.level);
    const all = [first, ...more].flatMap(({ element }) => edits[way](document, element, options));
    drafts.edit(first.level, all, deedOf(first, way));
  }
  return [...wordsOf(way), ...alsoOthers(others, drafts)];
}

function deedOf({ element: { name } }: OtherCheck, way: MeetingChoice) {
  switch (way) {
    case "accept-both":
      return { verb: "Complete", element: name } as const;
    case "decide-by-issuer":
      return { verb: "Insert", element: `choose by issuer around ${name}` } as const;
    case "replace":
      return { verb: "Replace", element: name } as const;
  }
}

function wordsOf(way: MeetingChoice): readonly string[] {
  return way === "accept-both"
    ? [
        "One check takes each of its issuers with each of its audiences and keys: tokens of either issuer get in for either audience.",
      ]
    : [];
}

/** Levels that are not the API's alone. */
function alsoOthers(others: readonly OtherCheck[], drafts: PolicyDrafts): readonly string[] {
  const shared = others.filter(({ level: { kind } }) => ["global", "product", "fragment"].includes(kind));
  return [...new Set(shared.map(({ level }) => drafts.nameOf(level)))].map(
    (name) =>
      `${name.charAt(0).toUpperCase()}${name.slice(1)} is not this API's alone: calls of other APIs that meet its check are treated so, too.`,
  );
}
