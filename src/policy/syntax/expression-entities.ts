import { Code } from "./characters.ts";

/** An entity or character reference that stands for a quote. */
export type EntityQuote = "&quot;" | "&apos;" | "&#34;" | "&#39;" | "&#x22;" | "&#x27;";

interface FoundQuote {
  readonly spelling: EntityQuote;
  readonly length: number;
  readonly isDouble: boolean;
}

const quotes: readonly FoundQuote[] = (
  ["&quot;", "&apos;", "&#34;", "&#39;", "&#x22;", "&#x27;"] as const
).map((spelling) => ({
  spelling,
  length: spelling.length,
  isDouble: spelling === "&quot;" || spelling === "&#34;" || spelling === "&#x22;",
}));

const newlines = ["&#10;", "&#xa;", "&#xA;", "&#13;", "&#xd;", "&#xD;"];

/** The quote that an entity at `position` stands for. */
export function entityQuoteAt(text: string, position: number): FoundQuote | undefined {
  if (text.charCodeAt(position) !== Code.ampersand) return undefined;
  return quotes.find(({ spelling }) => text.startsWith(spelling, position));
}

/** How long the character reference to a line end at `position` is; 0 when there is none. */
export function newlineEntityLength(text: string, position: number): number {
  return newlines.find((spelling) => text.startsWith(spelling, position))?.length ?? 0;
}
