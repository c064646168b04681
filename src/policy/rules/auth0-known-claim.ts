import { foreignClaims } from "../facts/auth0.ts";
import type { JwtRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** Names of claims that other providers use. */
export const auth0KnownClaim: JwtRule = {
  id: "auth0-known-claim",
  severity: "warning",
  doc: "With Auth0, a required claim is not one that only other providers have.",
  on: "validate-jwt",
  check({ claims, auth0Hosts, openIdConfigs, issuers }, context) {
    const hosts = [...openIdConfigs, ...issuers].map(({ url }) => url?.host);
    // Several providers side by side: the claim may be another's.
    if (auth0Hosts.length === 0 || hosts.some((host) => !host || !auth0Hosts.includes(host))) return;
    for (const { element, name } of claims) {
      if (!name?.literal || !foreignClaims.has(name.text)) continue;
      const ours = foreignClaims.get(name.text);
      const given = attribute(element, "name");
      const fix = given && changeTo(ours, (to) => setValue(given, to), name.text === "scp");
      const instead = ours ? `; it has "${ours}"` : "";
      context.report(name.span, `Auth0 puts no "${name.text}" in its access tokens${instead}.`, { fix });
    }
  },
};
