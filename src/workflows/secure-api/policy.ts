import { type AccessChange, isSecured } from "../../access/index.ts";
import { parsePolicy } from "../../policy/index.ts";
import type { Change } from "../../resources/kind.ts";
import { describePlace, type Reservation } from "../assurance.ts";
import { type Assessment, assessLevels } from "../policy-levels/assess.ts";
import { ownTenant } from "../policy-levels/own-tenant.ts";
import type { ApiPolicies } from "../read-access/api-policies.ts";
import type { CheckPlace, SecureApiChoices } from "./choices.ts";
import { type MetChecks, meetChecks } from "./existing/meet-checks.ts";
import { type TriedWays, tryWays, whyRefused } from "./existing/tried-ways.ts";
import { lateCors, omittedCors, planCors } from "./places/cors.ts";
import { foundPlace, isSamePlace } from "./places/found-place.ts";
import { placeCheck, placeChecks } from "./places/index.ts";
import { planOperationScopes } from "./places/operation-scopes.ts";
import type { WantedCheck } from "./places/placed-check.ts";
import { PolicyDrafts } from "./places/policy-drafts.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";
import { wantedToken, whoGetsIn } from "./who-gets-in.ts";

const unchecked = "The policy is left as it is: the gateway will not check tokens for this link.";
const incomplete =
  "The policy is left as it is: its validate-jwt for this tenant does not take the tokens of this link as they are wanted.";
const settled = "The policy is left as it is: its validate-jwt takes the tokens of this link already.";

const asksAgain =
  "“Change Answers” asks what becomes of the checks that are there, where it is certain who gets in then.";

/** Checks beside which callers need a token, too: what was found says so. */
const besides: readonly Reservation["kind"][] = ["client-certificate", "credentials"];

/** What is found of checks that may be for the tenant's own tokens; who gets in tells whether they are in the way. */
const ofTenant: readonly Reservation["kind"][] = ["same-tenant", "named-values", "fragment"];

/** What keeps from saying that the API is secured: not a further check that lets in who gets in by the others. */
export function reservationsOf({ reservations }: Assessment, access: AccessChange): readonly Reservation[] {
  const isCertain = isSecured(access) && access.others.length === 0;
  return reservations.filter(({ kind }) => !(isCertain && ofTenant.includes(kind)));
}

/** What is to be done about the policies: changes, or sentences why none. */
interface PolicyPlan {
  readonly changes: readonly Change[];
  /** What policies become by them, by the path of their level. */
  readonly texts: ReadonlyMap<string, string>;
  readonly unchanged: readonly string[];
  readonly notes: readonly string[];
  /** After the plan every call of the API meets a check for tokens of the tenant, as far as its own policies decide. */
  readonly checks: boolean;
  /** A check was wanted, but what was found stands in its way. */
  readonly isLeftAlone?: boolean;
  /** What became of trying to meet what stands in its way, where nothing is chosen about that. */
  readonly tried?: TriedWays;
  /** Checks that were there are met as the person chose; who gets in then tells what is left. */
  readonly isMet?: boolean;
}

const nothing = { changes: [], texts: new Map<string, string>(), unchanged: [] } as const;

/**
 * Puts `validate-jwt` for `audience` at its place, or adds what the one for this tenant lacks that stands there. Nothing is
 * inserted where the policies that were read already decide who gets in: one more check would shut somebody out.
 *
 * @throws Failure `invalid-input` with line and column when a policy that is there cannot be read, and what a place throws.
 */
