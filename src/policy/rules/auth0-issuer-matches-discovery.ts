import { isAuth0Host, isOneOfHosts, tenantHosts } from "../../core/tenant-hosts.ts";
import { auth0Issuer } from "../facts/auth0.ts";
import type { LiveFacts } from "../facts/live-facts.ts";
import type { JwtPolicy, UrlItem } from "../jwt/read.ts";
import type { UrlParts } from "../jwt/url.ts";
import type { JwtRule, RuleContext } from "./engine/rule.ts";
import { changeTo, setContent } from "./reading/edits.ts";

/** Keys of one tenant do not verify the tokens of another; a tenant and its custom domains have the same. */
export const auth0IssuerMatchesDiscovery: JwtRule = {
  id: "auth0-issuer-matches-discovery",
  severity: "warning",
  doc: "With Auth0, issuers and discovery documents have the same hosts.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const { openIdConfigs, issuers, hasKeys } = jwt;
    if (openIdConfigs.length === 0 || hasKeys) return;
    const distinct = new Set<string>();
    for (const { url } of openIdConfigs) {
      // A discovery document whose host is not known could be the one.
      if (!url) return;
      distinct.add(url.host);
    }
    const strays: Stray[] = [];
    for (const issuer of issuers) {
      const { url } = issuer;
      if (url && !distinct.has(url.host)) strays.push({ issuer, url });
    }
    if (strays.length === 0 || jwt.mayHoldMore("openid-config")) return;
    const hosts = [...distinct];
    const { live } = context.options;
    const atAuth0 = hosts.some((host) => isAuth0Host(host, live?.tenants));
    const matches = issuers.some(({ url }) => url && distinct.has(url.host));
    for (const { issuer, url } of strays) {
      if (!atAuth0 && !isAuth0Host(url.host, live?.tenants)) continue;
      if (areOneTenant(url.host, hosts, live) || (matches && mayBeCustomDomain(url, live))) continue;
      report(issuer, url.host, hosts, jwt, context);
    }
  },
};

/** An issuer that no discovery document is at. */
interface Stray {
  readonly issuer: UrlItem;
  readonly url: UrlParts;
}

function areOneTenant(host: string, hosts: readonly string[], live: LiveFacts | undefined): boolean {
  if (!live?.tenants.known) return false;
  return live.tenants.value
    .map(tenantHosts)
    .some((own) => isOneOfHosts(host, own) && hosts.some((other) => isOneOfHosts(other, own)));
}

/** Beside the tenant itself, a host that is nobody's whom we know. */
function mayBeCustomDomain({ host, path }: UrlParts, live: LiveFacts | undefined): boolean {
  return !isAuth0Host(host, live?.tenants) && (path === "/" || path === "");
}

/** More sources than these are not named one by one. */
const mostNamed = 5;

function report(
  { element, value }: UrlItem,
  host: string,
  hosts: readonly string[],
  { openIdConfigs }: JwtPolicy,
  context: RuleContext,
): void {
  const only = hosts.length === 1 && hosts[0] ? auth0Issuer(hosts[0]) : undefined;
  const named = hosts.slice(0, mostNamed).join(", ") + (hosts.length > mostNamed ? " and others" : "");
  context.report(
    value.span,
    `No openid-config is at ${host}: keys from ${named} verify tokens of that issuer only.`,
    {
      fix: changeTo(only, (to) => setContent(element, to)),
      related: openIdConfigs.slice(0, mostNamed).map((config) => ({
        span: config.value.span,
        message: "Keys come from here.",
      })),
    },
  );
}
