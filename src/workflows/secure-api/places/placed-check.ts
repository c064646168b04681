import type { PolicyLevel } from "../../../domain/apim.ts";
import { insertValidateJwt, type JwtLink, readJwtLinks } from "../../../policy/index.ts";
import type { Change } from "../../../resources/kind.ts";
import type { SecureApiSnapshot } from "../snapshot.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";

/** What a caller is told instead of the reason, which helps only an attacker. */
export const refusal = "Unauthorized: the access token is missing or not valid for this API.";

/** A check that is to be put somewhere. */
export interface WantedCheck {
  readonly snapshot: SecureApiSnapshot;
  readonly audience: string;
  /** Scopes that every token must carry. */
  readonly requiredScopes: readonly string[];
  /** Ids of fragments that hold a `cors`: the check stands behind where they are included. */
  readonly corsFragments: readonly string[];
}

/** What putting a check somewhere takes besides the policies that are drafted. */
export interface PlacedCheck {
  /** What must be there before a policy can name it. */
  readonly changes: readonly Change[];
  /** What was looked at and stays as it is, one sentence each. */
  readonly unchanged: readonly string[];
  /** What else it touches, and whom it does not reach: one sentence each. */
  readonly notes: readonly string[];
}

/** Drafts the check at one level, or what the one for this tenant lacks that stands there. */
export function checkAt(wanted: WantedCheck, drafts: PolicyDrafts, level: PolicyLevel): PlacedCheck {
  const { audience, requiredScopes, corsFragments } = wanted;
  const { url: discoveryUrl, issuer } = wanted.snapshot.discovery;
  const document = drafts.documentOf(level);
  const present = readJwtLinks(document);
  const edits = insertValidateJwt(document, {
    discoveryUrl,
    audience,
    issuer,
    requiredScopes,
    corsFragments,
    // What somebody chose to say, and with which status, is left as it is.
    ...(present.length === 0 && { failedValidationErrorMessage: refusal, failedValidationHttpCode: 401 }),
  });
  const own = present.filter(
    ({ element, discoveryUrls }) =>
      element.parent?.name === "inbound" && discoveryUrls.includes(discoveryUrl),
  );
  const verb = own.length > 0 ? "Complete" : "Insert";
  const isPlanned = drafts.edit(level, edits, { verb, element: "validate-jwt" });
  if (!isPlanned)
    return nothingIn(`${capital(drafts.nameOf(level))} has a validate-jwt for “${audience}” already.`);
  return { changes: [], unchanged: [], notes: narrowed(own, audience) };
}

function nothingIn(sentence: string): PlacedCheck {
  return { changes: [], unchanged: [sentence], notes: [] };
}

/** A list of audiences where there was none shuts out the tokens for others. */
function narrowed(own: readonly JwtLink[], audience: string): readonly string[] {
  if (own.length === 0 || own.some(({ entries }) => entries.audiences.length > 0)) return [];
  return [
    `Until now validate-jwt takes tokens of this tenant for any audience. After this plan it takes those for “${audience}” only: add the others by hand if callers have such tokens.`,
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Several as one. */
export function joined(placed: readonly PlacedCheck[]): PlacedCheck {
  return {
    changes: placed.flatMap(({ changes }) => changes),
    unchanged: placed.flatMap(({ unchanged }) => unchanged),
    notes: [...new Set(placed.flatMap(({ notes }) => notes))],
  };
}
