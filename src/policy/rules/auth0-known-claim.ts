import { accessTokenClaims, foreignClaims } from "../facts/auth0.ts";
import type { JwtRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

const ownClaims = new Map(accessTokenClaims.map(({ name }) => [name.toLowerCase(), name]));

/** Names of claims that other providers use. */
export const auth0KnownClaim: JwtRule = {
  id: "auth0-known-claim",
  severity: "warning",
  doc: "With Auth0, a required claim is not one that only other providers have.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const { claims, auth0Hosts, openIdConfigs, issuers } = jwt;
    const slips = claims.flatMap(({ element, name }) => {
      const slip = name?.literal ? slipIn(name.text) : undefined;
      return name && slip ? [{ element, name, ...slip }] : [];
    });
    if (slips.length === 0 || auth0Hosts.length === 0 || jwt.mayHoldMore("issuers")) return;
    const known = new Set(auth0Hosts);
    // Several providers side by side: the claim may be another's.
    if ([...openIdConfigs, ...issuers].some(({ url }) => !url || !known.has(url.host))) return;
    for (const { element, name, ours } of slips) {
      const given = attribute(element, "name");
      if (!given) continue;
      // An action may add a claim of that name: which one is required, somebody chose.
      const fix = changeTo(ours, (to) => setValue(given, to));
      const instead = ours ? `; it has "${ours}"` : "";
      context.report(name.span, `Auth0 puts no "${name.text}" in its access tokens${instead}.`, { fix });
    }
  },
};

/** Claims of Auth0 in the wrong number. */
const wrongNumber = new Map([
  ["scopes", "scope"],
  ["permission", "permissions"],
]);

/** Another provider's claim, or one of Auth0's in other letters: case counts. */
function slipIn(name: string): { readonly ours: string | undefined } | undefined {
  if (foreignClaims.has(name)) return { ours: foreignClaims.get(name) };
  const ours = wrongNumber.get(name.toLowerCase()) ?? ownClaims.get(name.toLowerCase());
  return ours === undefined || ours === name ? undefined : { ours };
}
