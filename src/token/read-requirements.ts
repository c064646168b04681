import { known, type Maybe, unknown } from "../core/known.ts";
import { attribute, childElements, type ElementNode } from "../policy/index.ts";
import type { JwtRequirements, KeyMaterial, RequiredClaim, SigningKey, TokenSource } from "./requirements.ts";
import { type ResolveValue, readAttribute, readContent, resolveLiteral } from "./written-value.ts";

/**
 * Reads a `validate-jwt` element of the policy `text`. `resolve` decides about expressions and named values; without
 * it they stay unknown.
 */
export function readJwtRequirements(
  element: ElementNode,
  text: string,
  resolve: ResolveValue = resolveLiteral,
): JwtRequirements {
  const reader = new RequirementReader(element, text, resolve);
  return {
    source: reader.source(),
    requireScheme: reader.attribute("require-scheme"),
    failureStatus: reader.number("failed-validation-httpcode", 401),
    failureMessage: reader.attribute("failed-validation-error-message"),
    requireExpirationTime: reader.flag("require-expiration-time", true),
    requireSignedTokens: reader.flag("require-signed-tokens", true),
    clockSkew: reader.number("clock-skew", 0),
    openIdConfigs: reader.openIdConfigs(),
    signingKeys: reader.keys("issuer-signing-keys"),
    decryptionKeys: reader.keys("decryption-keys"),
    audiences: reader.list("audiences", "audience"),
    issuers: reader.list("issuers", "issuer"),
    requiredClaims: reader.requiredClaims(),
    outputVariable: attribute(element, "output-token-variable-name")?.value,
  };
}

class RequirementReader {
  constructor(
    private readonly element: ElementNode,
    private readonly text: string,
    private readonly resolve: ResolveValue,
  ) {}

  attribute(name: string): Maybe<string | undefined> {
    return readAttribute(this.element, name, this.resolve);
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

  openIdConfigs(): readonly Maybe<string>[] {
    return childElements(this.element, "openid-config").map((config) =>
      asString(readAttribute(config, "url", this.resolve)),
    );
  }

  list(parent: string, child: string): readonly Maybe<string>[] {
    return this.grandchildren(parent, child).map((item) => readContent(item, this.text, this.resolve));
  }

  keys(parent: "issuer-signing-keys" | "decryption-keys"): readonly SigningKey[] {
    return this.grandchildren(parent, "key").map((key) => {
      const id = readAttribute(key, "id", this.resolve);
      return { id: id.known ? id.value : undefined, material: this.material(key) };
    });
  }

  requiredClaims(): readonly RequiredClaim[] {
    return this.grandchildren("required-claims", "claim").map((claim) => {
      const match = readAttribute(claim, "match", this.resolve);
      return {
        name: asString(readAttribute(claim, "name", this.resolve)),
        match: match.known ? known(match.value === "any" ? "any" : "all") : unknown,
        separator: readAttribute(claim, "separator", this.resolve),
        values: childElements(claim, "value").map((value) => readContent(value, this.text, this.resolve)),
      };
    });
  }

  private material(key: ElementNode): Maybe<KeyMaterial> {
    const certificate = readAttribute(key, "certificate-id", this.resolve);
    const n = readAttribute(key, "n", this.resolve);
    const e = readAttribute(key, "e", this.resolve);
    if (!certificate.known || !n.known || !e.known) return unknown;
    if (certificate.value !== undefined)
      return known({ kind: "certificate", certificateId: certificate.value });
    // one without the other is refused at saving; it verifies nothing
    if (n.value !== undefined || e.value !== undefined) {
      return known({ kind: "rsa", n: n.value ?? "", e: e.value ?? "" });
    }
    const content = readContent(key, this.text, this.resolve);
    return content.known ? known({ kind: "symmetric", base64: content.value }) : unknown;
  }

  private grandchildren(parent: string, child: string): readonly ElementNode[] {
    return childElements(this.element, parent).flatMap((node) => childElements(node, child));
  }
}

function asString(value: Maybe<string | undefined>): Maybe<string> {
  return value.known && value.value !== undefined ? known(value.value) : unknown;
}
