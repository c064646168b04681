import { span } from "../../../core/span.ts";
import { type CsharpToken, csharpTokens } from "../navigate/csharp-tokens.ts";

/** A token of C# with its text, entities for signs replaced. */
export interface Token {
  readonly kind: CsharpToken["kind"];
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const signs: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** Of a longer expression, this many characters before the cursor are read. */
const maxLookBack = 8000;

/**
 * Where to begin reading code from `start` on that is about `offset`: at its beginning or, when that is far, with a
 * line, since hardly a string or comment runs over the end of one.
 */
export function lookBack(text: string, start: number, offset: number): number {
  const far = offset - maxLookBack;
  if (far <= start) return start;
  const lineEnd = text.indexOf("\n", far);
  return lineEnd >= 0 && lineEnd < offset ? lineEnd + 1 : far;
}

/** The tokens of the C# between `start` and `end` of `text`, at their offsets in `text`. */
export function tokenize(text: string, start: number, end: number): Token[] {
  return csharpTokens(text, span(start, end)).map(({ kind, span: place }) => ({
    kind,
    text: plain(kind, text.slice(place.start, place.end)),
    start: place.start,
    end: place.end,
  }));
}

function plain(kind: Token["kind"], text: string): string {
  return (kind === "operator" && signs[text]) || text;
}
