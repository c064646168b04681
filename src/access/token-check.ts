import {
  attribute,
  type ClaimReading,
  childElements,
  type ElementNode,
  elementValue,
  type Item,
  type JwtPolicy,
  type PolicyText,
  readClaim,
  readJwtPolicy,
} from "../policy/index.ts";
import { type AcceptedIssuers, issuerOfDiscovery, issuersOfEntra } from "./issuers.ts";
import type { Check, ClaimCheck } from "./report.ts";
import {
  keysOf,
  needsOtherScheme,
  type RequiredClaim,
  refusalStatus,
  requiredClaims,
  requiredClients,
  unknownClaim,
} from "./token-demands.ts";
import { attributeOf, attributeText, flagOf, notKnown, textOrUnknown } from "./written.ts";

/** A check of a token, read. */
export interface TokenCheck {
  readonly check: Check;
  /** What becomes of a caller without a good token. */
  readonly effect: "rejects" | "lets pass" | "refuses everybody" | "unknown";
  /** Why, where it does not reject. */
  readonly why: string | undefined;
  /**
   * Where the token is read from: `header authorization`, `query token`; `value` for one that is given in the policy; `undefined`
   * when that is not known.
   */
  readonly source: string | undefined;
  readonly issuers: AcceptedIssuers;
  /** `undefined` when any will do, or not all are known. */
  readonly audiences: ReadonlySet<string> | undefined;
  /** Issuers that the policy names, besides those of documents. */
  readonly named: readonly string[];
  /** Where the keys are found that it checks signatures by. */
  readonly keys: readonly string[];
  readonly required: readonly RequiredClaim[];
  /** Whoever is refused gets this; `undefined` when it is not known. */
  readonly status: number | undefined;
  /** Whether it refuses tokens that are sent as bearer tokens. */
  readonly needsOtherScheme: boolean | undefined;
}

/** An element and the document that it stands in. */
interface Standing {
  readonly element: ElementNode;
  readonly origin: PolicyText;
}

const unreadable = "its attributes cannot be read";

/** Where a token is read from; without a word of it, where bearer tokens stand. */
function sourceOf(element: ElementNode): string | undefined {
  const header = attributeText(element, "header-name");
  const query = header === undefined ? attributeText(element, "query-parameter-name") : undefined;
  if (header === notKnown || query === notKnown) return undefined;
  if (header !== undefined) return `header ${header.toLowerCase()}`;
  if (query !== undefined) return `query ${query}`;
  return attributeOf(element, "token-value") ? "value" : "header authorization";
}

/** Reads a `validate-jwt`. */
export function readJwtCheck({ element, origin }: Standing): TokenCheck {
  const jwt = readJwtPolicy(element, origin.text);
  const discovery = [
    ...jwt.openIdConfigs.map(({ value }) => textOrUnknown(value)),
    ...Array.from({ length: jwt.openIdConfigCount - jwt.openIdConfigs.length }, () => notKnown),
  ];
  const named = texts(jwt.issuers, jwt.mayHoldMore("issuers"));
  const found = discovery.map((url) => issuerOfDiscovery(url) ?? notKnown);
  const issuers = named.length > 0 ? named : found.length > 0 ? unique(found) : [notKnown];
  const audiences = texts(jwt.audiences, jwt.mayHoldMore("audiences"));
  const { effect, why } = effectOf(element, jwt);
  return {
    check: {
      kind: "jwt",
      issuers,
      discovery,
      audiences,
      claims: jwt.claims.map(claimOf),
      rejects: effect !== "lets pass",
      from: origin.placeOf(element.span.start),
    },
    effect,
    why,
    source: sourceOf(element),
    issuers: allKnown([...named, ...found]),
    audiences: audiences.length > 0 ? allKnown(audiences) : undefined,
    named,
    keys: keysOf(jwt, discovery),
    required: [
      ...requiredClaims(element, (claim) => claimOf(readClaim(claim, origin.text))),
      ...(jwt.mayHoldMore("required-claims") ? [unknownClaim] : []),
    ],
    ...refusalOf(element),
  };
}

