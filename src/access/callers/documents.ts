import {
  areDisjoint,
  type EntraVersion,
  entraDocument,
  entraIssuer,
  issuerOfDiscovery,
  issuerOfEntra,
} from "../issuers.ts";
import type { Trilean } from "../trilean.ts";
import { notKnown } from "../written.ts";

/** Names in the place of a tenant's that stand for more than one. */
const anyTenant = /^(?:common|organizations|consumers)$/i;
function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/** The issuers that the document at `url` may name, as far as its address tells; `?` where it does not. */
export function issuersIn(url: string): readonly string[] {
  const ofAuth0 = issuerOfDiscovery(url);
  if (ofAuth0 !== undefined) return [ofAuth0];
  const ofEntra = entraDocument(url);
  if (!ofEntra || anyTenant.test(ofEntra.tenant)) return [notKnown];
  return [issuerOfEntra(ofEntra.tenant, ofEntra.version)];
}

/**
 * Whether the discovery document at `url` names `issuer`. That is certain where its address tells (Auth0, Microsoft Entra), and
 * where the policy itself names an issuer of the same origin, since OpenID Connect Discovery 1.0 (4.3) has a document stand below its issuer.
 */
export function documentNames(url: string, issuer: string, namedInPolicy: readonly string[]): Trilean {
  if (url === notKnown || issuer === notKnown) return undefined;
  const ofAuth0 = issuerOfDiscovery(url);
  if (ofAuth0 !== undefined) return ofAuth0 === issuer;
  const ofEntra = entraDocument(url);
  if (ofEntra) return entraDocumentNames(ofEntra.tenant, ofEntra.version, issuer);
  const origin = originOf(url);
  const beside = namedInPolicy.filter((named) => originOf(named) === origin);
  if (beside.length > 0 && originOf(issuer) !== origin) return false;
  return undefined;
}

function entraDocumentNames(tenant: string, version: EntraVersion, issuer: string): Trilean {
  if (anyTenant.test(tenant)) return entraIssuer(issuer) ? undefined : false;
  const own = issuerOfEntra(tenant, version);
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
