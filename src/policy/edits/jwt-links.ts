import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Span } from "../../core/span.ts";
import {
  attribute,
  childElements,
  type ElementNode,
  literalValue,
  type PolicyDocument,
  textOf,
} from "../syntax/index.ts";

/** A value in a policy; unknown when the gateway computes it or a named value is part of it. */
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
    .map((element) => readLink(document, element));
}

function readLink(document: PolicyDocument, element: ElementNode): JwtLink {
  const entries = {
    discoveryUrls: childElements(element, "openid-config").flatMap(discoveryUrl),
    issuers: listed(document, element, "issuers", "issuer"),
    audiences: listed(document, element, "audiences", "audience"),
  };
  const all = [...entries.discoveryUrls, ...entries.issuers, ...entries.audiences];
  return {
    element,
    span: element.span,
    discoveryUrls: literals(entries.discoveryUrls),
    issuers: literals(entries.issuers),
    audiences: literals(entries.audiences),
    requiredClaims: childElements(element, "required-claims")
      .flatMap((list) => childElements(list, "claim"))
      .map((claim) => readClaim(document, claim)),
    entries,
    complete: all.every(({ value }) => value.known),
  };
}

function discoveryUrl(config: ElementNode): readonly LinkValue[] {
  const url = attribute(config, "url");
  if (!url?.valueSpan) return [];
  return [{ value: literalValue(url), span: url.valueSpan, element: config }];
}

function listed(
  document: PolicyDocument,
  element: ElementNode,
  list: string,
  item: string,
): readonly LinkValue[] {
  return childElements(element, list)
    .flatMap((child) => childElements(child, item))
    .map((child) => readText(document, child));
}

function readText(document: PolicyDocument, element: ElementNode): LinkValue {
  const { value, span } = textOf(document, element);
  return { value, span, element };
}

function readClaim(document: PolicyDocument, element: ElementNode): RequiredClaim {
  const name = attribute(element, "name");
  const match = attribute(element, "match");
  const separator = attribute(element, "separator");
  const separatorValue = separator && literalValue(separator);
  return {
    element,
    name: name ? literalValue(name) : unknown,
    match: match?.value === "any" ? "any" : "all",
    separator: separatorValue?.known ? separatorValue.value : undefined,
    values: childElements(element, "value").map((value) => readText(document, value)),
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
