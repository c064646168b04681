import { span } from "../../core/span.ts";
import { Code } from "./characters.ts";
import type { ParseSession } from "./parse-session.ts";
import { isAnyQuote, isTypographicQuote } from "./quotes.ts";
import { tagGoesOn } from "./recovery.ts";

/** Reports the quote at `at`, in whose place `instead` was meant. */
export function reportTypographic(session: ParseSession, at: number, instead: string): void {
  const place = span(at, at + 1);
  session.report(
    "typographic-quote",
    place,
    `"${session.text[at]}" is a typographic quote; XML and C# know only straight ones.`,
    [{ span: place, newText: instead }],
  );
}

/** The first quote of any kind from `from` on, before a `<` and `limit`, that closes a value: more of a start tag follows. */
export function typographicClose(
  session: ParseSession,
  from: number,
  limit: number,
  onlyTypographic: boolean,
): number | undefined {
  const { text } = session;
  const last = Math.min(limit, session.lookAhead(from));
  let position = from;
  for (; position < last; position += 1) {
    const code = text.charCodeAt(position);
    if (code === Code.lessThan) break;
    const fits = onlyTypographic ? isTypographicQuote(code) : isAnyQuote(code);
    if (fits && tagGoesOn(text, position + 1)) {
      session.spend(position - from);
      return position;
    }
  }
  session.spend(position - from);
  return undefined;
}
