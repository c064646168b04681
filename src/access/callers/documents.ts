import { areDisjoint, issuerOfDiscovery } from "../issuers.ts";
import type { Trilean } from "../trilean.ts";
import { notKnown } from "../written.ts";

/** Where Microsoft Entra publishes its discovery documents: one for each tenant and version of tokens. */
const entraDocument =
  /^https:\/\/login\.microsoftonline\.com\/([^/]+)\/(v2\.0\/)?\.well-known\/openid-configuration/i;
/** Names in the place of a tenant's that stand for more than one. */
const anyTenant = /^(?:common|organizations|consumers)$/i;
/** Hosts of issuers of Microsoft Entra. */
const entraIssuer = /^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.com)\//i;

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/** The issuers that the document at `url` may name, as far as its address tells; `?` where it does not. */
export function issuersIn(url: string): readonly string[] {
  const ofAuth0 = issuerOfDiscovery(url);
  if (ofAuth0 !== undefined) return [ofAuth0];
  const [, tenant, version] = entraDocument.exec(url) ?? [];
  if (tenant === undefined || anyTenant.test(tenant)) return [notKnown];
  return [entraIssuerOf(tenant, version !== undefined)];
}

function entraIssuerOf(tenant: string, isVersion2: boolean): string {
  const name = tenant.toLowerCase();
  return isVersion2 ? `https://login.microsoftonline.com/${name}/v2.0` : `https://sts.windows.net/${name}/`;
}

/**
 * Whether the discovery document at `url` names `issuer`. That is certain where its address tells (Auth0, Microsoft Entra), and
 * where the policy itself names an issuer of the same origin, since OpenID Connect Discovery 1.0 (4.3) has a document stand below its issuer.
 */
export function documentNames(url: string, issuer: string, namedInPolicy: readonly string[]): Trilean {
  if (url === notKnown || issuer === notKnown) return undefined;
  const ofAuth0 = issuerOfDiscovery(url);
  if (ofAuth0 !== undefined) return ofAuth0 === issuer;
  const [, tenant, version] = entraDocument.exec(url) ?? [];
  if (tenant !== undefined) return entraDocumentNames(tenant, version !== undefined, issuer);
  const origin = originOf(url);
  const beside = namedInPolicy.filter((named) => originOf(named) === origin);
  if (beside.length > 0 && originOf(issuer) !== origin) return false;
  return undefined;
}

function entraDocumentNames(tenant: string, isVersion2: boolean, issuer: string): Trilean {
  if (anyTenant.test(tenant)) return entraIssuer.test(issuer) ? undefined : false;
  const own = entraIssuerOf(tenant, isVersion2);
  if (own === issuer.toLowerCase()) return true;
  return areDisjoint(new Set([own]), new Set([issuer])) ? false : undefined;
}

/** Whether a key found under one name is the one found under the other. */
export function isSameKey(one: string, other: string): Trilean {
  if (one === notKnown || other === notKnown) return undefined;
  if (one === other) return true;
  const [first, second] = [kindOf(one), kindOf(other)];
  if (first !== second) return first === "held" || second === "held" ? undefined : false;
  if (first === "text") return false;
  const [a, b] = [issuerOfDiscovery(one), issuerOfDiscovery(other)];
  // tenants of Auth0 sign with keys of their own; a custom domain has those of its tenant
  return a !== undefined && b !== undefined ? a === b : undefined;
}

/** A published document, a text in a policy, or something that the instance holds. */
function kindOf(key: string): "document" | "text" | "held" {
  if (/^https?:/i.test(key)) return "document";
  return key.startsWith("text:") ? "text" : "held";
}
