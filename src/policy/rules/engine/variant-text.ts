import { type Span, span } from "../../../core/span.ts";

/** A part of a document that stayed. */
interface Piece {
  /** Where it stands in the document, and how long it is. */
  readonly source: number;
  /** Where it stands in the variant. */
  readonly start: number;
  readonly length: number;
}

/** A document's text without what a deployment tool takes out of it, and the way back from its places. */
export class VariantText {
  readonly text: string;
  private readonly pieces: readonly Piece[];

  /** `cuts` are in the order of the text and don't overlap. */
  constructor(source: string, cuts: readonly Span[]) {
    const pieces: Piece[] = [];
    let text = "";
    let position = 0;
    for (const { start, end } of [...cuts, span(source.length, source.length)]) {
      if (start > position) {
        pieces.push({ source: position, start: text.length, length: start - position });
        text += source.slice(position, start);
      }
      position = end;
    }
    this.text = text;
    this.pieces = pieces;
  }

  /** The place in the document of a place in the variant. */
  toSource({ start, end }: Span): Span {
    const first = this.offset(start);
    return span(first, end > start ? this.offset(end - 1) + 1 : first);
  }

  /** Whether what stands at `offset` of the document is in the variant. */
  shows(offset: number): boolean {
    const piece = this.pieces[this.indexOf(offset, "source")];
    return piece !== undefined && offset < piece.source + piece.length;
  }

  private offset(place: number): number {
    const piece = this.pieces[this.indexOf(place, "start")];
    return piece ? piece.source + (place - piece.start) : place;
  }

  /** The last piece that begins at `offset` or before it, by halving. */
  private indexOf(offset: number, where: "source" | "start"): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle]?.[where] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
