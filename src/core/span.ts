/** A half-open range of UTF-16 offsets, `[start, end)`, into one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span from `start` up to `end`. */
export function span(start: number, end: number): Span {
  return { start, end };
}

/** Whether `offset` lies inside `range` or on one of its edges, as a cursor does. */
export function touches(range: Span, offset: number): boolean {
  return offset >= range.start && offset <= range.end;
}

/** Whether `inner` lies wholly inside `outer`. */
export function encloses(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The text that `range` covers. */
export function slice(text: string, range: Span): string {
  return text.slice(range.start, range.end);
}
