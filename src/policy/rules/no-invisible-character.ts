import type { Span } from "../../core/span.ts";
import {
  describeCharacter,
  isInvisible,
  mayHoldInvisible,
  skipBlank,
  trimBlank,
} from "../syntax/invisible.ts";
import type { AttributeNode, ChildNode, ElementNode } from "../syntax/nodes.ts";
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
    if (document.isAscii || !mayHoldInvisible(context.text)) return;
    checkChildren(document.children, undefined, context);
    for (const element of document.elements()) {
      for (const attribute of element.attributes) checkAttribute(attribute, context);
      checkChildren(element.children, element, context);
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

/** Looks at the texts among `children`; what they hold beside one expression is told once. */
function checkChildren(
  children: readonly ChildNode[],
  parent: ElementNode | undefined,
  context: RuleContext,
): void {
  const texts = children.filter(({ kind, span }) => kind === "text" && span.start > 0);
  if (texts.length === 0) return;
  const besideOf = ({ span }: ChildNode) => ends(span, context.text);
  if (children.some(({ kind }) => kind === "expression")) {
    const hides = parent?.contentSpan ?? texts[0]?.span;
    report(texts.flatMap(besideOf), hides, "the expression", context);
    return;
  }
  const isMixed = parent === undefined || children.some(({ kind }) => kind === "element");
  for (const text of texts) {
    if (!isMixed) {
      if (parent.name !== "set-body") report(besideOf(text), parent.contentSpan, "this value", context);
    } else if (isBlank(text.span, context.text)) report(besideOf(text), text.span, "an element", context);
  }
}

/** The invisible characters at both ends of `span`. */
function ends(span: Span, text: string): Span[] {
  const { start, end } = within(span, text);
  return invisibleIn({ start: span.start, end: start }, text).concat(
    invisibleIn({ start: end, end: span.end }, text),
  );
}

function isBlank({ start, end }: Span, text: string): boolean {
  return skipBlank(text, start) >= end;
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

function report(spans: readonly Span[], hides: Span | undefined, beside: string, context: RuleContext): void {
  const [first] = spans;
  if (!first) return;
  const what = describeCharacter(context.text.charCodeAt(first.start));
  context.report(first, `The invisible character ${what} stands beside ${beside}.`, {
    fix: { title: "Remove it", edits: spans.map((span) => replace(span, "")), safe: false, mends: true },
    hides,
  });
}
