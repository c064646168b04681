import { Code, isNamePart, isNameStart, skipSpace, trimEnd } from "./characters.ts";
import type { ParseSession } from "./parse-session.ts";
import { isAnyQuote } from "./quotes.ts";

/** Longer names are looked at no further: quotes of print may stand in names, and many in a row would take time. */
const mostOfAName = 200;

/**
 * Where the value of an attribute with a broken expression most likely ends: at a quote that more of a start tag
 * follows, best when a closing bracket stands before it; before `limit` and the first line that begins with a tag.
 *
 * @returns the offset of the closing quote, or `undefined` when there is no such quote.
 */
export function recoverClosingQuote(
  session: ParseSession,
  start: number,
  quote: number,
  limit: number,
): number | undefined {
  const { text } = session;
  const last = Math.min(limit, session.lookAhead(start));
  let second: number | undefined;
  let position = start;
  for (; position < last; position += 1) {
    const code = text.charCodeAt(position);
    if (code === Code.lineFeed && startsTagLine(text, position + 1)) break;
    if (code !== quote || !tagGoesOn(text, position + 1)) continue;
    const before = text.charCodeAt(trimEnd(text, start, position) - 1);
    if (before === Code.closeParenthesis || before === Code.closeBrace) return position;
    second ??= position;
  }
  session.spend(position - start);
  return second;
}

/**
 * Where the broken expression of a value without closing quote ends: before `limit` and the first line that begins
 * with a tag, leaving a `>` or `/>` before it to the start tag.
 */
export function recoverValueEnd(text: string, start: number, limit: number): number {
  let position = start;
  while (
    position < limit &&
    !(text.charCodeAt(position) === Code.lineFeed && startsTagLine(text, position + 1))
  ) {
    position += 1;
  }
  return trimTagEnd(text, start, trimEnd(text, start, position));
}

/** Where a broken expression in text most likely ends: before an end tag or before a line that begins with a tag. */
export function recoverTextEnd(text: string, start: number): number {
  for (let position = start; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    const endTag =
      code === Code.lessThan &&
      text.charCodeAt(position + 1) === Code.slash &&
      isNameStart(text.charCodeAt(position + 2));
    if (endTag || (code === Code.lineFeed && startsTagLine(text, position + 1))) {
      return trimEnd(text, start, position);
    }
  }
  return trimEnd(text, start, text.length);
}

/** Where a plain value without closing quote ends: before the tag's `>`, the end of the line, or the next tag. */
export function recoverPlainEnd(text: string, start: number): number {
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === Code.lessThan || code === Code.lineFeed) break;
    position += 1;
    if (code === Code.greaterThan) break;
  }
  return trimTagEnd(text, start, trimEnd(text, start, position));
}

function trimTagEnd(text: string, start: number, end: number): number {
  if (end <= start || text.charCodeAt(end - 1) !== Code.greaterThan) return end;
  const slash = end - 1 > start && text.charCodeAt(end - 2) === Code.slash;
  return trimEnd(text, start, slash ? end - 2 : end - 1);
}

/** Whether the line at `lineStart` begins with a tag or comment. */
export function startsTagLine(text: string, lineStart: number): boolean {
  let position = lineStart;
  for (let code = text.charCodeAt(position); code === Code.space || code === Code.tab; ) {
    position += 1;
    code = text.charCodeAt(position);
  }
  if (text.charCodeAt(position) !== Code.lessThan) return false;
  const next = text.charCodeAt(position + 1);
  return isNameStart(next) || next === Code.slash || next === Code.exclamation;
}

/** Whether the text behind a closing quote looks like more of a start tag: its end or one more attribute. */
export function tagGoesOn(text: string, from: number): boolean {
  const position = skipSpace(text, from);
  const code = text.charCodeAt(position);
  if (code === Code.greaterThan) return true;
  if (code === Code.slash || code === Code.question) {
    return text.charCodeAt(position + 1) === Code.greaterThan;
  }
  if (position === from || !isNameStart(code)) return false;
  let nameEnd = position;
  while (nameEnd - position < mostOfAName && isNamePart(text.charCodeAt(nameEnd))) nameEnd += 1;
  const equals = skipSpace(text, nameEnd);
  if (text.charCodeAt(equals) !== Code.equals) return false;
  return isAnyQuote(text.charCodeAt(skipSpace(text, equals + 1)));
}
