import { isAtOneOfHosts } from "../../core/tenant-hosts.ts";
import { attribute, childElements, type ElementNode } from "../../policy/index.ts";
import { readJwtRequirements } from "../../token/index.ts";

/** The tenant that a check is compared with. */
export interface OwnTenant {
  /** Of the discovery document, as a `validate-jwt` names it. */
  readonly discoveryUrl: string;
  /** Every host of the tenant: its domain, its custom domains, that of its issuer. */
  readonly hosts: readonly string[];
  readonly audience: string;
}

/** Whose tokens a `validate-jwt` takes. */
export type TokenOwner =
  /** By the address of the tenant's discovery document. */
  | { readonly kind: "own" }
  /** The tenant, but by another address of its own. */
  | { readonly kind: "own-otherwise"; readonly address: string }
  /** With a key that stands in the policy; `own` when the issuer is the tenant. */
  | { readonly kind: "written-key"; readonly own: boolean; readonly symmetric: boolean }
  | { readonly kind: "other"; readonly issuers: readonly string[] }
  | { readonly kind: "unknown" };

/** Reads whose tokens `element` of the policy `text` takes; what an expression or a named value decides is unknown. */
export function tokenOwner(element: ElementNode, text: string, tenant: OwnTenant): TokenOwner {
  const { openIdConfigs, issuers, signingKeys } = readJwtRequirements(element, text);
  const urls = openIdConfigs.flatMap((url) => (url.known ? [url.value] : []));
  const named = issuers.flatMap((issuer) => (issuer.known ? [issuer.value] : []));
  if (urls.includes(tenant.discoveryUrl)) return { kind: "own" };
  const address = [...urls, ...named].find((each) => isOwnAddress(each, tenant));
  const isAllKnown = [...openIdConfigs, ...issuers].every(({ known }) => known);
  if (signingKeys.length > 0 && openIdConfigs.length === 0) {
    if (address === undefined && named.length > 0 && isAllKnown) return { kind: "other", issuers: named };
    return { kind: "written-key", own: address !== undefined, symmetric: hasSharedKey(element) };
  }
  // The keys come from there: an issuer of the tenant beside another's address takes no token of the tenant.
  const hasOwnKeys = urls.some((url) => isOwnAddress(url, tenant));
  if (address !== undefined && hasOwnKeys) return { kind: "own-otherwise", address };
  if (!isAllKnown || urls.length + named.length === 0) return { kind: "unknown" };
  return { kind: "other", issuers: named.length > 0 && address === undefined ? named : urls };
}

/** Whether `address` is one of the tenant. */
export function isOwnAddress(address: string, { hosts }: OwnTenant): boolean {
  return isAtOneOfHosts(address, hosts);
}

/** A key that is written out, whatever it is, is taken for a shared one; public ones have attributes. */
function hasSharedKey(element: ElementNode): boolean {
  return childElements(element, "issuer-signing-keys")
    .flatMap((list) => childElements(list, "key"))
    .some((key) => !attribute(key, "n") && !attribute(key, "certificate-id"));
}
