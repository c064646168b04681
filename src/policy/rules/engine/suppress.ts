import type { TextEdit } from "../../../core/edit.ts";
import { encloses } from "../../../core/span.ts";
import type { ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import type { Finding } from "./rule.ts";

/**
 * Puts a comment that switches the finding's rule off on a line of its own before the finding's; before the start tag
 * or expression that the finding is in, when that begins on an earlier line.
 */
export function suppressionFor(document: PolicyDocument, { span, rule }: Finding): TextEdit {
  const { text } = document;
  const at = placeFor(document.elements(), span.start);
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(line, at))?.[0] ?? "";
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  return {
    span: { start: line, end: line },
    newText: `${indentation}<!-- auth0-apim-disable-next-line ${rule} -->${newline}`,
  };
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
