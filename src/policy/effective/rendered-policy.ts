import type { Span } from "../../core/span.ts";
import { TextLines } from "../syntax/lines.ts";
import type { LineIndex } from "../syntax/nodes.ts";
import type { PolicyText } from "./policy-text.ts";

/** A stretch of a rendered policy that was taken over, letter for letter, from a document. */
export interface RenderedPiece {
  /** In the rendered text. */
  readonly target: Span;
  readonly origin: PolicyText;
  /** Where it begins in the text of `origin`, with named values put in. */
  readonly start: number;
}

/** A comment that says where what follows it comes from. */
export interface OriginMark {
  /** In the rendered text: the words, without the signs of the comment. */
  readonly target: Span;
  readonly origin: PolicyText;
  /** Where it begins in the text of `origin`. */
  readonly start: number;
}

/** An effective policy as one text, and where each part of it comes from. */
export class RenderedPolicy {
  private lineIndex: LineIndex | undefined;

  constructor(
    readonly text: string,
    /** In the order of the text, none within another. */
    readonly pieces: readonly RenderedPiece[],
    /** In the order of the text. */
    readonly marks: readonly OriginMark[],
  ) {}

  /** Offsets as lines and columns and back: an editor may change line ends, and with them offsets. */
  get lines(): LineIndex {
    this.lineIndex ??= new TextLines(this.text);
    return this.lineIndex;
  }

  /** Where what stands at `offset` comes from, as an offset of that document's text; `undefined` for what the rendering adds. */
  originOf(offset: number): { readonly origin: PolicyText; readonly offset: number } | undefined {
    const piece = this.pieces[lastBefore(this.pieces, offset)];
    if (piece && offset < piece.target.end) {
      return { origin: piece.origin, offset: piece.start + offset - piece.target.start };
    }
    const mark = this.marks[lastBefore(this.marks, offset)];
    return mark && offset < mark.target.end ? { origin: mark.origin, offset: mark.start } : undefined;
  }

  /** Where a stretch of a document stands first; `undefined` when it is not part of what runs. */
  targetOf(origin: PolicyText, { start, end }: Span): Span | undefined {
    for (const piece of this.pieces) {
      const length = piece.target.end - piece.target.start;
      if (piece.origin !== origin || start < piece.start || start >= piece.start + length) continue;
      const begin = piece.target.start + start - piece.start;
      return { start: begin, end: Math.min(begin + end - start, piece.target.end) };
    }
    return undefined;
  }
}

/** The index of the last one that begins at `offset` or before; -1 when there is none. */
function lastBefore(all: readonly { readonly target: Span }[], offset: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.target.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
