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
  return spaceBefore(document.text, element.span.start);
}

/** The white space between the beginning of its line and `offset`, when nothing else stands there. */
function spaceBefore(text: string, offset: number): string | undefined {
  let start = offset;
  while (text[start - 1] === " " || text[start - 1] === "\t") start -= 1;
  const before = text[start - 1];
  return before === undefined || before === "\n" || before === "\uFEFF"
    ? text.slice(start, offset)
    : undefined;
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
  const before = spaceBefore(text, range.start);
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(range.end, range.end + 400));
  if (before === undefined || !rest) return range;
  return span(range.start - before.length, range.end + rest[0].length);
}
