import type { TextEdit } from "../../../core/edit.ts";
import { encloses, type Span } from "../../../core/span.ts";
import type { ChildNode, ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import type { Finding } from "./rule.ts";

/**
 * Puts a comment that switches the finding's rule off on a line of its own before the finding's; before the start tag
 * or expression that the finding is in, when that begins on an earlier line. Where the line begins within something that
 * no comment may stand in, it is broken in front of the finding's element.
 */
export function suppressionFor(document: PolicyDocument, { span, rule }: Finding): TextEdit {
  const { text } = document;
  const at = placeFor(document.elements(), span.start);
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(line, at))?.[0] ?? "";
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const comment = `${indentation}<!-- auth0-apim-disable-next-line ${rule} -->${newline}`;
  const element = document.elements().findLast(({ span: { start, end } }) => start <= at && at < end);
  if (element && element.span.start >= line && isTaken(document, line)) {
    const { start } = element.span;
    return { span: { start, end: start }, newText: `${newline}${comment}${indentation}` };
  }
  return { span: { start: line, end: line }, newText: comment };
}

/** Whether `offset` is within a tag, an expression, a comment or a text that begins before it. */
function isTaken(document: PolicyDocument, offset: number): boolean {
  const within = ({ start, end }: Span) => start < offset && offset < end;
  const around = document.elements().filter(({ span }) => within(span));
  const inTag = ({ startTagSpan, endTagSpan }: ElementNode) =>
    within(startTagSpan) || (endTagSpan !== undefined && within(endTagSpan));
  const written = ({ start, end }: Span) => ({
    start,
    end: start + document.text.slice(start, end).trimEnd().length,
  });
  const isContent = ({ kind, span }: ChildNode) => kind !== "element" && within(written(span));
  return around.some(inTag) || (around.at(-1)?.children ?? document.children).some(isContent);
}

/** Where the start tag or expression around `offset` begins; `offset` itself outside of them. */
function placeFor(elements: readonly ElementNode[], offset: number): number {
  const here = { start: offset, end: offset };
  const around = elements.filter(({ span }) => encloses(span, here)).pop();
  if (!around) return offset;
  if (encloses(around.startTagSpan, here)) return around.span.start;
  const expression = around.children.find(({ kind, span }) => kind === "expression" && encloses(span, here));
  return expression?.span.start ?? offset;
}
