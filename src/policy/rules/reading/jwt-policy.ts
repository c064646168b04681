import { isAuth0Domain } from "../../facts/auth0.ts";
import type { LiveFacts } from "../../facts/live-facts.ts";
import type { AttributeNode, ElementNode } from "../../syntax/nodes.ts";
import { attribute, childElements } from "./elements.ts";
import { parseUrl, type UrlParts } from "./url.ts";
import { attributeValue, elementValue, type Value } from "./value.ts";

/** An element whose text counts: an audience, an issuer, a claim's value, a key. */
export interface Item {
  readonly element: ElementNode;
  readonly value: Value;
}

/** An element that names a URL, with its parts when they can be told. */
export interface UrlItem extends Item {
  readonly url: UrlParts | undefined;
}

/** `<claim>` of the required claims. */
export interface ClaimReading {
  readonly element: ElementNode;
  readonly name: Value | undefined;
  readonly separator: AttributeNode | undefined;
  readonly values: readonly Item[];
}

/** What a `validate-jwt` says, read once for all rules. */
export interface JwtPolicy {
  readonly element: ElementNode;
  readonly attributes: ReadonlyMap<string, AttributeNode>;
  /** Those with a `url`. */
  readonly openIdConfigs: readonly UrlItem[];
  readonly openIdConfigCount: number;
  /** Keys of `issuer-signing-keys`. */
  readonly keys: readonly Item[];
  /** Any signing keys, older forms among them. */
  readonly hasKeys: boolean;
  readonly audiences: readonly Item[];
  readonly issuers: readonly UrlItem[];
  readonly claims: readonly ClaimReading[];
  /** Hosts of discovery documents and issuers that belong to Auth0 or a connected tenant. */
  readonly auth0Hosts: readonly string[];
}

/** Reads a `validate-jwt`; of a connected tenant its custom domains count as Auth0's. */
export function readJwtPolicy(element: ElementNode, text: string, live?: LiveFacts): JwtPolicy {
  const parts = new Map<string, ElementNode[]>();
  for (const child of childElements(element)) {
    const list = parts.get(child.name);
    if (list) list.push(child);
    else parts.set(child.name, [child]);
  }
  const items = (list: string, item: string) =>
    (parts.get(list) ?? []).flatMap((part) => childElements(part, item)).map((node) => readItem(node, text));
  const openIdConfigs = readConfigs(parts.get("openid-config") ?? []);
  const issuers = items("issuers", "issuer").map(withUrl);
  return {
    element,
    attributes: new Map(element.attributes.map((node) => [node.name, node])),
    openIdConfigs,
    openIdConfigCount: parts.get("openid-config")?.length ?? 0,
    keys: items("issuer-signing-keys", "key"),
    hasKeys: hasKeys(parts),
    audiences: items("audiences", "audience"),
    issuers,
    claims: (parts.get("required-claims") ?? [])
      .flatMap((part) => childElements(part, "claim"))
      .map((claim) => readClaim(claim, text)),
    auth0Hosts: auth0HostsOf([...openIdConfigs, ...issuers], live),
  };
}

/** Whether `host` is an Auth0 tenant's, as far as that is known. */
export function isAuth0Host(host: string, live?: LiveFacts): boolean {
  if (isAuth0Domain(host)) return true;
  if (!live?.tenants.known) return false;
  return live.tenants.value.some(
    ({ domain, customDomains }) =>
      domain === host || (customDomains.known && customDomains.value.includes(host)),
  );
}

function hasKeys(parts: ReadonlyMap<string, readonly ElementNode[]>): boolean {
  const lists = [...(parts.get("issuer-signing-keys") ?? []), ...(parts.get("issuer-signing-tokens") ?? [])];
  return lists.some((list) => list.children.some((child) => child.kind === "element"));
}

function readItem(element: ElementNode, text: string): Item {
  return { element, value: elementValue(element, text) };
}

function withUrl(item: Item): UrlItem {
  return { ...item, url: item.value.literal ? parseUrl(item.value.text) : undefined };
}

function readConfigs(elements: readonly ElementNode[]): UrlItem[] {
  return elements.flatMap((element) => {
    const value = attributeValue(attribute(element, "url"));
    return value ? [withUrl({ element, value })] : [];
  });
}

function readClaim(element: ElementNode, text: string): ClaimReading {
  return {
    element,
    name: attributeValue(attribute(element, "name")),
    separator: attribute(element, "separator"),
    values: childElements(element, "value").map((node) => readItem(node, text)),
  };
}

function auth0HostsOf(items: readonly UrlItem[], live: LiveFacts | undefined): string[] {
  const hosts = new Set(items.flatMap(({ url }) => (url && isAuth0Host(url.host, live) ? [url.host] : [])));
  return [...hosts];
}
