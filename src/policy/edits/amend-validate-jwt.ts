import type { TextEdit } from "../../core/edit.ts";
import { span } from "../../core/span.ts";
import {
  attribute,
  childElements,
  type ElementNode,
  literalValue,
  type PolicyDocument,
} from "../syntax/index.ts";
import { insertChild } from "./insertion.ts";
import { itemLine, listLines, requiredClaimsLines, scopeClaimLines } from "./jwt-block.ts";
import { includesValue, type JwtLink, type LinkValue, type RequiredClaim } from "./jwt-links.ts";
import { attributeText, type ValidateJwtOptions } from "./jwt-options.ts";
import type { Layout } from "./layout.ts";

/** The service wants the children in this order. */
const order = [
  "openid-config",
  "issuer-signing-tokens",
  "issuer-signing-keys",
  "decryption-keys",
  "audiences",
  "issuers",
  "required-claims",
];

interface Amendment {
  readonly document: PolicyDocument;
  readonly link: JwtLink;
  readonly layout: Layout;
}

/** What `link` lacks to accept tokens as `options` say; what it accepts besides stays. */
export function amendValidateJwt(
  document: PolicyDocument,
  link: JwtLink,
  options: ValidateJwtOptions,
  layout: Layout,
): readonly TextEdit[] {
  const amendment: Amendment = { document, link, layout };
  const { issuers, audiences } = link.entries;
  const message = options.failedValidationErrorMessage;
  const status = options.failedValidationHttpCode;
  return joinInsertions([
    ...(status === undefined
      ? []
      : setAttribute(document, link, "failed-validation-httpcode", String(status), "401")),
    ...(message === undefined
      ? []
      : setAttribute(document, link, "failed-validation-error-message", message)),
    ...addToList(amendment, "audiences", "audience", audiences, options.audience),
    // Without a list of its own, validate-jwt takes the issuer from the discovery document.
    ...(childElements(link.element, "issuers").length === 0
      ? []
      : addToList(amendment, "issuers", "issuer", issuers, options.issuer)),
    ...addScopes(amendment, options.requiredScopes ?? []),
  ]);
}

/**
 * What `link` lacks to take tokens as `options` say besides all those that it takes: another discovery address, and issuer and
 * audience where it lists any. A list that is not there keeps out nobody and is not begun.
 */
export function widenValidateJwt(
  document: PolicyDocument,
  link: JwtLink,
  options: ValidateJwtOptions,
  layout: Layout,
): readonly TextEdit[] {
  const amendment: Amendment = { document, link, layout };
  const { element, discoveryUrls, entries } = link;
  const config = `<openid-config url="${attributeText(options.discoveryUrl)}" />`;
  const lastConfig = childElements(element, "openid-config").at(-1);
  const isListed = (list: string) => childElements(element, list).length > 0;
  return joinInsertions([
    ...(discoveryUrls.includes(options.discoveryUrl)
      ? []
      : [insertChild(document, element, lastConfig, [config], layout)]),
    ...(isListed("audiences")
      ? addToList(amendment, "audiences", "audience", entries.audiences, options.audience)
      : []),
    ...(isListed("issuers")
      ? addToList(amendment, "issuers", "issuer", entries.issuers, options.issuer)
      : []),
  ]);
}

/** Of two insertions at one place, only the last needs to lead over to what follows there. */
function joinInsertions(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.map((edit, index) => {
    const next = edits[index + 1];
    const together = next?.span.start === edit.span.start && edit.span.end === edit.span.start;
    return together ? { ...edit, newText: edit.newText.replace(/\r?\n[ \t]*$/, "") } : edit;
  });
}

/** Sets an attribute to `value`; one that the gateway computes is left as it is. */
function setAttribute(
  document: PolicyDocument,
  link: JwtLink,
  name: string,
  value: string,
  whenMissing?: string,
): readonly TextEdit[] {
  const present = attribute(link.element, name);
  if (!present) {
    if (value === whenMissing) return [];
    const end = link.element.attributes.at(-1)?.span.end ?? link.element.nameSpan.end;
    return [{ span: span(end, end), newText: ` ${name}="${attributeText(value)}"` }];
  }
  const current = literalValue(present);
  const { valueSpan } = present;
  if (!current.known || current.value === value || !valueSpan) return [];
  const apostrophes = document.text[valueSpan.start - 1] === "'";
  const encoded = attributeText(value);
  return [{ span: valueSpan, newText: apostrophes ? encoded.replaceAll("'", "&apos;") : encoded }];
}

function addToList(
  { document, link, layout }: Amendment,
  list: string,
  item: string,
  present: readonly LinkValue[],
  value: string,
): readonly TextEdit[] {
  const includes = includesValue(present, value);
  if (includes.known && includes.value) return [];
  const element = childElements(link.element, list)[0];
  if (!element)
    return [insertInOrder({ document, link, layout }, list, listLines(list, item, [value], layout))];
  return [insertChild(document, element, lastChild(element), [itemLine(item, value)], layout)];
}

/** The edits after which a check asks for all of `scopes`, besides what it asks for already. */
export function addScopes(amendment: Amendment, scopes: readonly string[]): readonly TextEdit[] {
  const { document, link, layout } = amendment;
  const claims = link.requiredClaims.filter(isScopeClaim);
  const required = claims.filter(({ match }) => match === "all").flatMap(({ values }) => values);
  const missing = scopes.filter((scope) => {
    const includes = includesValue(required, scope);
    return !(includes.known && includes.value);
  });
  if (missing.length === 0) return [];
  const claim = claims.find(({ match }) => match === "all");
  if (claim) {
    const lines = missing.map((scope) => itemLine("value", scope));
    return [insertChild(document, claim.element, lastChild(claim.element), lines, layout)];
  }
  const list = childElements(link.element, "required-claims")[0];
  if (!list) return [insertInOrder(amendment, "required-claims", requiredClaimsLines(missing, layout))];
  return [insertChild(document, list, lastChild(list), scopeClaimLines(missing, layout), layout)];
}

function isScopeClaim({ name, separator }: RequiredClaim): boolean {
  return name.known && name.value === "scope" && separator === " ";
}

/** Puts `lines` behind the last child that belongs before `name`. */
function insertInOrder(
  { document, link, layout }: Amendment,
  name: string,
  lines: readonly string[],
): TextEdit {
  const before = order.slice(0, order.indexOf(name));
  const after = childElements(link.element).findLast((child) => before.includes(child.name));
  return insertChild(document, link.element, after, lines, layout);
}

function lastChild(element: ElementNode): ElementNode | undefined {
  return childElements(element).at(-1);
}
