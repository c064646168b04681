import { type Maybe, unknown } from "../../../core/known.ts";
import { tenantHosts } from "../../../core/tenant-hosts.ts";
import { auth0DiscoveryUrl, auth0Issuer } from "../../facts/auth0.ts";
import type { LiveApi, LiveFacts, LiveTenant } from "../../facts/live-facts.ts";
import { attribute, childElements, literalValue, textOf } from "../../syntax/elements.ts";
import type { ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import { code, paragraphs } from "../describe.ts";

/** A value that one of the clouds knows, with where it comes from. */
export interface LiveValue {
  readonly value: string;
  readonly detail: string;
  readonly documentation: string;
}

/** Whether the service takes `value` as it is: it would run an expression and fill in a named value. */
export function staysText(value: string): boolean {
  return !/@[({]|\{\{/.test(value);
}

/** The tenants that are known; none when nothing is. */
function tenantsOf(live: LiveFacts | undefined): readonly LiveTenant[] {
  return valueOr(live?.tenants ?? unknown, []);
}

/** The value of a known fact, or `fallback`. */
export function valueOr<T>(fact: Maybe<T>, fallback: T): T {
  return fact.known ? fact.value : fallback;
}

/** The discovery documents of the connected tenants. */
export function discoveryUrls(live: LiveFacts | undefined): LiveValue[] {
  return perDomain(live, auth0DiscoveryUrl, "Keys and issuer of this tenant");
}

/** The issuers of the connected tenants. */
export function issuers(live: LiveFacts | undefined): LiveValue[] {
  return perDomain(live, auth0Issuer, "`iss` of tokens asked from this domain; the slash is part of it");
}

function perDomain(
  live: LiveFacts | undefined,
  toValue: (domain: string) => string,
  meaning: string,
): LiveValue[] {
  return tenantsOf(live).flatMap((tenant) =>
    tenantHosts(tenant).map((domain) => ({
      value: toValue(domain),
      detail: domain === tenant.domain ? "Auth0 tenant" : "custom domain",
      documentation: `${meaning}: ${code(domain)}.`,
    })),
  );
}

/** The audiences of the connected tenants; of the tenant that the element trusts, when it names one. */
export function audiences(live: LiveFacts | undefined, jwt: ElementNode | undefined): LiveValue[] {
  const trusted = tenantsOf(live).filter((tenant) => jwt && trusts(jwt, tenant));
  const tenants = trusted.length > 0 ? trusted : tenantsOf(live);
  return tenants.flatMap((tenant) =>
    valueOr(tenant.apis, []).map((api) => ({
      value: api.identifier,
      detail: tenant.domain,
      documentation: paragraphs(
        `Auth0 API ${code(api.name)} of ${code(tenant.domain)}.`,
        api.signingAlgorithm.known && `Signs with ${code(api.signingAlgorithm.value)}.`,
      ),
    })),
  );
}

function trusts(jwt: ElementNode, tenant: LiveTenant): boolean {
  return childElements(jwt, "openid-config").some((config) => {
    const url = attribute(config, "url");
    const value = url && literalValue(url);
    return (
      value?.known === true && tenantHosts(tenant).some((domain) => value.value === auth0DiscoveryUrl(domain))
    );
  });
}

/** Scopes (and so permissions) that the APIs behind the element's audiences define; of all APIs when it names none. */
export function scopes(
  live: LiveFacts | undefined,
  document: PolicyDocument,
  jwt: ElementNode | undefined,
): LiveValue[] {
  const named = new Set(jwt ? audiencesOf(document, jwt) : []);
  const all = tenantsOf(live).flatMap((tenant) => valueOr(tenant.apis, []));
  const apis = named.size > 0 ? all.filter((api) => named.has(api.identifier)) : all;
  return apis.flatMap((api) => scopesOf(api));
}

function scopesOf(api: LiveApi): LiveValue[] {
  return valueOr(api.scopes, []).map((value) => ({
    value,
    detail: api.identifier,
    documentation: `Defined by the Auth0 API ${code(api.name)}.`,
  }));
}

function audiencesOf(document: PolicyDocument, jwt: ElementNode): string[] {
  return childElements(jwt, "audiences")
    .flatMap((list) => childElements(list, "audience"))
    .flatMap((element) => {
      const { value } = textOf(document, element);
      return value.known ? [value.value] : [];
    });
}
