import type { Span } from "../../core/span.ts";
import type { ElementFacts } from "../facts/model.ts";
import { bareCode, signEdits } from "../syntax/bare-code.ts";
import type { ChildNode, ElementNode, ExpressionNode, PolicyDocument } from "../syntax/nodes.ts";
import { holdsTemplate, withoutTemplates } from "../syntax/templates.ts";
import type { ElementRule, Fix, RuleContext } from "./engine/rule.ts";
import { codeInPlaceOfName } from "./reading/code-for-name.ts";
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
  reads: "content",
  applies: ({ facts }) => facts !== undefined,
  check({ element, place: { facts, path } }, context) {
    if (!holdsSign(context)) return;
    if (!element.broken) checkAttributes(element, facts, context);
    const isText = facts?.content === "text" || (path === "set-body" && !attribute(element, "template"));
    if (isText) checkContent(element, context);
  },
};

/** Written so that the engine skips through a text: for a plain string it would stop at each "c". */
const contextMember = /context[.]/;

/** Whether a document has what this rule looks for, kept since every element is asked about. */
const signs = new WeakMap<PolicyDocument, boolean>();

function holdsSign({ document, text }: RuleContext): boolean {
  const known = signs.get(document);
  if (known !== undefined) return known;
  const holds = text.includes("@") || text.includes(")") || contextMember.test(text);
  signs.set(document, holds);
  return holds;
}

function checkAttributes(element: ElementNode, facts: ElementFacts | undefined, context: RuleContext): void {
  for (const attribute of element.attributes) {
    const { value, valueSpan, expression } = attribute;
    if (!valueSpan || expression) continue;
    if (value.includes("@")) {
      const found = opening.exec(value);
      if (found && !isAllButForms(value))
        context.report({ start: valueSpan.start + found.index, end: valueSpan.end }, message);
    } else reportCode(valueSpan, value, context, () => codeInPlaceOfName(attribute, facts));
  }
}

function checkContent(element: ElementNode, context: RuleContext): void {
  const pieces = element.children.filter(({ kind }) => kind !== "comment");
  for (const piece of pieces) {
    const text = context.text.slice(piece.span.start, piece.span.end);
    if (piece.kind === "expression" && pieces.length > 1) {
      if (pieces.every((other) => other === piece || isForm(other, context.text))) continue;
      context.report(piece.span, message, { fix: concatenate(piece, pieces, context.text) });
    } else if (piece.kind === "text" && text.includes("@")) {
      const found = opening.exec(text);
      if (found && !(pieces.length === 1 && isAllButForms(text)))
        context.report(restOfLine(piece.span.start + found.index, piece.span.end, context.text), message);
    } else if (piece.kind === "text" && pieces.length === 1) {
      reportCode(piece.span, text, context);
    }
  }
}

/** Whether an expression is all of a value but for what is filled in, which may be nothing. */
function isAllButForms(value: string): boolean {
  return /^\s*@[({]/.test(withoutTemplates(value)) && holdsTemplate(value);
}

function isForm({ kind, span }: ChildNode, text: string): boolean {
  return kind === "text" && withoutTemplates(text.slice(span.start, span.end)).trim() === "";
}

/** Text that would be code if only it began with "@(", unless that was told of it as a problem of the markup. */
function reportCode(
  { start, end }: Span,
  value: string,
  context: RuleContext,
  refusal?: () => ReturnType<typeof codeInPlaceOfName>,
): void {
  const code = bareCode(value);
  if (!code) return;
  const { problems } = context.document;
  const isTold = problems.some(
    (problem) =>
      problem.code === "missing-expression-sign" && start <= problem.span.start && problem.span.start < end,
  );
  if (isTold) return;
  const span = { start, end };
  const refused = refusal?.();
  if (refused) {
    context.report(span, refused.message, { fix: refused.fix, hides: span });
    return;
  }
  const edits = signEdits(context.text, start, end, code);
  const fix = { title: "Make it an expression", edits, safe: false, mends: true } as const;
  context.report(span, 'This is text: an expression begins with "@(".', { fix, hides: span });
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
