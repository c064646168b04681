import type { Maybe } from "./known.ts";

/** The host name that Auth0 itself gives to a tenant: at most three parts before its own name. */
const tenantHost = /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.){1,3}auth0\.com$/;

/** Hosts of Auth0's own web pages, which are pasted by mistake. */
const ownPages: readonly string[] = ["auth0.com", "www.auth0.com", "manage.auth0.com", "accounts.auth0.com"];

/** Whether `host`, in lower case, is that of Auth0's own web pages, which no tenant is at. */
export function isAuth0Page(host: string): boolean {
  return ownPages.includes(host);
}

/**
 * Whether `host` is the host name of an Auth0 tenant: `tenant.eu.auth0.com`, an older `tenant.auth0.com`, or one with a
 * numbered locality, `tenant.us-3.auth0.com`. Custom domains can only be told by asking the tenant.
 */
export function isAuth0Domain(host: string): boolean {
  const name = host.toLowerCase();
  return name.endsWith(".auth0.com") && name.length <= 253 && tenantHost.test(name) && !isAuth0Page(name);
}

/** What tells the hosts of a tenant; custom domains may not have been read. */
interface HostedTenant {
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
