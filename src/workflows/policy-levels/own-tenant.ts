import { tenantHosts } from "../../core/tenant-hosts.ts";
import type { Discovery, Tenant } from "../../domain/auth0.ts";
import type { OwnTenant } from "./token-owner.ts";

/** The tenant and the audience whose tokens an API is to take. */
export function ownTenant(
  tenant: Pick<Tenant, "domain" | "customDomains">,
  { url, issuer }: Pick<Discovery, "url" | "issuer">,
  audience: string,
): OwnTenant {
  const addresses = [url, issuer].flatMap((each) => (URL.canParse(each) ? [new URL(each).host] : []));
  return { discoveryUrl: url, hosts: [...tenantHosts(tenant), ...addresses], audience };
}