export function planPolicy(
  snapshot: SecureApiSnapshot,
  audience: string,
  assessment: Assessment,
  choice: SecureApiChoices["policy"],
): PolicyPlan {
  const { insert, place, existing, requiredScopes, operationScopes, despiteUnread } = choice;
  const name = snapshot.api.displayName;
  const checks = assessment.ownChecks.length > 0;
  const drafts = new PolicyDrafts(snapshot.policies);
  const corsFragments = corsFragmentsOf(snapshot.policies);
  if (!insert) {
    placeCheck({ snapshot, audience, requiredScopes, corsFragments }, drafts, { kind: "api" });
    const complete = checks && drafts.texts().size === 0;
    return { ...nothing, checks: complete, notes: [complete ? settled : checks ? incomplete : unchecked] };
  }
  const wanted = { snapshot, audience, requiredScopes, corsFragments };
  const token = wantedToken(snapshot, audience, choice);
  const getIn = (made: readonly Change[]) => whoGetsIn(snapshot, token, made);
  if (!checks && isThere(wanted, choice, () => getIn([]))) return settledPlan(wanted, drafts, choice);
  planCors(snapshot, drafts, choice);
  const placed = placeChecks(wanted, drafts, choice);
  const changes = [...placed.changes, ...drafts.changes()];
  const found = blockers(assessment, despiteUnread ?? false);
  const blocking =
    found.every(({ kind }) => ofTenant.includes(kind)) && harmsNobody(getIn(changes)) ? [] : found;
  // what amends a check for this tenant says itself whom it keeps out, and what asks for both says so
  const isSaid = checks || assessment.reservations.some(({ kind }) => besides.includes(kind));
  const mayLose = !isSaid && blocking.length === 0 && mayCheck(snapshot.policies);
  const lost = mayLose ? getIn(changes).barred.map((who) => who.name) : [];
  const isOther =
    blocking.length + lost.length > 0 || (existing !== "leave" && !checks && isSecured(getIn([])));
  if (existing !== "leave" && isOther) {
    const met = meetChecks(wanted, choice, existing);
    if (!("impossible" in met)) return metPlan(met, wanted, choice);
    const note = `${leftAlone(name, blocking, lost)} ${met.impossible}`;
    return { ...nothing, checks, isLeftAlone: true, notes: [note] };
  }
  if (!checks && blocking.length + lost.length > 0) {
    const tried = tryWays(wanted, choice);
    const notes = [leftAlone(name, blocking, lost) + (tried.offered.length > 0 ? ` ${asksAgain}` : "")];
    return { ...nothing, checks, isLeftAlone: true, tried, notes: [...notes, ...whyRefused(tried)] };
  }
  const cors = checks ? undefined : corsNote(assessment, name);
  const asked = planOperationScopes(wanted, drafts, operationScopes);
  return {
    changes: [...placed.changes, ...drafts.changes()],
    texts: drafts.texts(),
    unchanged: [...placed.unchanged, ...asked],
    notes: [
      ...placed.notes,
      ...(cors === undefined ? [] : [cors]),
      ...omittedCors(snapshot, choice),
      ...lateCors(snapshot, place),
    ],
    checks: checks || meetsEveryCall(place, snapshot),
  };
}

/**
 * Whether the check that is wanted stands elsewhere already, so that none is to be put anywhere: not where one is wanted that other
 * APIs meet, too, nor where tokens must have scopes.
 */
function isThere(
  { snapshot, audience, requiredScopes }: WantedCheck,
  { place }: SecureApiChoices["policy"],
  now: () => AccessChange,
): boolean {
  if (requiredScopes.length > 0 || !mayCheck(snapshot.policies)) return false;
  const isShared = place.kind !== "api" && place.kind !== "operations";
  if (isShared && !isSamePlace(place, foundPlace(snapshot, audience))) return false;
  return isSecured(now());
}

/** Nobody who gets in by a check is kept out, and tokens of the link get in. */
function harmsNobody({ barred, notLetIn }: AccessChange): boolean {
  return barred.length + notLetIn.length === 0;
}

/** What is left to do where every operation takes tokens of the link, and lets nobody in without one. */
function settledPlan(
  wanted: WantedCheck,
  drafts: PolicyDrafts,
  choice: SecureApiChoices["policy"],
): PolicyPlan {
  const { snapshot, audience } = wanted;
  planCors(snapshot, drafts, choice);
  const besideOthers = getsInBesides(wanted, choice);
  const asked = planOperationScopes(wanted, drafts, choice.operationScopes, besideOthers);
  const sentence = `Every operation of “${snapshot.api.displayName}” takes tokens for “${audience}” already, and lets nobody in without one: no check is put beside those that are there.`;
  return {
    changes: drafts.changes(),
    texts: drafts.texts(),
    unchanged: [sentence, ...asked],
    notes: omittedCors(snapshot, choice),
    checks: true,
    isMet: true,
  };
}

