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
      return name && slip ? [{ element, name, slip }] : [];
    });
    if (slips.length === 0 || auth0Hosts.length === 0 || jwt.mayHoldMore("issuers")) return;
    const ours = new Set(auth0Hosts);
    // Several providers side by side: the claim may be another's.
    if ([...openIdConfigs, ...issuers].some(({ url }) => !url || !ours.has(url.host))) return;
    for (const { element, name, slip } of slips) {
      const given = attribute(element, "name");
      if (!given) continue;
      const fix = changeTo(slip.ours, (to) => setValue(given, to), slip.safe);
      const instead = slip.ours ? `; it has "${slip.ours}"` : "";
      context.report(name.span, `Auth0 puts no "${name.text}" in its access tokens${instead}.`, { fix });
    }
  },
};

/** Claims of Auth0 in the wrong number; an action may add a claim of that name. */
const wrongNumber = new Map([
  ["scopes", "scope"],
  ["permission", "permissions"],
]);

/** Another provider's claim, or one of Auth0's in other letters: case counts. */
function slipIn(name: string): { readonly ours: string | undefined; readonly safe: boolean } | undefined {
  if (foreignClaims.has(name)) return { ours: foreignClaims.get(name), safe: name === "scp" };
  const meant = wrongNumber.get(name.toLowerCase());
  if (meant !== undefined) return { ours: meant, safe: false };
  const ours = ownClaims.get(name.toLowerCase());
  return ours === undefined || ours === name ? undefined : { ours, safe: true };
}
