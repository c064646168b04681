import { expressionsOf } from "./expression-list.ts";
import type { PolicyDocument } from "./nodes.ts";

/**
 * The text with every expression replaced by a filler of the same length and the same line ends, so that tools for
 * XML can read it and the places they name stay true.
 */
export function maskExpressions(document: PolicyDocument): string {
  const spans = Array.from(expressionsOf(document), ({ expression }) => expression.span);
  spans.sort((a, b) => a.start - b.start);
  let masked = "";
  let position = 0;
  for (const { start, end } of spans) {
    masked += document.text.slice(position, start) + document.text.slice(start, end).replace(/[^\r\n]/g, "x");
    position = end;
  }
  return masked + document.text.slice(position);
}
