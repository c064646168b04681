import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Span } from "../../core/span.ts";
import { type ClaimReading, type Item, readJwtPolicy } from "../jwt/read.ts";
import type { ElementNode, PolicyDocument } from "../syntax/index.ts";
import { exactValue, literally } from "../syntax/value.ts";

/** A value in a policy; unknown when the gateway computes it, or a named value or a placeholder is part of it. */
export interface LinkValue {
  readonly value: Maybe<string>;
  /** Of the value itself. */
  readonly span: Span;
  readonly element: ElementNode;
}

/** A `<claim>` under `<required-claims>`. */
export interface RequiredClaim {
  readonly element: ElementNode;
  readonly name: Maybe<string>;
  readonly match: "all" | "any";
  /** Splits the token's claim before it is compared; `undefined` when it is not split. */
  readonly separator: string | undefined;
  readonly values: readonly LinkValue[];
}

/** What one `validate-jwt` of the inbound section accepts. */
export interface JwtLink {
  readonly element: ElementNode;
  readonly span: Span;
  /** The addresses that are written out; see {@link entries} for the others. */
  readonly discoveryUrls: readonly string[];
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly requiredClaims: readonly RequiredClaim[];
  readonly entries: {
    readonly discoveryUrls: readonly LinkValue[];
    readonly issuers: readonly LinkValue[];
    readonly audiences: readonly LinkValue[];
  };
  /** Every address, issuer and audience is written out. */
  readonly complete: boolean;
}

/** What each `validate-jwt` of the inbound section accepts, in document order; commented-out ones do not count. */
export function readJwtLinks(document: PolicyDocument): readonly JwtLink[] {
  return document
    .elements("validate-jwt")
    .filter((element) => element.section === "inbound")
    .map((element) => readJwtLink(element, document.text));
}

/** What one `validate-jwt` of `text` accepts. */
export function readJwtLink(element: ElementNode, text: string): JwtLink {
  const jwt = readJwtPolicy(element, text);
  const entries = {
    discoveryUrls: jwt.openIdConfigs.map(linkValue),
    issuers: jwt.issuers.map(linkValue),
    audiences: jwt.audiences.map(linkValue),
  };
  const all = [...entries.discoveryUrls, ...entries.issuers, ...entries.audiences];
  return {
    element,
    span: element.span,
    discoveryUrls: literals(entries.discoveryUrls),
    issuers: literals(entries.issuers),
    audiences: literals(entries.audiences),
    requiredClaims: jwt.claims.map(requiredClaim),
    entries,
    complete: all.every(({ value }) => value.known),
  };
}

function linkValue({ element, value }: Item): LinkValue {
  return { value: literally(value), span: value.span, element };
}

function requiredClaim({ element, name, match, separator, values }: ClaimReading): RequiredClaim {
  const splitsAt = separator ? exactValue(separator) : undefined;
  return {
    element,
    name: name ? literally(name) : unknown,
    match: match?.text === "any" ? "any" : "all",
    separator: splitsAt?.literal ? splitsAt.text : undefined,
    values: values.map(linkValue),
  };
}

function literals(values: readonly LinkValue[]): readonly string[] {
  return values.flatMap(({ value }) => (value.known && value.value !== "" ? [value.value] : []));
}

/** Whether `values` hold `wanted`: unknown when it is not written out but something unreadable might be it. */
export function includesValue(values: readonly LinkValue[], wanted: string): Maybe<boolean> {
  if (values.some(({ value }) => value.known && value.value === wanted)) return known(true);
  return values.every(({ value }) => value.known) ? known(false) : unknown;
}
