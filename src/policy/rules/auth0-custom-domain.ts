import { isOneOfHosts, tenantHosts } from "../../core/tenant-hosts.ts";
import type { JwtRule } from "./engine/rule.ts";
import { tenantsBehind } from "./reading/connected.ts";

/** `iss` is the domain that the token was asked from: the tenant's own or a custom one. */
export const auth0CustomDomain: JwtRule = {
  id: "auth0-custom-domain",
  severity: "info",
  doc: "With a custom domain, the policy accepts tokens of the domain that applications use.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const { live } = context.options;
    const tenants = tenantsBehind(jwt, live);
    if (!tenants) return;
    const hosts = [...jwt.openIdConfigs, ...jwt.issuers].flatMap(({ url }) => url?.host ?? []);
    for (const tenant of tenants) {
      const missing = tenantHosts(tenant).filter((domain) => !isOneOfHosts(domain, hosts));
      const accepted = tenantHosts(tenant).filter((domain) => isOneOfHosts(domain, hosts));
      const first = [...jwt.openIdConfigs, ...jwt.issuers].find(
        ({ url }) => url && isOneOfHosts(url.host, accepted),
      );
      if (missing.length === 0 || !first) continue;
      context.report(
        first.value.span,
        `Tokens that applications get from ${missing.join(" or ")} are refused: this policy accepts ${accepted.join(" and ")} only.`,
      );
    }
  },
};
