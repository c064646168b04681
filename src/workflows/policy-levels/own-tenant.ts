import type { Discovery, Tenant } from "../../domain/auth0.ts";
import type { OwnTenant } from "./token-owner.ts";

/** The tenant and the audience whose tokens an API is to take. */
export function ownTenant(
  { domain, customDomains }: Pick<Tenant, "domain" | "customDomains">,
  { url, issuer }: Pick<Discovery, "url" | "issuer">,
  audience: string,
): OwnTenant {
  const addresses = [url, issuer].flatMap((each) => (URL.canParse(each) ? [new URL(each).host] : []));
  const hosts = [domain, ...customDomains, ...addresses].map((host) => host.toLowerCase());
  return { discoveryUrl: url, hosts: [...new Set(hosts)], audience };
}
