import {
  attribute,
  childElements,
  type ElementNode,
  elementValue,
  type Item,
  type JwtPolicy,
} from "../policy/index.ts";
import type { ClaimCheck } from "./report.ts";
import { attributeText, notKnown, textOrUnknown } from "./written.ts";

/** A claim that a token must have, and how its text is taken apart before it is compared. */
export interface RequiredClaim extends ClaimCheck {
  /** `undefined`: the text is one value; `?`: not known. */
  readonly separator: string | undefined;
}

/** A claim of which nothing is known. */
export const unknownClaim: RequiredClaim = {
  name: notKnown,
  values: [],
  match: "?",
  separator: notKnown,
};

/** The claims that an element asks for, by what `claimOf` reads of each. */
export function requiredClaims(
  element: ElementNode,
  claimOf: (claim: ElementNode) => ClaimCheck,
): readonly RequiredClaim[] {
  return childElements(element, "required-claims").flatMap((list) =>
    childElements(list, "claim").map((claim) => ({
      ...claimOf(claim),
      // white space counts
      separator: separatorOf(claim),
    })),
  );
}

function separatorOf(claim: ElementNode): string | undefined {
  const written = attribute(claim, "separator");
  if (!written) return undefined;
  return attributeText(claim, "separator") === notKnown && written.value.trim() !== ""
    ? notKnown
    : written.value;
}

/** The applications that `validate-azure-ad-token` takes tokens of, as a claim; none where any will do. */
export function requiredClients(element: ElementNode, text: string): readonly RequiredClaim[] {
  const ids = childElements(element, "client-application-ids").flatMap((list) =>
    childElements(list, "application-id").map((id) => textOrUnknown(elementValue(id, text))),
  );
  return ids.length > 0 ? [{ name: "azp", values: ids, match: "any", separator: undefined }] : [];
}

/**
 * Where the keys are found that a `validate-jwt` knows: addresses of documents, and the keys that it holds itself, none of
 * which can be told from its name.
 */
export function keysOf(jwt: JwtPolicy, discovery: readonly string[]): readonly string[] {
  const held = jwt.keys.map(nameOfKey);
  return jwt.mayHoldMore("issuer-signing-keys") ? [...discovery, ...held, notKnown] : [...discovery, ...held];
}

function nameOfKey({ element, value }: Item): string {
  const certificate = attributeText(element, "certificate-id");
  if (certificate !== undefined) return certificate === notKnown ? notKnown : `certificate:${certificate}`;
  const modulus = attributeText(element, "n");
  if (modulus !== undefined) return modulus === notKnown ? notKnown : `rsa:${digestOf(modulus)}`;
  const reference = /^\{\{[ \t]*([\w.-]+)[ \t]*\}\}$/.exec(value.text);
  if (reference) return `value:${reference[1]}`;
  return textOrUnknown(value) === notKnown ? notKnown : `text:${digestOf(value.text)}`;
}

/** Tells texts apart and does not show them (FNV-1a of 32 bits). */
function digestOf(text: string): string {
  let digest = 0x811c9dc5;
  for (const character of text) digest = Math.imul(digest ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (digest >>> 0).toString(16);
}

/** The status that a check refuses with, as `attribute` says; `undefined` when it cannot be known. */
export function refusalStatus(
  element: ElementNode,
  name: string,
  fallback: number | undefined,
): number | undefined {
  const text = attributeText(element, name);
  if (text === undefined) return fallback;
  return /^\d{3}$/.test(text) ? Number(text) : undefined;
}

/** Whether a bearer token is not what the header is to hold. */
export function needsOtherScheme(element: ElementNode): boolean | undefined {
  const scheme = attributeText(element, "require-scheme");
  const header = attributeText(element, "header-name");
  if (scheme === undefined || header?.toLowerCase() !== "authorization") return false;
  return scheme === notKnown ? undefined : scheme.toLowerCase() !== "bearer";
}