/** How a check of either kind refuses. */
function refusalOf(element: ElementNode): Pick<TokenCheck, "status" | "needsOtherScheme"> {
  return {
    status: refusalStatus(element, "failed-validation-httpcode", 401),
    needsOtherScheme: needsOtherScheme(element),
  };
}

function effectOf(element: ElementNode, jwt: JwtPolicy): Pick<TokenCheck, "effect" | "why"> {
  if (element.broken) return { effect: "unknown", why: unreadable };
  const signed = flagOf(element, "require-signed-tokens", true);
  if (signed === false) return { effect: "lets pass", why: "it takes tokens without a signature" };
  if (signed === undefined) return { effect: "unknown", why: "whether it asks for a signature is not known" };
  const mayHaveKeys =
    jwt.hasKeys ||
    jwt.openIdConfigCount > 0 ||
    jwt.decryptionKeys.length > 0 ||
    jwt.mayHoldMore("issuer-signing-keys");
  if (!mayHaveKeys) {
    return { effect: "refuses everybody", why: "it asks for a signature and has no key to check one by" };
  }
  return { effect: "rejects", why: undefined };
}

/** Reads a `validate-azure-ad-token`. */
export function readEntraCheck({ element, origin }: Standing): TokenCheck {
  const { text } = origin;
  const tenant = tenantNamed(attributeText(element, "tenant-id") ?? notKnown);
  const isOne = tenant !== notKnown && !/^(?:common|organizations|consumers)$/i.test(tenant);
  const issuers = isOne ? issuersOfEntra(tenant) : undefined;
  const list = (name: string, item: string) =>
    childElements(element, name).flatMap((parent) =>
      childElements(parent, item).map((child) => textOrUnknown(elementValue(child, text))),
    );
  const audiences = list("audiences", "audience");
  const { broken } = element;
  const required = requiredClaims(element, (claim) => ({
    name: attribute(claim, "name")?.value ?? notKnown,
    values: childElements(claim, "value").map((child) => textOrUnknown(elementValue(child, text))),
    match: matchOf(attribute(claim, "match")?.value),
  }));
  return {
    check: {
      kind: "entra",
      issuers: issuers ? [...issuers] : [notKnown],
      discovery: [],
      audiences,
      claims: required.map(({ separator: _, ...claim }) => claim),
      rejects: true,
      from: origin.placeOf(element.span.start),
    },
    effect: broken ? "unknown" : "rejects",
    why: broken ? unreadable : undefined,
    source: sourceOf(element),
    issuers,
    audiences: audiences.length > 0 ? allKnown(audiences) : undefined,
    named: [],
    keys: [],
    required: [...required, ...requiredClients(element, text)],
    ...refusalOf(element),
  };
}

/** A tenant stands by its id or a domain, or at the end of an address. */
function tenantNamed(written: string): string {
  const [last = notKnown] = written
    .replace(/^https?:\/\//i, "")
    .replace(/\/+$/, "")
    .split("/")
    .slice(-1);
  return last;
}

function texts(items: readonly Item[], mayHoldMore: boolean): readonly string[] {
  const known = items.map(({ value }) => textOrUnknown(value));
  return unique(mayHoldMore ? [...known, notKnown] : known);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function allKnown(values: readonly string[]): ReadonlySet<string> | undefined {
  return values.length > 0 && !values.includes(notKnown) ? new Set(values) : undefined;
}

function claimOf({ name, match, values }: ClaimReading): ClaimCheck {
  return {
    name: textOrUnknown(name),
    values: values.map(({ value }) => textOrUnknown(value)),
    match: matchOf(match && textOrUnknown(match)),
  };
}

function matchOf(text: string | undefined): ClaimCheck["match"] {
  if (text === undefined || text === "all") return "all";
  return text === "any" ? "any" : "?";
}
