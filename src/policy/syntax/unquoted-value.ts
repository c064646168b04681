import { span } from "../../core/span.ts";
import { Code, isNameStart, isSpace, skipName, skipSpace, trimEnd } from "./characters.ts";
import { brokenExpression, closedExpression, startsExpression } from "./expressions.ts";
import type { ParseSession } from "./parse-session.ts";
import { isAnyQuote } from "./quotes.ts";
import { tagGoesOn } from "./recovery.ts";
import type { ParsedAttribute } from "./tree.ts";

/** Reads a value that begins at `start` without a quote; returns where the start tag goes on. */
export function readUnquotedValue(session: ParseSession, attribute: ParsedAttribute, start: number): number {
  const { text } = session;
  const scanned = startsExpression(text, start) ? session.scan(start + 1) : undefined;
  const own = scanned?.ok ? scanned.end : endOfWord(text, start);
  const close = closingQuote(session, start, own);
  const end = scanned?.ok ? scanned.end : (close ?? endOfWords(text, own));
  if (scanned?.ok) attribute.expression = closedExpression(session, start, scanned);
  else if (scanned) attribute.expression = brokenExpression(session, start, end, scanned);
  attribute.valueStart = start;
  attribute.valueEnd = close ?? end;
  attribute.end = close === undefined ? end : close + 1;
  report(session, attribute, start, close);
  return attribute.end;
}

function report(
  session: ParseSession,
  attribute: ParsedAttribute,
  start: number,
  close: number | undefined,
): void {
  const { name, valueEnd, end } = attribute;
  const quote = close === undefined ? '"' : session.text.charAt(close);
  const before = { span: span(start, start), newText: quote };
  if (close !== undefined) {
    const message = `The value of "${name}" has no opening quote.`;
    session.report("unquoted-attribute-value", span(start, end), message, [before]);
    return;
  }
  const written = session.text.slice(start, valueEnd);
  const repair = written.includes('"')
    ? undefined
    : [before, { span: span(valueEnd, valueEnd), newText: quote }];
  const message = `The value of "${name}" must stand in quotes.`;
  session.report("unquoted-attribute-value", span(start, end), message, repair);
}

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && !endsUnquotedValue(text, end)) end += 1;
  return end;
}

function endsUnquotedValue(text: string, position: number): boolean {
  const code = text.charCodeAt(position);
  if (isSpace(code) || code === Code.greaterThan || code === Code.lessThan || isAnyQuote(code)) return true;
  return code === Code.slash && text.charCodeAt(position + 1) === Code.greaterThan;
}

/** The closing quote of a value whose opening one is missing: the first on the line, when more of the tag follows it. */
function closingQuote(session: ParseSession, start: number, from: number): number | undefined {
  const { text } = session;
  const limit = Math.min(session.newlines.next(from), session.lessThans.next(from), session.lookAhead(from));
  let position = from;
  while (position < limit && !isAnyQuote(text.charCodeAt(position))) position += 1;
  session.spend(position - from);
  if (position >= limit || text.charCodeAt(trimEnd(text, start, position) - 1) === Code.equals)
    return undefined;
  return tagGoesOn(text, position + 1) ? position : undefined;
}

/** The end of the words behind `from` that are no attributes, but more of a value with spaces in it. */
function endOfWords(text: string, from: number): number {
  let end = from;
  for (;;) {
    const next = skipBlanks(text, end);
    if (next === end || !isNameStart(text.charCodeAt(next))) return end;
    const wordEnd = endOfWord(text, next);
    const nameEnd = Math.min(skipName(text, next), wordEnd);
    const after = text.charCodeAt(skipSpace(text, nameEnd));
    if (after === Code.equals || isAnyQuote(after)) return end;
    end = wordEnd;
  }
}

function skipBlanks(text: string, from: number): number {
  let position = from;
  while (text.charCodeAt(position) === Code.space) position += 1;
  return position;
}
