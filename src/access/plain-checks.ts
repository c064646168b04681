import { childElements, type EffectiveElement, type ElementNode, elementValue } from "../policy/index.ts";
import type { Check } from "./report.ts";
import { attributeText, flagOf, notKnown, textOrUnknown } from "./written.ts";

/** A check of something else than a token, read. */
export interface PlainCheck {
  readonly check: Check;
  readonly effect: "rejects" | "lets pass" | "unknown";
  /** Why, where it does not reject. */
  readonly why: string | undefined;
}

function checkOf(
  kind: Check["kind"],
  element: EffectiveElement,
  rejects: boolean,
  asks: Check["asks"] = [[notKnown]],
): Check {
  return { kind, asks, rejects, from: element.origin.placeOf(element.element.span.start) };
}

/** Reads a `validate-client-certificate`. */
export function readCertificateCheck(element: EffectiveElement): PlainCheck {
  const check = (rejects: boolean) => checkOf("certificate", element, rejects);
  const ignores = flagOf(element.element, "ignore-error", false);
  if (ignores === true) return { check: check(false), effect: "lets pass", why: "it ignores errors" };
  if (ignores === undefined) {
    return { check: check(false), effect: "unknown", why: "whether it ignores errors is not known" };
  }
  const lists = childElements(element.element, "identities").flatMap((list) => childElements(list));
  // without a list there is one identity that asks for nothing
  const identities = lists.length > 0 ? lists : [undefined];
  if (flagOf(element.element, "validate-trust", true) !== true && !identities.every(provesItself)) {
    const why = "a certificate of anybody's own making passes";
    return { check: check(false), effect: "unknown", why };
  }
  const asks = identities.map((identity) => demandsOf(identity, element));
  return { check: checkOf("certificate", element, true, asks), effect: "rejects", why: undefined };
}

const certificateFlags = [
  "validate-trust",
  "validate-not-before",
  "validate-not-after",
  "validate-revocation",
];

/** What an identity asks of a certificate, and what the policy asks of all. */
function demandsOf(identity: ElementNode | undefined, { element }: EffectiveElement): readonly string[] {
  const names = (identity?.attributes ?? []).map(({ name }) => name);
  const own = names.map((name) => {
    const value = identity && attributeText(identity, name);
    return value === undefined || value === notKnown ? notKnown : `${name}=${value}`;
  });
  const general = certificateFlags.flatMap((name) => {
    const flag = flagOf(element, name, true);
    return flag === false ? [] : [flag ? name : notKnown];
  });
  return [...own, ...(identity?.moreAttributes ? [notKnown] : []), ...general];
}

/** Whether nobody else can make a certificate that an identity fits: names of subjects and issuers are anybody's to write. */
function provesItself(identity: ElementNode | undefined): boolean {
  const names = ["thumbprint", "issuer-certificate-id"];
  return identity !== undefined && names.some((name) => attributeText(identity, name) !== undefined);
}

/** Reads an `ip-filter`; `undefined` for one that restricts nobody, since it forbids some. */
export function readAddressCheck(element: EffectiveElement): PlainCheck | undefined {
  const action = attributeText(element.element, "action");
  if (action === "forbid") return undefined;
  const check = (rejects: boolean) => checkOf("address", element, rejects);
  if (action !== "allow") {
    return { check: check(false), effect: "unknown", why: "whether it allows or forbids is not known" };
  }
  const ranges = childElements(element.element).map((child) => rangeOf(child, element));
  if (ranges.includes(undefined)) {
    return { check: check(false), effect: "unknown", why: "its addresses are not known" };
  }
  const isAll = coversAll(ranges.flatMap((range) => (range && range !== "other" ? [range] : [])));
  if (isAll) return { check: check(false), effect: "lets pass", why: "it allows all addresses" };
  const asks = ranges.map((range) => [
    range && range !== "other" ? range.map(addressOf).join("-") : notKnown,
  ]);
  return { check: checkOf("address", element, true, asks), effect: "rejects", why: undefined };
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}

/** First and last of the addresses of IPv4, as numbers. */
type Range = readonly [number, number];

/** The addresses that a child allows; `other` for what is no IPv4, `undefined` for what cannot be known. */
function rangeOf(child: ElementNode, element: EffectiveElement): Range | "other" | undefined {
  if (child.name === "address-range") {
    const bound = (name: string) => attributeText(child, name) ?? notKnown;
    const [from, to] = [bound("from"), bound("to")];
    if (from === notKnown || to === notKnown) return undefined;
    const [first, last] = [numberOf(from), numberOf(to)];
    return first === undefined || last === undefined ? "other" : [first, last];
  }
  const text = textOrUnknown(elementValue(child, element.origin.text));
  if (child.name !== "address" || text === notKnown) return undefined;
  const [address = "", bits = "32"] = text.split("/");
  const first = numberOf(address);
  return first === undefined ? "other" : [first, first + 2 ** (32 - Number(bits)) - 1];
}

function numberOf(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function coversAll(ranges: readonly Range[]): boolean {
  let next = 0;
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    if (first > next) return false;
    next = Math.max(next, last + 1);
  }
  return next >= 2 ** 32;
}

/**
 * Reads a `check-header`. What it asks for is a password only where the policy does not show it: every value is secret, computed,
 * or stands in a named value.
 */
export function readHeaderCheck(element: EffectiveElement): PlainCheck {
  const { origin } = element;
  const values = childElements(element.element, "value");
  const isKept = (value: ElementNode) => {
    const { literal, span, text } = elementValue(value, origin.text);
    return textOrUnknown({ literal, text }) === notKnown || origin.filled.comesFromNamedValue(span);
  };
  const name = attributeText(element.element, "name");
  if (name !== undefined && name !== notKnown && values.length > 0 && values.every(isKept)) {
    const asks = values.map((value) => {
      const written = writtenValue(value, element);
      return [written === notKnown ? notKnown : `${name.toLowerCase()}: ${written}`];
    });
    return { check: checkOf("header", element, true, asks), effect: "rejects", why: undefined };
  }
  const what =
    values.length === 0 ? "any value of the header will do" : "a value it asks for is written in the policy";
  const why =
    name === notKnown ? "the header's name is not known" : `${what}, which proves nobody's identity`;
  return { check: checkOf("header", element, false), effect: "unknown", why };
}

/** The named value that an element names; what else is written may be a password. */
function writtenValue(value: ElementNode, { origin }: EffectiveElement): string {
  const { start, end } = origin.sourceSpan(elementValue(value, origin.text).span);
  const written = (origin.source.text ?? "").slice(start, end).trim();
  return /^\{\{[^{}]+\}\}$/.test(written) ? written : notKnown;
}
