import type { Span } from "../../core/span.ts";
import type { ChildNode, ElementNode, ExpressionNode, PolicyDocument } from "../syntax/nodes.ts";
import type { ElementRule, Fix, RuleContext } from "./engine/rule.ts";
import { replace } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** The beginning of an expression, but not that of a named value behind an at sign. */
const opening = /@(\(|\{(?!\{))/;

const message =
  "An expression is evaluated only when it is the whole value; beside other text it is text, too.";

/** The service looks at how a value begins and ends. */
export const expressionWholeValue: ElementRule = {
  id: "expression-whole-value",
  severity: "warning",
  doc: "An expression is the whole value, without text before or behind it.",
  on: "element",
  applies: ({ facts }) => facts !== undefined,
  check({ element, place: { facts, path } }, context) {
    if (!holdsSign(context)) return;
    checkAttributes(element, context);
    const isText = facts?.content === "text" || (path === "set-body" && !attribute(element, "template"));
    if (isText) checkContent(element, context);
  },
};

/** Whether a document has an at sign, kept since every element is asked about. */
const signs = new WeakMap<PolicyDocument, boolean>();

function holdsSign({ document, text }: RuleContext): boolean {
  const known = signs.get(document);
  if (known !== undefined) return known;
  const holds = text.includes("@");
  signs.set(document, holds);
  return holds;
}

function checkAttributes(element: ElementNode, context: RuleContext): void {
  for (const { value, valueSpan, expression } of element.attributes) {
    if (!valueSpan || expression || !value.includes("@")) continue;
    const found = opening.exec(value);
    if (!found) continue;
    const start = valueSpan.start + found.index;
    context.report({ start, end: valueSpan.end }, message);
  }
}

function checkContent(element: ElementNode, context: RuleContext): void {
  const pieces = element.children.filter(({ kind }) => kind !== "comment");
  for (const piece of pieces) {
    const text = context.text.slice(piece.span.start, piece.span.end);
    if (piece.kind === "expression" && pieces.length > 1) {
      context.report(piece.span, message, { fix: concatenate(piece, pieces, context.text) });
    } else if (piece.kind === "text" && text.includes("@")) {
      const found = opening.exec(text);
      if (found)
        context.report(restOfLine(piece.span.start + found.index, piece.span.end, context.text), message);
    }
  }
}

function restOfLine(start: number, end: number, text: string): Span {
  const line = /^[^\r\n]*/.exec(text.slice(start, end))?.[0] ?? "";
  return { start, end: start + line.length };
}

/** Makes text before and behind an expression a part of it, when it can be written as C# without a doubt. */
function concatenate(
  { expression, span }: ExpressionNode,
  pieces: readonly ChildNode[],
  text: string,
): Fix | undefined {
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  // Among more than its neighbours there are other expressions.
  if (!first || !last || pieces.length > 3 || expression.form !== "single" || !expression.closed)
    return undefined;
  const before = text.slice(first.span.start, span.start).trimStart();
  const behind = text.slice(span.end, last.span.end).trimEnd();
  if (/[\\"&<@\r\n{}]/.test(before + behind)) return undefined;
  const code = text.slice(expression.codeSpan.start, expression.codeSpan.end);
  const parts = [before && `"${before}"`, `(${code})`, behind && `"${behind}"`].filter(Boolean);
  const whole = { start: first.span.start, end: last.span.end };
  return {
    title: "Make the text a part of the expression",
    edits: [replace(whole, `@(${parts.join(" + ")})`)],
    safe: false,
  };
}
