import type { TextEdit } from "../../core/edit.ts";
import { span } from "../../core/span.ts";
import { attribute, type ElementNode, type PolicyDocument } from "../syntax/index.ts";
import { widenValidateJwt } from "./amend-validate-jwt.ts";
import { isIssuedBy } from "./issued-by.ts";
import { indent, validateJwtLines } from "./jwt-block.ts";
import { readJwtLink } from "./jwt-links.ts";
import { refuseUnsafeTexts, type ValidateJwtOptions } from "./jwt-options.ts";
import { indentationOf, type Layout, layoutOf } from "./layout.ts";
import { refuseBrokenDocument } from "./refuse-broken.ts";

/** Lets the `validate-jwt` that is `element` take tokens as `options` say, too; each of its issuers goes with each audience then. */
export function acceptBoth(
  document: PolicyDocument,
  element: ElementNode,
  options: ValidateJwtOptions,
): readonly TextEdit[] {
  const layout = prepared(document, options);
  return widenValidateJwt(document, readJwtLink(element, document.text), options, layout);
}

/**
 * Sends tokens of the issuer in `options` to a check of their own; whatever else comes meets the check `element` as before, which
 * stays byte for byte as it is.
 *
 * @throws Failure `invalid-input` for an issuer that no expression can name.
 */
export function decideByIssuer(
  document: PolicyDocument,
  element: ElementNode,
  options: ValidateJwtOptions,
): readonly TextEdit[] {
  const layout = prepared(document, options);
  const before = [
    "<choose>",
    ...indent(layout, [
      `<when condition="${isIssuedBy(options.issuer)}">`,
      ...indent(layout, ownCheckLines(element, options, layout)),
      "</when>",
      "<otherwise>",
      ...indent(layout, [""]),
    ]),
  ];
  const after = ["", ...indent(layout, ["</otherwise>"]), "</choose>"];
  const { start, end } = element.span;
  const place = placeOf(document, element, layout);
  // the last line leads on to the check itself
  before[before.length - 1] = layout.unit.repeat(2);
  return [
    { span: span(start, start), newText: before.join(place.newLine) },
    { span: span(end, end), newText: after.join(place.newLine) },
  ];
}

/** Puts a check of tokens as `options` say in the place of `element`. */
export function replaceCheck(
  document: PolicyDocument,
  element: ElementNode,
  options: ValidateJwtOptions,
): readonly TextEdit[] {
  const layout = prepared(document, options);
  const { newLine } = placeOf(document, element, layout);
  return [{ span: element.span, newText: ownCheckLines(element, options, layout).join(newLine) }];
}

/** @throws Failure `invalid-input` for a malformed document, or a text that cannot be written. */
function prepared(document: PolicyDocument, options: ValidateJwtOptions): Layout {
  refuseUnsafeTexts(options);
  refuseBrokenDocument(document);
  return layoutOf(document);
}

/** A line end that leads to where the lines beside `element` begin. */
function placeOf(document: PolicyDocument, element: ElementNode, { eol }: Layout): { newLine: string } {
  return { newLine: eol + (indentationOf(document, element) ?? "") };
}

/** A check that fills the variable which `element` fills, too: what stands behind may read it. */
function ownCheckLines(element: ElementNode, options: ValidateJwtOptions, layout: Layout): readonly string[] {
  const [first = "", ...more] = validateJwtLines(options, layout);
  const variable = attribute(element, "output-token-variable-name")?.value;
  // an expression holds quotes as they are; other text may come from between apostrophes
  const written = variable?.startsWith("@") ? variable : variable?.replaceAll('"', "&quot;");
  const attributes = written === undefined ? "" : ` output-token-variable-name="${written}"`;
  return [first + attributes, ...more];
}
