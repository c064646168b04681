import { applyEdits } from "../../core/edit.ts";
import { insertValidateJwt, type JwtLink, parsePolicy, readJwtLinks } from "../../policy/index.ts";
import type { Change } from "../../resources/kind.ts";
import { policyChange } from "../policy-change.ts";
import { type Assessment, assessLevels } from "../policy-levels/assess.ts";
import { describePlace, type Reservation } from "../policy-levels/assurance.ts";
import { ownTenant } from "../policy-levels/own-tenant.ts";
import { changeIds } from "./change-ids.ts";
import type { SecureApiChoices } from "./choices.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** What a caller is told instead of the reason, which helps only an attacker. */
const message = "Unauthorized: the access token is missing or not valid for this API.";

const unchecked = "The policy is left as it is: the gateway will not check tokens for this link.";
const incomplete =
  "The policy is left as it is: its validate-jwt for this tenant does not take the tokens of this link as they are wanted.";
const kept = "The policy is left as it is: its validate-jwt takes the tokens of this link already.";

/** What is to be done about the policy: one change, or a sentence why none. */
interface PolicyPlan {
  readonly change?: Change;
  /** What the policy becomes by it. */
  readonly text?: string;
  readonly unchanged?: string;
  readonly notes?: readonly string[];
  /** After the plan the API's own policy checks tokens of the tenant. */
  readonly checks: boolean;
  /** A check was wanted, but what was found stands in its way. */
  readonly isLeftAlone?: boolean;
}

/**
 * Inserts `validate-jwt` for `audience` into the API's inbound policy, or adds what the one for this tenant lacks. Nothing
 * is inserted where the policies that were read already decide who gets in: one more check would shut somebody out.
 *
 * @throws Failure `invalid-input` with line and column when the policy that is there cannot be read.
 */
export function planPolicy(
  snapshot: SecureApiSnapshot,
  audience: string,
  assessment: Assessment,
  { insert, requiredScopes, despiteUnread }: SecureApiChoices["policy"],
): PolicyPlan {
  const name = snapshot.api.displayName;
  const checks = assessment.ownChecks.length > 0;
  const document = parsePolicy(snapshot.policy?.text ?? "");
  const { url: discoveryUrl, issuer } = snapshot.discovery;
  const present = readJwtLinks(document);
  const edits = insertValidateJwt(document, {
    discoveryUrl,
    audience,
    issuer,
    requiredScopes,
    corsFragments: assessment.corsFragments,
    // What somebody chose to say, and with which status, is left as it is.
    ...(present.length === 0 && { failedValidationErrorMessage: message, failedValidationHttpCode: 401 }),
  });
  if (!insert) {
    const complete = checks && edits.length === 0;
    return { checks: complete, notes: [complete ? kept : checks ? incomplete : unchecked] };
  }
  const blocking = blockers(assessment, despiteUnread ?? false);
  if (!checks && blocking.length > 0) {
    return { checks, isLeftAlone: true, notes: [leftAlone(name, blocking)] };
  }
  if (edits.length === 0) {
    return { checks, unchanged: `The policy of “${name}” has a validate-jwt for “${audience}” already.` };
  }
  const note = checks ? audienceNote(present, discoveryUrl, audience) : corsNote(assessment, name);
  const text = applyEdits(document.text, edits);
  const change = changeText(snapshot, text, !checks);
  return { checks: true, ...(change && { change, text }), notes: note === undefined ? [] : [note] };
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

function leftAlone(name: string, [first, ...more]: readonly Reservation[]): string {
  const place = first ? ` of ${describePlace(first.place)}` : "";
  const others = more.length === 0 ? "" : ` and ${more.length} more of what was found`;
  return `The policy of “${name}” is left as it is, and no validate-jwt is put into it, because${place}${others}.`;
}

/** A browser's preflight carries no token: it must be answered before the check. */
function corsNote({ conditionalCors }: Assessment, name: string): string | undefined {
  if (conditionalCors === undefined) return undefined;
  return `A cors in the policy of “${name}” stands inside choose (line ${conditionalCors}): validate-jwt is put behind that choose, and calls for which the cors does not run see no CORS headers on a 401.`;
}

/** A list of audiences where there was none shuts out the tokens for others. */
function audienceNote(
  present: readonly JwtLink[],
  discoveryUrl: string,
  audience: string,
): string | undefined {
  const amended = present.filter((link) => link.discoveryUrls.includes(discoveryUrl));
  if (amended.some(({ entries }) => entries.audiences.length > 0)) return undefined;
  return `Until now validate-jwt takes tokens of this tenant for any audience. After this plan it takes those for “${audience}” only: add the others by hand if callers have such tokens.`;
}

function changeText(
  { api, policy: stored }: SecureApiSnapshot,
  text: string,
  isNew: boolean,
): Change | undefined {
  return policyChange(api, stored, text, {
    id: changeIds.policy,
    title: `${isNew ? "Insert validate-jwt into" : "Complete validate-jwt in"} the inbound policy of “${api.displayName}”`,
    needs: [changeIds.auth0Api],
  });
}
