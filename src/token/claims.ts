import { type Examination, takeKnown } from "./examination.ts";
import type { RequiredClaim } from "./requirements.ts";
import type { ClaimMismatch, Finding } from "./verdict.ts";

/** The token must be meant for one of the audiences, if the policy names any. */
export function checkAudience({ token, requirements, unread, doubts }: Examination): Finding | undefined {
  if (requirements.audiences.length === 0) return undefined;
  const needed = new Set<string>();
  const expected = takeKnown(requirements.audiences, needed, "audiences");
  if (token.audiences.some((audience) => expected.includes(audience))) return undefined;
  if (token.audiences.some((audience) => expected.some((one) => differsBySlash(one, audience)))) {
    doubts.add("audience-slash");
    return undefined;
  }
  if (needed.size === 0) return { kind: "audience", expected, got: token.audiences };
  unread.add("audiences");
  return undefined;
}

/** The gateway's library ignores one slash at the end, on either side. */
function differsBySlash(expected: string, got: string): boolean {
  return `${expected}/` === got || expected === `${got}/`;
}

/** The issuer must be one the policy names or one a discovery document names; compared character by character. */
export function checkIssuer({ token, requirements, keys, unread, doubts }: Examination): Finding | undefined {
  const needed = new Set<string>();
  const named = takeKnown(requirements.issuers, needed, "issuers");
  const discovered = requirements.openIdConfigs.map((url) =>
    url.known ? keys.discovery.get(url.value) : undefined,
  );
  if (discovered.includes(undefined)) needed.add("issuers");
  const fromDiscovery = discovered.flatMap((found) =>
    found?.kind === "keys" && found.issuer !== undefined
      ? [fillTenant(found.issuer, token.claims["tid"])]
      : [],
  );
  const expected = [...new Set([...named, ...fromDiscovery])];
  if (expected.length === 0 && needed.size === 0) return undefined;
  if (token.issuer !== undefined && expected.includes(token.issuer)) {
    if (named.length > 0 && !named.includes(token.issuer)) doubts.add("discovered-issuer");
    return undefined;
  }
  if (needed.size === 0) return { kind: "issuer", expected, got: token.issuer };
  unread.add("issuers");
  return undefined;
}

/** Entra's documents for many tenants name the issuer with a placeholder: reported to pass. */
function fillTenant(issuer: string, tenant: unknown): string {
  return typeof tenant === "string" ? issuer.replace("{tenantid}", () => tenant) : issuer;
}

/** Every required claim must be there; only then are values compared. */
export function checkRequiredClaims({ token, requirements, unread }: Examination): Finding | undefined {
  const names = takeKnown(
    requirements.requiredClaims.map((claim) => claim.name),
    unread,
    "required-claims",
  );
  const missing = names.filter((name) => !hasClaim(token.claims, name));
  if (missing.length > 0) return { kind: "claims-missing", names: missing };
  for (const claim of requirements.requiredClaims) {
    const mismatch = compareClaim(claim, token.claims, unread);
    if (mismatch) return mismatch;
  }
  return undefined;
}

/** An empty array makes no claim. */
function hasClaim(claims: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function compareClaim(
  claim: RequiredClaim,
  claims: Readonly<Record<string, unknown>>,
  unread: Set<string>,
): ClaimMismatch | undefined {
  if (!claim.name.known || claim.values.length === 0) return undefined;
  const { match, separator } = claim;
  if (!match.known || !separator.known || claim.values.some((value) => !value.known)) {
    unread.add("required-claims");
    return undefined;
  }
  const expected = claim.values.flatMap((value) => (value.known ? [value.value] : []));
  const got = splitClaim(claims[claim.name.value], separator.value);
  const has = (value: string) => got.includes(value);
  if (match.value === "all" ? expected.every(has) : expected.some(has)) return undefined;
  const name = claim.name.value;
  return { kind: "claim-value", name, match: match.value, separator: separator.value, expected, got };
}

/** A claim as the list of its values: arrays item by item, text split where a separator is given. */
function splitClaim(value: unknown, separator: string | undefined): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => {
    const text = item === null ? "" : typeof item === "object" ? JSON.stringify(item) : String(item);
    return separator ? text.split(separator).filter((part) => part !== "") : [text];
  });
}
