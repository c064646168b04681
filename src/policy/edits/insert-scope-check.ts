import type { TextEdit } from "../../core/edit.ts";
import { attribute, type ElementNode, literalValue, type PolicyDocument } from "../syntax/index.ts";
import { addScopes } from "./amend-validate-jwt.ts";
import { inboundOf, insertLines } from "./insert-inbound.ts";
import { isIssuedBy } from "./issued-by.ts";
import { type JwtLink, type LinkValue, readJwtLinks } from "./jwt-links.ts";
import { layoutOf } from "./layout.ts";
import { elementLines, type NewElement } from "./new-element.ts";

/**
 * The edits after which calls that pass the checks of `document` must have `scopes`, too: `check`, a `validate-jwt` that asks for
 * them and refuses with 403, behind `<base />` and behind the other checks, or the scopes that the one lacks which refuses with
 * 403 and is for the same tenant and audience. With `onlyOf` they are asked of tokens of that issuer, and of nobody else who passes
 * the checks. An empty text becomes a whole document.
 *
 * @throws Failure `invalid-input` when the document is malformed, is no `<policies>`, or a text cannot be written.
 */
export function insertScopeCheck(
  document: PolicyDocument,
  check: NewElement,
  scopes: readonly string[],
  onlyOf?: string,
): readonly TextEdit[] {
  const layout = layoutOf(document);
  const written = elementLines(check, layout).join("\n");
  const inbound = document.root && inboundOf(document);
  const link = readJwtLinks(document).find(
    (one) => inbound && isMet(one.element, inbound, onlyOf) && isSuch(document, one, written),
  );
  if (link) return addScopes({ document, link, layout }, scopes);
  const whole = onlyOf === undefined ? check : branchFor(onlyOf, check);
  return [insertLines(document, elementLines(whole, layout), layout, { place: "behind-checks" })];
}

/** A `choose` whose one branch holds `check`, for tokens of `issuer`. */
function branchFor(issuer: string, check: NewElement): NewElement {
  const condition = { expression: isIssuedBy(issuer) };
  return { name: "choose", children: [{ name: "when", attributes: { condition }, children: [check] }] };
}

/** Whether every call meets the check, or every call with a token of `onlyOf`. */
function isMet({ parent }: ElementNode, inbound: ElementNode, onlyOf: string | undefined): boolean {
  if (parent === inbound) return true;
  if (onlyOf === undefined || parent?.name !== "when" || parent.parent?.parent !== inbound) return false;
  return attribute(parent, "condition")?.value === isIssuedBy(onlyOf);
}

/** Refuses with 403, and is for the tenant and the audience that stand in `written`, in whatever way. */
function isSuch({ text }: PolicyDocument, { element, entries }: JwtLink, written: string): boolean {
  const only = ([first, ...more]: readonly LinkValue[]) =>
    first && more.length === 0 ? text.slice(first.span.start, first.span.end) : undefined;
  const [url, audience] = [only(entries.discoveryUrls), only(entries.audiences)];
  return (
    refusesWith403(element) &&
    url !== undefined &&
    audience !== undefined &&
    written.includes(`url="${url}"`) &&
    written.includes(`<audience>${audience}</audience>`)
  );
}

function refusesWith403(element: ElementNode): boolean {
  const status = attribute(element, "failed-validation-httpcode");
  const value = status && literalValue(status);
  return value?.known === true && value.value === "403";
}
