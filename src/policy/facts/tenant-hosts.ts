import type { Maybe } from "../../core/known.ts";
import { isAuth0Domain } from "./auth0.ts";

/** What tells the hosts of a tenant; custom domains may not have been read. */
export interface HostedTenant {
  readonly domain: string;
  readonly customDomains: readonly string[] | Maybe<readonly string[]>;
}

/** The hosts of a tenant as far as they are known: its own domain first, then its custom ones. */
export function tenantHosts({ domain, customDomains }: HostedTenant): readonly string[] {
  if (!("known" in customDomains)) return [domain, ...customDomains];
  return customDomains.known ? [domain, ...customDomains.value] : [domain];
}

/**
 * Whether `host` is one of `hosts`: letters' case, the port of HTTPS and the root's period make no difference, another
 * port does, since it is what tells local tenants apart.
 */
export function isOneOfHosts(host: string, hosts: readonly string[]): boolean {
  const plain = plainHost(host);
  return hosts.some((each) => plainHost(each) === plain);
}

/** Whether `address` is a URL at one of `hosts`. */
export function isAtOneOfHosts(address: string, hosts: readonly string[]): boolean {
  return URL.canParse(address) && isOneOfHosts(new URL(address).host, hosts);
}

/** The one of `tenants` that `host` belongs to, so far as their domains are known. */
export function tenantAt<T extends HostedTenant>(host: string, tenants: readonly T[]): T | undefined {
  return tenants.find((tenant) => isOneOfHosts(host, tenantHosts(tenant)));
}

/** Whether `host` is a tenant's, by its name or since it is one of `tenants`, which may not be known. */
export function isAuth0Host(host: string, tenants: Maybe<readonly HostedTenant[]> | undefined): boolean {
  return isAuth0Domain(host) || (tenants?.known === true && tenantAt(host, tenants.value) !== undefined);
}

function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/:443$/, "")
    .replace(/\.(?=:|$)/, "");
}
