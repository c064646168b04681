import { type Span, span } from "../../core/span.ts";
import type { ElementNode, PolicyDocument } from "../syntax/index.ts";

/** How a document is laid out, for text that is put into it to look at home. */
export interface Layout {
  readonly eol: "\n" | "\r\n";
  /** One step of indentation. */
  readonly unit: string;
}

/** The line end and the indentation step of `document`; LF and four spaces when it shows none. */
export function layoutOf(document: PolicyDocument): Layout {
  const lineFeed = document.text.indexOf("\n");
  const eol = lineFeed > 0 && document.text[lineFeed - 1] === "\r" ? "\r\n" : "\n";
  return { eol, unit: indentationStep(document) ?? "    " };
}

function indentationStep(document: PolicyDocument): string | undefined {
  for (const element of document.elements()) {
    const { parent } = element;
    if (!parent) continue;
    const outer = indentationOf(document, parent);
    const inner = indentationOf(document, element);
    if (
      outer !== undefined &&
      inner !== undefined &&
      inner.length > outer.length &&
      inner.startsWith(outer)
    ) {
      return inner.slice(outer.length);
    }
  }
  return undefined;
}

/** The white space before `element` when it begins its line. */
export function indentationOf(document: PolicyDocument, element: ElementNode): string | undefined {
  const { start } = element.span;
  const before = document.text.slice(lineStart(document.text, start), start);
  return /^\uFEFF?[ \t]*$/.test(before) ? before.replace("\uFEFF", "") : undefined;
}

/** The indentation that a child of `parent` has or would have. */
export function childIndentation(document: PolicyDocument, parent: ElementNode, { unit }: Layout): string {
  for (const child of parent.children) {
    const indentation = child.kind === "element" ? indentationOf(document, child) : undefined;
    if (indentation !== undefined) return indentation;
  }
  return ownIndentation(document, parent, unit) + unit;
}

/** The indentation of `element`, or the one it would have if it began its line. */
export function ownIndentation(document: PolicyDocument, element: ElementNode, unit: string): string {
  let depth = 0;
  for (let each: ElementNode | undefined = element; each; each = each.parent) {
    const indentation = indentationOf(document, each);
    if (indentation !== undefined) return indentation + unit.repeat(depth);
    depth += 1;
  }
  return unit.repeat(Math.max(0, depth - 1));
}

/** `range` with the white space before it and the line end behind it, when nothing else stands on its lines. */
export function wholeLines(text: string, range: Span): Span {
  const start = lineStart(text, range.start);
  if (text.slice(start, range.start).trim() !== "") return range;
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(range.end, range.end + 400));
  return rest ? span(start, range.end + rest[0].length) : range;
}

/** Where the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}
