import { auth0Issuer } from "../facts/auth0.ts";
import type { JwtRule } from "./engine/rule.ts";
import { changeTo, setContent } from "./reading/edits.ts";
import { isAuth0Host } from "./reading/jwt-policy.ts";

/** Keys of one tenant do not verify the tokens of another; a custom domain issues under its own name. */
export const auth0IssuerMatchesDiscovery: JwtRule = {
  id: "auth0-issuer-matches-discovery",
  severity: "warning",
  doc: "With Auth0, issuers and discovery documents have the same hosts.",
  on: "validate-jwt",
  check({ openIdConfigs, issuers, hasKeys }, context) {
    if (openIdConfigs.length === 0 || hasKeys) return;
    const hosts = [...new Set(openIdConfigs.map(({ url }) => url?.host))];
    // A discovery document whose host is not known could be the one.
    if (hosts.includes(undefined)) return;
    for (const { element, value, url } of issuers) {
      if (!url || hosts.includes(url.host)) continue;
      const { live } = context.options;
      const ours = isAuth0Host(url.host, live) || hosts.some((host) => host && isAuth0Host(host, live));
      if (!ours) continue;
      const only = hosts.length === 1 && hosts[0] ? auth0Issuer(hosts[0]) : undefined;
      context.report(
        value.span,
        `No openid-config is at ${url.host}: keys from ${hosts.join(", ")} verify tokens of that issuer only.`,
        {
          fix: changeTo(only, (to) => setContent(element, to)),
          related: openIdConfigs.map((config) => ({
            span: config.value.span,
            message: "Keys come from here.",
          })),
        },
      );
    }
  },
};
