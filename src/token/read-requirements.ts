import { known, type Maybe, unknown } from "../core/known.ts";
import {
  attribute,
  type ClaimReading,
  type ElementNode,
  type Item,
  type JwtPolicy,
  readJwtPolicy,
  type Value,
} from "../policy/index.ts";
import type { JwtRequirements, KeyMaterial, RequiredClaim, SigningKey, TokenSource } from "./requirements.ts";
import { type ResolveValue, readAttribute, resolved } from "./written-value.ts";

/**
 * Reads a `validate-jwt` element of the policy `text`. `resolve` decides about expressions and named values; without
 * it they and the placeholders of deployment tools stay unknown.
 */
export function readJwtRequirements(
  element: ElementNode,
  text: string,
  resolve?: ResolveValue,
): JwtRequirements {
  const reader = new RequirementReader(readJwtPolicy(element, text), resolve);
  return {
    source: reader.source(),
    requireScheme: reader.attribute("require-scheme"),
    failureStatus: reader.number("failed-validation-httpcode", 401),
    failureMessage: reader.attribute("failed-validation-error-message"),
    requireExpirationTime: reader.flag("require-expiration-time", true),
    requireSignedTokens: reader.flag("require-signed-tokens", true),
    clockSkew: reader.number("clock-skew", 0),
    openIdConfigs: reader.openIdConfigs(),
    signingKeys: reader.signingKeys(),
    decryptionKeys: reader.decryptionKeys(),
    audiences: reader.audiences(),
    issuers: reader.issuers(),
    requiredClaims: reader.requiredClaims(),
    outputVariable: attribute(element, "output-token-variable-name")?.value,
  };
}

class RequirementReader {
  constructor(
    private readonly jwt: JwtPolicy,
    private readonly resolve: ResolveValue | undefined,
  ) {}

  attribute(name: string): Maybe<string | undefined> {
    return readAttribute(this.jwt.element, name, this.resolve);
  }

  number(name: string, fallback: number): Maybe<number> {
    const value = this.attribute(name);
    if (!value.known) return unknown;
    if (value.value === undefined) return known(fallback);
    return /^\s*\d+\s*$/.test(value.value) ? known(Number(value.value)) : unknown;
  }

  flag(name: string, fallback: boolean): Maybe<boolean> {
    const value = this.attribute(name);
    if (!value.known) return unknown;
    if (value.value === undefined) return known(fallback);
    const written = value.value.trim().toLowerCase();
    return written === "true" || written === "false" ? known(written === "true") : unknown;
  }

  source(): Maybe<TokenSource> {
    const header = this.attribute("header-name");
    if (!header.known) return unknown;
    if (header.value !== undefined) return known({ kind: "header", name: header.value });
    const query = this.attribute("query-parameter-name");
    if (!query.known) return unknown;
    if (query.value !== undefined) return known({ kind: "query", name: query.value });
    const token = this.attribute("token-value");
    if (!token.known) return known({ kind: "value", value: unknown });
    return token.value === undefined ? unknown : known({ kind: "value", value: known(token.value) });
  }

  /** An `openid-config` without an address is unknown. */
  openIdConfigs(): readonly Maybe<string>[] {
    const { openIdConfigs, openIdConfigCount } = this.jwt;
    const without = Array.from({ length: openIdConfigCount - openIdConfigs.length }, () => unknown);
    return [...this.texts(openIdConfigs), ...without];
  }

  audiences(): readonly Maybe<string>[] {
    return this.texts(this.jwt.audiences);
  }

  issuers(): readonly Maybe<string>[] {
    return this.texts(this.jwt.issuers);
  }

  /** The gateway takes no keys from the older form of the list. */
  signingKeys(): readonly SigningKey[] {
    return this.jwt.keys
      .filter(({ element }) => element.parent?.name === "issuer-signing-keys")
      .map((key) => this.key(key));
  }

  decryptionKeys(): readonly SigningKey[] {
    return this.jwt.decryptionKeys.map((key) => this.key(key));
  }

  requiredClaims(): readonly RequiredClaim[] {
    return this.jwt.claims.map((claim) => this.claim(claim));
  }

  private claim({ element, name, match, values }: ClaimReading): RequiredClaim {
    const written = match ? this.text(match) : known("all");
    return {
      name: name ? this.text(name) : unknown,
      match: written.known ? known(written.value === "any" ? "any" : "all") : unknown,
      separator: readAttribute(element, "separator", this.resolve),
      values: this.texts(values),
    };
  }

  private key(key: Item): SigningKey {
    const id = readAttribute(key.element, "id", this.resolve);
    return { id: id.known ? id.value : undefined, material: this.material(key) };
  }

  private texts(items: readonly Item[]): readonly Maybe<string>[] {
    return items.map(({ value }) => this.text(value));
  }

  private text(value: Value): Maybe<string> {
    return resolved(value, this.resolve);
  }

  private material({ element, value }: Item): Maybe<KeyMaterial> {
    const certificate = readAttribute(element, "certificate-id", this.resolve);
    const n = readAttribute(element, "n", this.resolve);
    const e = readAttribute(element, "e", this.resolve);
    if (!certificate.known || !n.known || !e.known) return unknown;
    if (certificate.value !== undefined)
      return known({ kind: "certificate", certificateId: certificate.value });
    // one without the other is refused at saving; it verifies nothing
    if (n.value !== undefined || e.value !== undefined) {
      return known({ kind: "rsa", n: n.value ?? "", e: e.value ?? "" });
    }
    const content = this.text(value);
    return content.known ? known({ kind: "symmetric", base64: content.value }) : unknown;
  }
}
