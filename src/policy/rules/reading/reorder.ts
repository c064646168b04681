import type { Span } from "../../../core/span.ts";
import type { ChildNode, ElementNode } from "../../syntax/nodes.ts";
import type { Fix } from "../engine/rule.ts";
import { childElements } from "./elements.ts";

/** A child element with the comments that go where it goes. */
interface Piece {
  readonly span: Span;
  readonly rank: number;
}

/**
 * Puts the children of `parent` in the order of their ranks; what has none stays behind what it follows, and somebody
 * has to look. A comment goes with the element before it on its line, if nothing but comments follows on that line, and
 * else with the element that it precedes. One behind the start tag on its line, and one behind the last element, stay.
 */
export function reorder(
  title: string,
  parent: ElementNode,
  text: string,
  rankOf: (child: ElementNode) => number | undefined,
): Fix {
  const pieces = piecesOf(parent, text, rankOf);
  const start = pieces[0]?.span.start ?? parent.contentSpan.start;
  const end = pieces[pieces.length - 1]?.span.end ?? start;
  const moved = pieces
    .map((piece, index) => ({ ...piece, index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ span }) => span);
  const newText = moved.map((span) => text.slice(span.start, span.end)).join("");
  const safe =
    childElements(parent).every((child) => rankOf(child) !== undefined) && !isDoubtful(parent, text);
  return { title, edits: [{ span: { start, end }, newText }], safe, moved };
}

function piecesOf(
  parent: ElementNode,
  text: string,
  rankOf: (child: ElementNode) => number | undefined,
): Piece[] {
  const { children, contentSpan } = parent;
  const pieces: Piece[] = [];
  let start = lineEndBehind(contentSpan.start, children, 0, text);
  let rank = -1;
  for (const [index, child] of children.entries()) {
    if (child.kind !== "element") continue;
    const end = lineEndBehind(child.span.end, children, index + 1, text);
    rank = rankOf(child) ?? rank;
    pieces.push({ span: { start, end }, rank });
    start = end;
  }
  return pieces;
}

/** Behind the comments that follow `offset` on its line and end it; `offset` itself when something else does. */
function lineEndBehind(offset: number, children: readonly ChildNode[], from: number, text: string): number {
  let end = offset;
  for (let index = from; ; index += 1) {
    const next = children[index];
    const isNear = next !== undefined && !text.slice(end, next.span.start).includes("\n");
    if (!isNear) return end;
    if (next.kind !== "comment") return offset;
    end = next.span.end;
  }
}

/** Whether a comment stands between two elements on one line, and may belong to either. */
function isDoubtful({ children }: ElementNode, text: string): boolean {
  return children.some(({ kind, span: { end } }, index) => {
    const next = children[index + 1];
    if (kind !== "element" || next?.kind !== "comment") return false;
    const isNear = !text.slice(end, next.span.start).includes("\n");
    return isNear && lineEndBehind(end, children, index + 1, text) === end;
  });
}
