import type { TextEdit } from "../../core/edit.ts";
import { Failure } from "../../core/failure.ts";
import { span } from "../../core/span.ts";
import { attribute, childElements, type ElementNode, type PolicyDocument } from "../syntax/index.ts";
import { amendValidateJwt } from "./amend-validate-jwt.ts";
import { policiesLines, sectionLines } from "./default-document.ts";
import { insertChild } from "./insertion.ts";
import { validateJwtLines } from "./jwt-block.ts";
import { readJwtLinks } from "./jwt-links.ts";
import { refuseUnsafeTexts, type ValidateJwtOptions } from "./jwt-options.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { refuseBrokenDocument } from "./refuse-broken.ts";

/**
 * The edits after which `document` accepts tokens as `options` say, every other character as it was: a `validate-jwt`
 * behind `<base />` and behind every `cors` of the inbound section, or as little as is missing in the one that names the
 * same discovery address there. None when nothing is missing. An empty text becomes a whole document.
 *
 * @throws Failure `invalid-input` when the document is malformed, is no `<policies>`, or an option cannot be written.
 */
export function insertValidateJwt(
  document: PolicyDocument,
  options: ValidateJwtOptions,
): readonly TextEdit[] {
  refuseUnsafeTexts(options);
  const layout = layoutOf(document);
  const lines = validateJwtLines(options, layout);
  const { root } = document;
  if (root === undefined) return [wholeDocument(document, lines, layout)];
  refuseBrokenDocument(document);
  if (root.name !== "policies") throw noPolicies(root);
  const inbound = childElements(root, "inbound")[0];
  if (inbound === undefined) {
    return [insertChild(document, root, undefined, sectionLines("inbound", lines, layout), layout)];
  }
  const sameTenant = readJwtLinks(document).filter(
    ({ element, discoveryUrls }) =>
      element.parent === inbound && discoveryUrls.includes(options.discoveryUrl),
  );
  const present = sameTenant.find(({ audiences }) => audiences.includes(options.audience)) ?? sameTenant[0];
  if (present) return amendValidateJwt(document, present, options, layout);
  return [insertChild(document, inbound, predecessor(inbound, options), lines, layout)];
}

/**
 * What must run before the check: the inherited policies, and whatever answers browsers. Behind the check, a preflight
 * and a refusal would carry no CORS headers, and the page would see a CORS error in place of the 401.
 */
function predecessor(inbound: ElementNode, { corsFragments = [] }: ValidateJwtOptions) {
  const fragments = corsFragments.map((id) => id.toLowerCase());
  return childElements(inbound).findLast((child) => child.name === "base" || holdsCors(child, fragments));
}

/** Whether `element` is a `cors`, has one somewhere inside, as a `choose` may, or takes in a fragment with one. */
function holdsCors(element: ElementNode, fragments: readonly string[]): boolean {
  if (element.name === "cors" || answersPreflights(element)) return true;
  const fragment = element.name === "include-fragment" && attribute(element, "fragment-id")?.value;
  if (fragment && fragments.includes(fragment.trim().toLowerCase())) return true;
  return childElements(element).some((child) => holdsCors(child, fragments));
}

/** A branch that answers OPTIONS itself: a `cors` made by hand. */
function answersPreflights(element: ElementNode): boolean {
  return isForPreflights(element) && childElements(element, "return-response").length > 0;
}

/** Whether a branch is for preflights, as far as its condition shows; those carry no token. */
export function isForPreflights(branch: ElementNode): boolean {
  const condition = attribute(branch, "condition")?.value ?? "";
  // With "not" or "or" it is for other calls as well.
  return /\bOPTIONS\b/i.test(condition) && !/!|\|\|/.test(condition);
}

/** A text without any element gets a whole document behind what comments it has. */
function wholeDocument(document: PolicyDocument, lines: readonly string[], layout: Layout): TextEdit {
  refuseBrokenDocument(document);
  const end = document.text.length;
  const fresh = document.text.trim() === "" || document.text.endsWith("\n");
  const newText = policiesLines(lines, layout).join(layout.eol);
  return { span: span(end, end), newText: (fresh ? "" : layout.eol) + newText };
}

function noPolicies(root: ElementNode): Failure {
  return new Failure("invalid-input", `The document is a <${root.name}>, which has no inbound section.`, {
    remedy: "Choose the policy of an API, an operation, a product or the whole service.",
  });
}