/** Whether others get in by checks of their own. */
function getsInBesides({ snapshot, audience }: WantedCheck, choice: SecureApiChoices["policy"]): boolean {
  return whoGetsIn(snapshot, wantedToken(snapshot, audience, choice), []).others.length > 0;
}

/** Whether a check at that place is met by every call of the API, where nothing is in its way. */
function meetsEveryCall(place: CheckPlace, { operations }: SecureApiSnapshot): boolean {
  switch (place.kind) {
    case "api":
    case "fragment":
    case "global":
      return true;
    case "operations":
      return operations.every(({ operationId }) => place.operationIds.includes(operationId));
    case "product":
      return false;
  }
}

/** Whether any policy may check tokens: where none does, a check keeps nobody out who gets in by another. */
function mayCheck({ levels, fragments, namedValues }: ApiPolicies): boolean {
  const texts = [...levels, ...fragments].flatMap(({ policy }) => policy?.text ?? []);
  return [...texts, ...namedValues.values()].some((text) => /validate-(?:jwt|azure-ad-token)/.test(text));
}

/** Ids of fragments that hold a `cors`. */
function corsFragmentsOf({ fragments }: ApiPolicies): readonly string[] {
  return fragments.flatMap(({ level, policy }) =>
    level.kind === "fragment" && policy && parsePolicy(policy.text).elements("cors").length > 0
      ? [level.fragmentId]
      : [],
  );
}

/**
 * The policies that could not be read, where that is the only reason to insert no check; the person may know better, see
 * `despiteUnread` of the choices.
 */
export function unreadPolicies(snapshot: SecureApiSnapshot, audience: string): readonly Reservation[] {
  const tenant = ownTenant(snapshot.tenant, snapshot.discovery, audience);
  const assessment = assessLevels(snapshot.policies, tenant);
  if (assessment.ownChecks.length > 0 || blockers(assessment, true).length > 0) return [];
  return blockers(assessment, false);
}

/** What a further check for every call would get in the way of. */
function blockers({ reservations }: Assessment, despiteUnread: boolean): readonly Reservation[] {
  return reservations.filter(({ kind, blocks }) => blocks && !(despiteUnread && kind === "unreadable"));
}

function leftAlone(name: string, [first, ...more]: readonly Reservation[], lost: readonly string[]): string {
  const begin = `The policy of “${name}” is left as it is, and no validate-jwt is put into it, because`;
  if (!first) return `${begin} these would not get in any more: ${[...new Set(lost)].join("; ")}.`;
  const others = more.length === 0 ? "" : ` and ${more.length} more of what was found`;
  return `${begin} of ${describePlace(first.place)}${others}.`;
}

function metPlan(met: MetChecks, wanted: WantedCheck, choice: SecureApiChoices["policy"]): PolicyPlan {
  const { snapshot, audience } = wanted;
  const sentence = `The policies that calls of “${snapshot.api.displayName}” meet let tokens for “${audience}” in already.`;
  return {
    ...met,
    unchanged: met.changes.length === 0 ? [sentence, ...met.unchanged] : met.unchanged,
    notes: [...met.notes, ...omittedCors(snapshot, choice)],
    checks: true,
    isMet: true,
  };
}

/** A browser's preflight carries no token: it must be answered before the check. */
function corsNote({ conditionalCors }: Assessment, name: string): string | undefined {
  if (conditionalCors === undefined) return undefined;
  return `A cors in the policy of “${name}” stands inside choose (line ${conditionalCors}): validate-jwt is put behind that choose, and calls for which the cors does not run see no CORS headers on a 401.`;
}
