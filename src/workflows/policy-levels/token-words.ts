import { readJwtRequirements } from "../../token/index.ts";
import type { Reservation, ReservationKind } from "../assurance.ts";
import type { ReadPolicy } from "../read-access/api-policies.ts";
import type { CallerCheck } from "./caller-checks.ts";
import type { OwnTenant, TokenOwner } from "./token-owner.ts";

type Words = Pick<Reservation, "kind" | "found" | "advice" | "blocks">;

/** Said of every check beside which no other is put. */
export const left = "“Secure API with Auth0” puts no check beside it.";

/** What is said about an unconditional `validate-jwt` that is not the one that is wanted. */
export function tokenWords(
  owner: TokenOwner,
  check: CallerCheck,
  policy: ReadPolicy,
  tenant: OwnTenant,
): Words {
  const words = (kind: ReservationKind, found: string, advice: string, blocks = true): Words => ({
    kind,
    found,
    advice,
    blocks,
  });
  switch (owner.kind) {
    case "own":
      return sameTenantWords(check, policy, tenant);
    case "own-otherwise":
      return words(
        "same-tenant",
        `validate-jwt takes tokens of this tenant already, by the address ${owner.address}.`,
        `${left} See that its issuer and audiences are those of “${tenant.audience}”: ${tenant.discoveryUrl}.`,
      );
    case "written-key":
      return sharedKeyWords(owner, tenant);
    case "other":
      return words(
        "other-issuer",
        `validate-jwt is for another issuer: ${list(owner.issuers)}.`,
        `With a second check no token would pass both. ${left} To take the tokens of both, add the openid-config, the issuer and “${tenant.audience}” to that validate-jwt by hand.`,
      );
    case "unknown":
      return words(
        "unknown-issuer",
        "Whose tokens validate-jwt takes cannot be read: a secret named value or an expression decides.",
        `${left} If it is not for this tenant, no token would pass both. Look at the values in API Management, and add “${tenant.audience}” by hand where it is missing.`,
      );
  }
}

/** The same tenant at another level: harmless where it asks for the same tokens. */
export function sameTenantWords(check: CallerCheck, policy: ReadPolicy, tenant: OwnTenant): Words {
  const takes = takesAudience({ check, policy }, tenant);
  const { audience } = tenant;
  return {
    kind: "same-tenant",
    found: takes
      ? "validate-jwt checks tokens of this tenant here, too."
      : `validate-jwt checks tokens of this tenant here, but does not list “${audience}”.`,
    advice: takes
      ? "A call must pass every check that runs for it: compare their audiences and claims."
      : `Tokens for “${audience}” are refused by it. Add the audience there by hand. ${left}`,
    blocks: !takes,
  };
}

/** Whether a check lets tokens for the tenant's audience through, as far as that can be read. */
export function takesAudience(
  { check, policy }: { readonly check: CallerCheck; readonly policy: ReadPolicy },
  { audience }: OwnTenant,
): boolean {
  const { audiences } = readJwtRequirements(check.element, policy.filled.text);
  return audiences.length === 0 || audiences.some((each) => each.known && each.value === audience);
}

function sharedKeyWords(
  { own, symmetric }: Extract<TokenOwner, { kind: "written-key" }>,
  { audience }: OwnTenant,
): Words {
  const key = symmetric
    ? "a shared key that stands in the policy (HS256)"
    : "a public key that stands in the policy";
  return {
    kind: "shared-key",
    found: own
      ? `validate-jwt checks tokens of this tenant with ${key}.`
      : `validate-jwt checks tokens with ${key}; whose tokens those are cannot be read from it.`,
    advice: `${left} ${
      own
        ? `Tokens for “${audience}” are signed with RS256 and the tenant's own keys: let openid-config take the place of issuer-signing-keys by hand once every caller gets such tokens.`
        : "If they are not of this tenant, no token would pass both checks: add openid-config and the issuer to it by hand."
    }`,
    blocks: true,
  };
}

/** Whose tokens a check takes, to stand behind its name. */
export function describeOwner(owner: TokenOwner): string {
  switch (owner.kind) {
    case "own":
    case "own-otherwise":
      return " for this tenant";
    case "written-key":
      return owner.own
        ? " for this tenant, with a key that stands in the policy,"
        : " with a key that stands in the policy";
    case "other":
      return ` for ${list(owner.issuers)}`;
    case "unknown":
      return " for an issuer that cannot be read";
  }
}

function list(issuers: readonly string[]): string {
  return issuers.map((issuer) => `“${issuer}”`).join(", ");
}
