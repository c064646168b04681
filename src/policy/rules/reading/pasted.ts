import { type Span, span } from "../../../core/span.ts";
import type { PolicyDocument } from "../../syntax/nodes.ts";

/** What lines have before them in a listing, a quotation or a comparison, each with what it is called. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^[ \t]*\d+[:.|)]?(?=[ \t]|$)/, "a line number"],
  [/^[ \t]*>(?=[ \t]|$)/, 'the ">" of a quotation'],
  [/^\+/, 'the "+" of a comparison'],
];

/** Fewer lines may begin alike by chance. */
const fewest = 3;

/** What was copied along with a document. */
interface Pasted {
  readonly what: string;
  /** What each line begins with. */
  readonly prefixes: readonly Span[];
  /** Where those end. */
  readonly ends: ReadonlySet<number>;
}

const known = new WeakMap<PolicyDocument, Pasted | "nothing">();

/** What each line of `document` begins with that was copied along with it, such as its number. */
export function pastedInto(document: PolicyDocument): Pasted | undefined {
  let pasted = known.get(document);
  if (pasted === undefined) {
    pasted = find(document.text) ?? "nothing";
    known.set(document, pasted);
  }
  return pasted === "nothing" ? undefined : pasted;
}

function find(text: string): Pasted | undefined {
  // Every policy begins with markup.
  if (/^\ufeff?\s*</.test(text)) return undefined;
  for (const [prefix, what] of kinds) {
    const prefixes = prefixesIn(text, prefix);
    if (prefixes.length >= fewest) return { what, prefixes, ends: new Set(prefixes.map(({ end }) => end)) };
  }
  return undefined;
}

/** Where all lines of `text` begin with `prefix`; none when one does not. */
function prefixesIn(text: string, prefix: RegExp): Span[] {
  const found: Span[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const length = prefix.exec(line)?.[0].length;
    if (length !== undefined) found.push(span(index, index + length));
    else if (line.trim() !== "") return [];
  }
  return found;
}

/** Whether `text` is the inside of a JSON string, in which `\n` stands for the ends of lines. */
export const isJsonString = (text: string): boolean => /^\s*<[\w-]+>\\[rnt]/.test(text);

/** Whether the markup of `text` is escaped as a whole. */
export const isEscaped = (text: string): boolean => /^\s*&lt;[\w!?]/.test(text);
