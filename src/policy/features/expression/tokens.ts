import { span } from "../../../core/span.ts";
import { type CsharpToken, csharpTokens } from "../navigate/csharp-tokens.ts";

/** A token of C# with its text, entities for `<` and `>` replaced. */
export interface Token {
  readonly kind: CsharpToken["kind"];
  readonly text: string;
  readonly start: number;
  readonly end: number;
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
  if (kind !== "operator") return text;
  if (text === "&lt;") return "<";
  return text === "&gt;" ? ">" : text;
}
