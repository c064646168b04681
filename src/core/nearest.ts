/** Nobody means a longer name by a slip of the fingers. */
const longestWord = 200;

/**
 * The candidate that somebody who wrote `word` most likely meant: the same but for case, or a few slips of the fingers
 * away. `undefined` when none comes near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Letters to insert, delete, replace or swap to turn `a` into `b`; `limit` when it takes as many or more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, previous, before);
    // Later rows hold no less than the least of two rows in sequence.
    if (Math.min(...row) >= limit && Math.min(...previous) >= limit) return limit;
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? limit, limit);
}

function nextRow(
  a: string,
  b: string,
  i: number,
  previous: readonly number[],
  before: readonly number[],
): number[] {
  const letter = a.charCodeAt(i - 1);
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const same = letter === b.charCodeAt(j - 1) ? 0 : 1;
    let cost = Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
    const swapped =
      i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
    if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
    row.push(cost);
  }
  return row;
}

/** `did you mean "x"?` with a space before it, or nothing. */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
}
