import type { Span } from "../../../core/span.ts";
import { expressionsOf, type PolicyDocument } from "../../syntax/index.ts";
import { allNodes } from "./all-nodes.ts";

/** Lines that can be folded away below `startLine`, which stays; both count from 0. */
export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "element" | "expression" | "comment" | "region";
}

const region = /^\s*#?(end)?region\b/;

/** What spans several lines: elements up to their end tag, comments, expressions, and regions marked by comments. */
export function foldingRanges(document: PolicyDocument): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const regions: number[] = [];
  const lineOf = (offset: number) => document.lines.positionAt(offset).line;
  const add = (kind: FoldingRange["kind"], startLine: number, endLine: number) => {
    if (endLine > startLine) ranges.push({ startLine, endLine, kind });
  };
  for (const node of allNodes(document)) {
    const startLine = lineOf(node.span.start);
    if (node.kind === "element") {
      add("element", startLine, node.endTagSpan ? lineOf(node.endTagSpan.start) - 1 : lineOf(node.span.end));
    } else if (node.kind === "comment") {
      add("comment", startLine, lineOf(node.span.end));
      const marker = regionMarker(document, node.contentSpan);
      if (marker === "start") regions.push(startLine);
      const opened = marker === "end" ? regions.pop() : undefined;
      if (opened !== undefined) add("region", opened, startLine);
    }
  }
  for (const { expression } of expressionsOf(document)) {
    const { start, end } = expression.span;
    add("expression", lineOf(start), lineOf(end) - (expression.closed ? 1 : 0));
  }
  return ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function regionMarker({ text }: PolicyDocument, { start, end }: Span): "start" | "end" | undefined {
  const marker = region.exec(text.slice(start, Math.min(end, start + 40)));
  if (!marker) return undefined;
  return marker[1] === undefined ? "start" : "end";
}
