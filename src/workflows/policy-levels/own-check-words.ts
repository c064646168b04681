import type { Span } from "../../core/span.ts";
import { hasNamedValue, type PolicyText } from "../../policy/index.ts";
import { type JwtRequirements, readJwtRequirements } from "../../token/index.ts";
import type { ReadPolicy } from "../read-access/api-policies.ts";
import type { CallerCheck } from "./caller-checks.ts";
import type { Words } from "./check-words.ts";
import { isOwnAddress, type OwnTenant } from "./token-owner.ts";

/** Whether a named value is part of what the check compares with, or holds the check itself, readable or not. */
export function comparesNamedValues({ element }: CallerCheck, { filled }: ReadPolicy): boolean {
  return touchesNamedValue(filled, element.contentSpan);
}

function touchesNamedValue({ filled, text }: PolicyText, span: Span): boolean {
  return filled.comesFromNamedValue(span) || hasNamedValue(text.slice(span.start, span.end));
}

/** What keeps the API's own, unconditional check for the tenant from being enough; `undefined` when nothing does. */
export function plainWords(check: CallerCheck, policy: ReadPolicy, tenant: OwnTenant): Words | undefined {
  const requirements = readJwtRequirements(check.element, policy.filled.text);
  if (comparesNamedValues(check, policy)) return namedValueWords(requirements.audiences, tenant);
  return unsignedWords(requirements) ?? computedTokenWords(requirements) ?? othersWords(requirements, tenant);
}

function namedValueWords(audiences: JwtRequirements["audiences"], { audience }: OwnTenant): Words {
  const listed = audiences.some((each) => each.known && each.value === audience);
  const isKnown = listed || audiences.every(({ known }) => known);
  const now = !isKnown
    ? `whether they stand for “${audience}” cannot be read`
    : listed
      ? `with their values of now it is for this tenant and “${audience}”`
      : `with their values of now it is for this tenant, but not for “${audience}”`;
  return {
    kind: "named-values",
    found: `validate-jwt compares with named values; ${now}.`,
    advice: `Whoever changes those values changes who gets in. ${listed ? "" : `See that “${audience}” is among its audiences. `}It is left as it is.`,
    blocks: true,
  };
}

function unsignedWords({ requireSignedTokens: signed }: JwtRequirements): Words | undefined {
  if (signed.known && signed.value) return undefined;
  return {
    kind: "unsigned-tokens",
    found: signed.known
      ? "validate-jwt takes tokens that nobody has signed (require-signed-tokens)."
      : "Whether validate-jwt takes tokens that nobody has signed cannot be read (require-signed-tokens).",
    advice: 'Set require-signed-tokens to "true".',
    blocks: false,
  };
}

/** A token that the policy made or got itself says nothing about the caller. */
function computedTokenWords({ source }: JwtRequirements): Words | undefined {
  if (source.known && source.value.kind !== "value") return undefined;
  return {
    kind: "computed-token",
    found: source.known
      ? "validate-jwt checks a token that the policy itself computes (token-value), and not known to be the caller's."
      : "Where validate-jwt takes the token from cannot be read.",
    advice: 'See that it comes from the call, or let it name the header: header-name="Authorization".',
    blocks: false,
  };
}

/** One element with two issuers takes the tokens of either, and of every combination of them. */
function othersWords(
  { openIdConfigs, issuers, signingKeys }: JwtRequirements,
  tenant: OwnTenant,
): Words | undefined {
  const others = [...openIdConfigs, ...issuers].filter(
    (each) => !each.known || !isOwnAddress(each.value, tenant),
  );
  const names = others.map((each) => (each.known ? `“${each.value}”` : "one that an expression decides"));
  if (signingKeys.length > 0) names.push("whoever signs with a key that stands in the policy");
  if (names.length === 0) return undefined;
  return {
    kind: "other-issuer",
    found: `validate-jwt for this tenant takes tokens of others as well: ${[...new Set(names)].join(", ")}.`,
    advice:
      "It takes each of its issuers with each of its audiences and keys. If only tokens of this tenant are to pass, remove the others by hand.",
    blocks: false,
  };
}
