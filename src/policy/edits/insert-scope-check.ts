import type { TextEdit } from "../../core/edit.ts";
import { attribute, type ElementNode, literalValue, type PolicyDocument } from "../syntax/index.ts";
import { addScopes } from "./amend-validate-jwt.ts";
import { inboundOf, insertLines } from "./insert-inbound.ts";
import { type JwtLink, type LinkValue, readJwtLinks } from "./jwt-links.ts";
import { layoutOf } from "./layout.ts";
import { elementLines, type NewElement } from "./new-element.ts";

/**
 * The edits after which calls that pass the checks of `document` must have `scopes`, too: `check`, a `validate-jwt` that asks for
 * them and refuses with 403, behind `<base />` and behind the other checks, or the scopes that the one lacks which refuses with
 * 403 and is for the same tenant and audience. An empty text becomes a whole document.
 *
 * @throws Failure `invalid-input` when the document is malformed, is no `<policies>`, or a text cannot be written.
 */
export function insertScopeCheck(
  document: PolicyDocument,
  check: NewElement,
  scopes: readonly string[],
): readonly TextEdit[] {
  const layout = layoutOf(document);
  const lines = elementLines(check, layout);
  const inbound = document.root && inboundOf(document);
  const link = readJwtLinks(document).find(
    (one) => inbound && one.element.parent === inbound && isSuch(document, one, lines.join("\n")),
  );
  if (link) return addScopes({ document, link, layout }, scopes);
  return [insertLines(document, lines, layout, { place: "behind-checks" })];
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
