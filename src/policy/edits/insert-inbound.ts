import type { TextEdit } from "../../core/edit.ts";
import { Failure } from "../../core/failure.ts";
import { span } from "../../core/span.ts";
import { attribute, childElements, type ElementNode, type PolicyDocument } from "../syntax/index.ts";
import { policiesLines, sectionLines } from "./default-document.ts";
import { insertChild } from "./insertion.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { elementLines, type NewElement } from "./new-element.ts";
import { refuseBrokenDocument } from "./refuse-broken.ts";

/**
 * Where in the inbound section: what checks callers stands behind `<base />` and every `cors`, what asks more of those who passed
 * stands behind the checks of tokens, what prepares the call of the backend comes last.
 */
interface InboundPlace {
  readonly place: "check" | "behind-checks" | "last";
  /** Ids of policy fragments that hold a `cors`. */
  readonly corsFragments?: readonly string[];
}

/**
 * The edits that put `elements` into the inbound section of `document`, every other character as it was. An empty text becomes
 * a whole document.
 *
 * @throws Failure `invalid-input` when the document is malformed, is no `<policies>`, or a text cannot be written.
 */
export function insertIntoInbound(
  document: PolicyDocument,
  elements: readonly NewElement[],
  where: InboundPlace,
): readonly TextEdit[] {
  const layout = layoutOf(document);
  const lines = elements.flatMap((element) => elementLines(element, layout));
  return lines.length === 0 ? [] : [insertLines(document, lines, layout, where)];
}

/** Whether every call meets each of `elements` just so in the inbound section of `document`; spaces aside. */
export function holdsInInbound(document: PolicyDocument, elements: readonly NewElement[]): boolean {
  const inbound = document.root && childElements(document.root, "inbound")[0];
  if (!inbound || elements.length === 0) return false;
  const layout = layoutOf(document);
  const there = childElements(inbound).map(({ span: { start, end } }) =>
    withoutSpace(document.text.slice(start, end)),
  );
  return elements.every((element) => there.includes(withoutSpace(elementLines(element, layout).join(""))));
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

/** As {@link insertIntoInbound}, of lines that are indented from their own start. */
export function insertLines(
  document: PolicyDocument,
  lines: readonly string[],
  layout: Layout,
  where: InboundPlace,
): TextEdit {
  const { root } = document;
  if (root === undefined) return wholeDocument(document, lines, layout);
  const inbound = inboundOf(document);
  if (inbound === undefined) {
    return insertChild(document, root, undefined, sectionLines("inbound", lines, layout), layout);
  }
  const after = where.place === "last" ? childElements(inbound).at(-1) : predecessor(inbound, where);
  return insertChild(document, inbound, after, lines, layout);
}

/**
 * The inbound section; `undefined` where there is none yet.
 *
 * @throws Failure `invalid-input` when the document is malformed or is no `<policies>`.
 */
export function inboundOf(document: PolicyDocument): ElementNode | undefined {
  refuseBrokenDocument(document);
  const { root } = document;
  if (root && root.name !== "policies") throw noPolicies(root);
  return root && childElements(root, "inbound")[0];
}

/**
 * What must run before a check: the inherited policies, and whatever answers browsers. Behind the check, a preflight
 * and a refusal would carry no CORS headers, and the page would see a CORS error in place of the 401.
 */
function predecessor(inbound: ElementNode, { place, corsFragments = [] }: InboundPlace) {
  const fragments = corsFragments.map((id) => id.toLowerCase());
  const isBehind = place === "behind-checks";
  return childElements(inbound).findLast(
    (child) => child.name === "base" || (isBehind && holdsCheck(child)) || holdsCors(child, fragments),
  );
}

/** Whether `element` is a check of tokens, or has one somewhere inside. */
function holdsCheck(element: ElementNode): boolean {
  const isCheck = element.name === "validate-jwt" || element.name === "validate-azure-ad-token";
  return isCheck || childElements(element).some(holdsCheck);
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
