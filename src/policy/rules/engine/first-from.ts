import type { Span } from "../../../core/span.ts";

/** Where the first of `sorted` stands that begins at or behind `offset`, found by halving; its length when none does. */
export function firstFrom(sorted: readonly { readonly span: Span }[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
