import type { Span } from "../../core/span.ts";
import { describeCharacter, holdsInvisible, isInvisible, skipBlank, trimBlank } from "../syntax/invisible.ts";
import type { AttributeNode, ChildNode } from "../syntax/nodes.ts";
import type { DocumentRule, RuleContext } from "./engine/rule.ts";
import { replace } from "./reading/edits.ts";

/** Whoever reads the document sees nothing of it, and it may be taken for a part of the name or value. */
export const noInvisibleCharacter: DocumentRule = {
  id: "no-invisible-character",
  severity: "warning",
  doc: "No invisible character stands in a name, or beside a value or an expression.",
  on: "document",
  check(document, context) {
    for (const { code, span, message, repair = [] } of document.problems) {
      if (code !== "invisible-character") continue;
      const title = repair[0]?.newText === " " ? "Write a space" : "Remove it";
      context.report(span, message, { fix: { title, edits: repair, safe: false, mends: true } });
    }
    // The first character may be a byte order mark.
    if (!holdsInvisible(context.text.slice(1))) return;
    for (const child of document.children) checkContent(child, document.children, child.span, context);
    for (const element of document.elements()) {
      for (const attribute of element.attributes) checkAttribute(attribute, context);
      const { children, contentSpan } = element;
      for (const child of children) checkContent(child, children, contentSpan, context);
    }
  },
};

function checkAttribute({ valueSpan, expression, element }: AttributeNode, context: RuleContext): void {
  if (!valueSpan) return;
  const inner = expression?.span ?? within(valueSpan, context.text);
  const beside = invisibleIn({ start: valueSpan.start, end: inner.start }, context.text).concat(
    invisibleIn({ start: inner.end, end: valueSpan.end }, context.text),
  );
  report(beside, element.startTagSpan, expression ? "the expression" : "this value", context);
}

/** `hides` is what may be wrong for no other reason. */
function checkContent(
  { kind, span, parent }: ChildNode,
  siblings: readonly ChildNode[],
  hides: Span,
  context: RuleContext,
): void {
  if (kind !== "text" || span.start === 0) return;
  const { start, end } = within(span, context.text);
  const beside = invisibleIn({ start: span.start, end: start }, context.text).concat(
    invisibleIn({ start: end, end: span.end }, context.text),
  );
  if (beside.length === 0) return;
  if (siblings.some((sibling) => sibling.kind === "expression")) {
    report(beside, hides, "the expression", context);
  } else if (siblings.some((sibling) => sibling.kind === "element")) {
    if (start === end) report(beside, span, "an element", context);
  } else if (parent?.name !== "set-body") {
    report(beside, hides, "this value", context);
  }
}

/** `span` without what is blank at both of its ends. */
function within({ start, end }: Span, text: string): Span {
  const first = Math.min(skipBlank(text, start), end);
  return { start: first, end: trimBlank(text, first, end) };
}

function invisibleIn({ start, end }: Span, text: string): Span[] {
  const found: Span[] = [];
  for (let at = start; at < end; at += 1) {
    if (isInvisible(text.charCodeAt(at))) found.push({ start: at, end: at + 1 });
  }
  return found;
}

function report(spans: readonly Span[], hides: Span, beside: string, context: RuleContext): void {
  const [first] = spans;
  if (!first) return;
  const what = describeCharacter(context.text.charCodeAt(first.start));
  context.report(first, `The invisible character ${what} stands beside ${beside}.`, {
    fix: { title: "Remove it", edits: spans.map((span) => replace(span, "")), safe: false, mends: true },
    hides,
  });
}
