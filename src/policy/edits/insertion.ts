import type { TextEdit } from "../../core/edit.ts";
import { span } from "../../core/span.ts";
import type { ElementNode, PolicyDocument } from "../syntax/index.ts";
import { childIndentation, type Layout, ownIndentation } from "./layout.ts";

/**
 * Puts `lines` into `parent` behind `after`, or before its other children when `after` is `undefined`, on lines of
 * their own and indented as the children are. A self-closed parent is opened.
 */
export function insertChild(
  document: PolicyDocument,
  parent: ElementNode,
  after: ElementNode | undefined,
  lines: readonly string[],
  layout: Layout,
): TextEdit {
  const { eol } = layout;
  const indentation = childIndentation(document, parent, layout);
  const block = lines.map((line) => eol + indentation + line).join("");
  const outer = ownIndentation(document, parent, layout.unit);
  if (parent.selfClosing) {
    const start = trimTagEnd(document.text, parent.startTagSpan.end - 2);
    return {
      span: span(start, parent.startTagSpan.end),
      newText: `>${block}${eol}${outer}</${parent.name}>`,
    };
  }
  const position = after ? behind(document.text, after.span.end) : parent.startTagSpan.end;
  const rest = /^[ \t]*(\r?\n)?/.exec(document.text.slice(position, position + 400));
  const freshLine = rest?.[1] !== undefined;
  const closes = document.text.startsWith("</", position + (rest?.[0].length ?? 0));
  const tail = freshLine ? "" : eol + (closes ? outer : indentation);
  return { span: span(position, position), newText: block + tail };
}

/** The offset behind `from` and behind comments that end its line, which belong to what stands before them. */
function behind(text: string, from: number): number {
  const comments = /^(?:[ \t]*<!--(?:(?!-->)[^\r\n])*-->)+(?=[ \t]*\r?\n)/.exec(text.slice(from, from + 400));
  return from + (comments?.[0].length ?? 0);
}

function trimTagEnd(text: string, end: number): number {
  let position = end;
  while (/\s/.test(text.charAt(position - 1))) position -= 1;
  return position;
}
