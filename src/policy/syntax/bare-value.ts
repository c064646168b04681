import { span } from "../../core/span.ts";
import { bareCode, signEdits } from "./bare-code.ts";
import { Code, skipSpace, trimEnd } from "./characters.ts";
import { startsExpression } from "./expressions.ts";
import { isInvisible } from "./invisible.ts";
import type { ParseSession } from "./parse-session.ts";
import { startsTagLine, tagGoesOn } from "./recovery.ts";

/**
 * Where a value ends that holds raw quotes, as code does whose `@(` is missing: at the first quote that more of the tag
 * follows and that begins no string. `undefined` when that is not certain, or the first quote ends the value.
 */
export function rawValueClose(session: ParseSession, start: number, quote: number): number | undefined {
  const { text } = session;
  const first = session.quotes(quote).next(start);
  if (first >= text.length || tagGoesOn(text, first + 1)) return undefined;
  if (nextAttribute.test(text.slice(first + 1, first + 80)) || isInvisible(text.charCodeAt(first + 1))) {
    return undefined;
  }
  // Behind a form of a deployment tool, too.
  const second = session.quotes(quote).next(first + 1);
  if (/[\w:-]\s*=\s*$/.test(text.slice(Math.max(first, second - 80), second))) return undefined;
  // What reads an expression behind text knows better where the value ends.
  const at = session.ats.next(start);
  if (at < first && startsExpression(text, at)) return undefined;
  const last = Math.min(text.length, session.lookAhead(start));
  const close = followCode(session, start, last, quote);
  session.spend((close ?? Math.min(last, start + 2000)) - start);
  return close;
}

/** An attribute without space before it. */
const nextAttribute = /^[\w:.-]+\s*=\s*["'“”„«]/;

function followCode(session: ParseSession, start: number, last: number, quote: number): number | undefined {
  const { text } = session;
  let depth = 0;
  for (let position = start; position < last; position += 1) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      if (depth <= 0 && tagGoesOn(text, position + 1)) return position;
      const end = stringEnd(session, position, last, quote);
      if (end === undefined) return undefined;
      position = end;
    } else if (code === Code.doubleQuote) {
      position = stringEnd(session, position, last, code) ?? position;
    } else if (code === Code.apostrophe) {
      if (text.charCodeAt(position + 2) === Code.apostrophe) position += 2;
    } else if (code === Code.lessThan || code === Code.slash || code === Code.lineFeed) {
      if (isMarkup(text, position)) return undefined;
    } else if (code === Code.openParenthesis || code === Code.openBracket || code === Code.openBrace) {
      depth += 1;
    } else if (code === Code.closeParenthesis || code === Code.closeBracket || code === Code.closeBrace) {
      depth -= 1;
    }
  }
  return undefined;
}

/** Where the string ends that begins at `open`: on its line, unless it is a verbatim one. */
function stringEnd(session: ParseSession, open: number, last: number, quote: number): number | undefined {
  const { text } = session;
  const before = text.charCodeAt(open - 1);
  const isVerbatim = before === Code.at || (before === Code.dollar && text.charCodeAt(open - 2) === Code.at);
  for (let position = open + 1; position < last; position += 1) {
    const code = text.charCodeAt(position);
    if (isVerbatim) {
      if (code !== quote) continue;
      if (text.charCodeAt(position + 1) !== quote) return position;
      position += 1;
    } else if (code === Code.backslash) position += 1;
    else if (code === quote) return position;
    else if (code === Code.lineFeed) return undefined;
  }
  return undefined;
}

/** Whether the sign at `position` is a part of markup and not of code. */
function isMarkup(text: string, position: number): boolean {
  const code = text.charCodeAt(position);
  const next = text.charCodeAt(position + 1);
  if (code === Code.lineFeed) return startsTagLine(text, position + 1);
  if (code === Code.slash) return next === Code.greaterThan;
  return next === Code.slash || next === Code.exclamation;
}

/** Reports the value from `start` to `close`, in which raw quotes stand: as code or, if it reads as text, its quotes. */
export function reportRawValue(session: ParseSession, start: number, close: number, name: string): void {
  const { text } = session;
  if (reportBareCode(session, start, close, /[([]|[=!]=|\?\?|&&|\|\|/)) return;
  const quote = text.charAt(start - 1);
  const repair = [];
  for (let at = text.indexOf(quote, start); at >= 0 && at < close; at = text.indexOf(quote, at + 1)) {
    repair.push({ span: span(at, at + 1), newText: quote === "'" ? "&apos;" : "&quot;" });
  }
  const first = repair[0]?.span ?? span(start, close);
  const message = `A quote in the value of "${name}" must be written as "${repair[0]?.newText ?? "&quot;"}".`;
  session.report("raw-quote-in-value", first, message, repair);
}

/** Reports what stands from `start` to `end` as code without `@(`, if it reads as such or has what `enough` finds. */
export function reportBareCode(session: ParseSession, start: number, end: number, enough?: RegExp): boolean {
  const { text } = session;
  const written = text.slice(start, end);
  const code = bareCode(written);
  if (!code && !enough?.test(written)) return false;
  const first = skipSpace(text, start, end);
  // Its beginning only: further on a deployment tool may fill something in.
  const head = text.slice(first, trimEnd(text, first, end)).search(/["'&<\n]|$/);
  session.report(
    "missing-expression-sign",
    span(first, first + Math.max(1, head)),
    code?.opening === "@"
      ? 'This is code without its "@": an expression begins with "@(" or "@{".'
      : 'This is code, but no expression: that begins with "@(" or "@{", and ends with the bracket to it.',
    code && signEdits(text, start, end, code),
  );
  return true;
}
