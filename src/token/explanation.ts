/** A verdict in words for the person who has to change something. Holds no token and no key. */
export interface Explanation {
  /** What is wrong, as one sentence. */
  readonly summary: string;
  /** What the policy expects, where that can be said. */
  readonly expected: string | undefined;
  /** What the token has instead. */
  readonly got: string | undefined;
  /** What to change, likeliest cause first; each a full sentence. */
  readonly advice: readonly string[];
}

/** Builds an explanation; what is left out is empty. */
export function explanation(
  summary: string,
  advice: readonly string[],
  sides: { readonly expected?: string; readonly got?: string } = {},
): Explanation {
  return { summary, expected: sides.expected, got: sides.got, advice };
}

/** Values as a list for a sentence; `nothing` when there are none. */
export function listValues(values: readonly string[]): string {
  return values.length === 0 ? "nothing" : values.map((value) => `“${value}”`).join(", ");
}
