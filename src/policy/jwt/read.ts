import { isAuth0Host } from "../../core/tenant-hosts.ts";
import type { LiveFacts } from "../facts/live-facts.ts";
import { attribute, childElements } from "../syntax/elements.ts";
import { isFilledLater } from "../syntax/filled-later.ts";
import type { AttributeNode, ElementNode } from "../syntax/nodes.ts";
import { attributeValue, elementValue, type Value } from "../syntax/value.ts";
import { parseUrl, type UrlParts } from "./url.ts";

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
  /** Every value must be in the token, unless it is `any`. */
  readonly match: Value | undefined;
  /** White space counts in it. */
  readonly separator: AttributeNode | undefined;
  readonly values: readonly Item[];
}

/**
 * What a `validate-jwt` says. Everything that reads one is a view of this: lint rules, the links that are derived from
 * it, the edits that amend it, and what a token is held against.
 */
export interface JwtPolicy {
  readonly element: ElementNode;
  readonly attributes: ReadonlyMap<string, AttributeNode>;
  /** Those with a `url`. */
  readonly openIdConfigs: readonly UrlItem[];
  readonly openIdConfigCount: number;
  /** Keys of `issuer-signing-keys` and of its older form. */
  readonly keys: readonly Item[];
  readonly decryptionKeys: readonly Item[];
  /** Any signing keys, older forms among them. */
  readonly hasKeys: boolean;
  readonly audiences: readonly Item[];
  readonly issuers: readonly UrlItem[];
  readonly claims: readonly ClaimReading[];
  /** Hosts of discovery documents and issuers that belong to Auth0 or a connected tenant. */
  readonly auth0Hosts: readonly string[];
  /** Whether more of `part`, such as `audiences`, may be filled in: beside the elements that are here, or among those in it. */
  mayHoldMore(part: string): boolean;
}

/** Reads a `validate-jwt` of the document `text`; of a connected tenant its custom domains count as Auth0's. */
export function readJwtPolicy(element: ElementNode, text: string, live?: LiveFacts): JwtPolicy {
  return new JwtReading(element, text, live);
}

class JwtReading implements JwtPolicy {
  readonly openIdConfigs: UrlItem[] = [];
  openIdConfigCount = 0;
  readonly keys: Item[] = [];
  readonly decryptionKeys: Item[] = [];
  hasKeys = false;
  readonly audiences: Item[] = [];
  readonly issuers: UrlItem[] = [];
  readonly claims: ClaimReading[] = [];
  readonly attributes = new Map<string, AttributeNode>();
  private hosts: readonly string[] | undefined;

  constructor(
    readonly element: ElementNode,
    private readonly text: string,
    private readonly live: LiveFacts | undefined,
  ) {
    for (const node of element.attributes) {
      if (!this.attributes.has(node.name)) this.attributes.set(node.name, node);
    }
    for (const child of element.children) if (child.kind === "element") this.readPart(child, text);
  }

  get auth0Hosts(): readonly string[] {
    this.hosts ??= this.findAuth0Hosts();
    return this.hosts;
  }

  mayHoldMore(part: string): boolean {
    const lists = [this.element, ...childElements(this.element, part)];
    return lists.some((list) => isFilledLater(list, this.text));
  }

  private findAuth0Hosts(): readonly string[] {
    const hosts = new Set<string>();
    for (const { url } of this.openIdConfigs) if (url) hosts.add(url.host);
    for (const { url } of this.issuers) if (url) hosts.add(url.host);
    for (const host of hosts) if (!isAuth0Host(host, this.live?.tenants)) hosts.delete(host);
    return [...hosts];
  }

  private readPart(part: ElementNode, text: string): void {
    if (part.name === "openid-config") this.readConfig(part);
    else
      for (const child of part.children) if (child.kind === "element") this.readEntry(part.name, child, text);
  }

  private readConfig(config: ElementNode): void {
    this.openIdConfigCount += 1;
    const value = attributeValue(attribute(config, "url"));
    if (value) this.openIdConfigs.push(new LazyUrlItem(config, value));
  }

  private readEntry(list: string, entry: ElementNode, text: string): void {
    const { name } = entry;
    if (list === "audiences" && name === "audience") this.audiences.push(readItem(entry, text));
    else if (list === "issuers" && name === "issuer") {
      this.issuers.push(new LazyUrlItem(entry, elementValue(entry, text)));
    } else if (list === "required-claims" && name === "claim") this.claims.push(readClaim(entry, text));
    else if (list === "issuer-signing-keys" || list === "issuer-signing-tokens") {
      this.hasKeys = true;
      if (name === "key") this.keys.push(readItem(entry, text));
    } else if (list === "decryption-keys" && name === "key") this.decryptionKeys.push(readItem(entry, text));
  }
}

function readItem(element: ElementNode, text: string): Item {
  return { element, value: elementValue(element, text) };
}

/** Takes the URL apart when it is first asked for. */
class LazyUrlItem implements UrlItem {
  private parts: UrlParts | undefined;
  private done = false;

  constructor(
    readonly element: ElementNode,
    readonly value: Value,
  ) {}

  get url(): UrlParts | undefined {
    if (!this.done) this.parts = this.value.literal ? parseUrl(this.value.text) : undefined;
    this.done = true;
    return this.parts;
  }
}

/** Reads a `<claim>` of the required claims. */
export function readClaim(element: ElementNode, text: string): ClaimReading {
  return {
    element,
    name: attributeValue(attribute(element, "name")),
    match: attributeValue(attribute(element, "match")),
    separator: attribute(element, "separator"),
    values: childElements(element, "value").map((node) => readItem(node, text)),
  };
}
