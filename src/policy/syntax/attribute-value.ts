import { span } from "../../core/span.ts";
import { rawValueClose, reportBareCode, reportRawValue } from "./bare-value.ts";
import { Code, isSpace, skipSpace, trimEnd } from "./characters.ts";
import { checkEntities } from "./entities.ts";
import type { ScanResult } from "./expression-scanner.ts";
import { brokenExpression, closedExpression, startsExpression } from "./expressions.ts";
import { skipBlank } from "./invisible.ts";
import type { ParseSession } from "./parse-session.ts";
import { isTypographicQuote } from "./quotes.ts";
import { recoverClosingQuote, recoverPlainEnd, recoverValueEnd, tagGoesOn } from "./recovery.ts";
import { simpleClose } from "./scan.ts";
import type { ParsedAttribute } from "./tree.ts";
import { reportTypographic, typographicClose } from "./typographic.ts";

/** Reads the value whose opening quote stands at `open`; returns where the start tag goes on. */
export function readQuotedValue(session: ParseSession, attribute: ParsedAttribute, open: number): number {
  const close = simpleClose(session.codes, open);
  if (close >= 0) {
    setValue(attribute, open + 1, close, close + 1);
    return close + 1;
  }
  const first = skipBlank(session.text, open + 1);
  return startsExpression(session.text, first)
    ? readExpressionValue(session, attribute, open, first)
    : readPlainValue(session, attribute, open);
}

function setValue(attribute: ParsedAttribute, start: number, end: number, attributeEnd: number): void {
  attribute.valueStart = start;
  attribute.valueEnd = end;
  attribute.end = attributeEnd;
}

/** Reads the value that the quote of print at `open` begins, up to a quote of any kind; `undefined` without such. */
export function readTypographicValue(
  session: ParseSession,
  attribute: ParsedAttribute,
  open: number,
): number | undefined {
  const { text } = session;
  const first = skipSpace(text, open + 1);
  const scanned = startsExpression(text, first) ? session.scan(first + 1) : undefined;
  const from = scanned?.ok ? scanned.end : open + 1;
  const close = typographicClose(session, from, text.length, false);
  if (close === undefined) return undefined;
  reportTypographic(session, open, '"');
  if (scanned?.ok && skipSpace(text, scanned.end) === close) {
    attribute.expression = closedExpression(session, first, scanned);
  }
  return endAtQuote(session, attribute, open, close);
}

/** Ends the value that the quote at `open` begins at the one at `close`, which may be one of print. */
function endAtQuote(session: ParseSession, attribute: ParsedAttribute, open: number, close: number): number {
  const quote = session.text.charAt(open);
  if (isTypographicQuote(session.text.charCodeAt(close))) {
    reportTypographic(session, close, quote === "'" ? quote : '"');
  }
  setValue(attribute, open + 1, close, close + 1);
  return close + 1;
}

function readPlainValue(session: ParseSession, attribute: ParsedAttribute, open: number): number {
  const { text } = session;
  const start = open + 1;
  const printed = typographicClose(session, start, session.quotes(text.charCodeAt(open)).next(start), true);
  if (printed !== undefined) return endAtQuote(session, attribute, open, printed);
  const early = swallowedAttribute(session, start, text.charCodeAt(open));
  if (early !== undefined) return closeWithoutQuote(session, attribute, open, early);
  const raw = rawValueClose(session, start, text.charCodeAt(open));
  if (raw !== undefined) {
    reportRawValue(session, start, raw, attribute.name);
    setValue(attribute, start, raw, raw + 1);
    return raw + 1;
  }
  const close = findPlainClose(session, start, text.charCodeAt(open));
  if (close === undefined) return closeWithoutQuote(session, attribute, open, recoverPlainEnd(text, start));
  checkPlainValue(session, attribute, start, close);
  setValue(attribute, start, close, close + 1);
  return close + 1;
}

/** Reports signs that must be escaped in a value; of code without its `@(` that it is such. */
function checkPlainValue(
  session: ParseSession,
  attribute: ParsedAttribute,
  start: number,
  close: number,
): void {
  const known = session.problems.length;
  const lessThan = session.lessThans.next(start);
  if (lessThan < close) {
    session.report(
      "stray-less-than",
      span(lessThan, lessThan + 1),
      `A "<" in the value of "${attribute.name}" must be written as "&lt;".`,
    );
  }
  if (session.ampersands.next(start) < close) checkEntities(session, start, close);
  if (session.problems.length > known && reportBareCode(session, start, close)) {
    session.problems.splice(known, session.problems.length - known - 1);
  }
}

function findPlainClose(session: ParseSession, start: number, quote: number): number | undefined {
  const { text } = session;
  const quotes = session.quotes(quote);
  const close = quotes.next(start);
  if (close >= text.length) return undefined;
  const lessThan = session.lessThans.next(start);
  const newline = session.newlines.next(start);
  if (close < newline && close < lessThan && endsValue(text, close + 1)) return close;
  if (tagGoesOn(text, close + 1)) return lessThan < close && newline < lessThan ? undefined : close;
  return (
    closeBehindExpression(session, start, close, quote) ??
    (newline < close || lessThan < close ? undefined : close)
  );
}

/** Whether what stands at `position` may stand behind a closing quote in XML. */
function endsValue(text: string, position: number): boolean {
  const code = text.charCodeAt(position);
  if (code === Code.slash) return text.charCodeAt(position + 1) === Code.greaterThan;
  return isSpace(code) || code === Code.greaterThan || code === Code.question;
}

/**
 * Where another attribute begins in a value, as in `x="1 y=`, so that the first has no closing quote: before the first
 * quote of either kind, when no more of the tag follows the one that would end the value.
 */
function swallowedAttribute(session: ParseSession, start: number, quote: number): number | undefined {
  const { text } = session;
  const same = session.quotes(quote).next(start);
  const other = session.quotes(quote === Code.doubleQuote ? Code.apostrophe : Code.doubleQuote).next(start);
  const first = Math.min(same, other);
  if (session.lessThans.next(start) < first || tagGoesOn(text, same + 1)) return undefined;
  const tail = text.slice(Math.max(start, first - 80), first);
  const name = /\s+[\w:.-]+\s*=\s*$/.exec(tail);
  if (!name || !closesOnLine(session, first, same)) return undefined;
  return first - tail.length + name.index;
}

/** Whether a value that begins at `open` ends on its line with more of the tag behind it. */
function closesOnLine(session: ParseSession, open: number, same: number): boolean {
  const { text } = session;
  const quotes = session.quotes(text.charCodeAt(open));
  const newline = session.newlines.next(open);
  const close = quotes.next(open + 1);
  if (startsExpression(text, skipSpace(text, open + 1))) return true;
  // A string in code is followed by more code.
  return open === same ? close < newline && tagGoesOn(text, close + 1) : close < newline;
}

/** The closing quote of a value that holds an expression with raw quotes behind other text. */
function closeBehindExpression(
  session: ParseSession,
  start: number,
  close: number,
  quote: number,
): number | undefined {
  const at = session.ats.next(start);
  if (at >= close || !startsExpression(session.text, at)) return undefined;
  const scanned = session.scan(at + 1);
  if (!scanned.ok) return undefined;
  const next = session.quotes(quote).next(scanned.end);
  session.spend(scanned.end - at);
  return next < session.newlines.next(scanned.end) && tagGoesOn(session.text, next + 1) ? next : undefined;
}

function readExpressionValue(
  session: ParseSession,
  attribute: ParsedAttribute,
  open: number,
  first: number,
): number {
  const { text } = session;
  const quote = text.charCodeAt(open);
  const scanned = session.scan(first + 1);
  if (!scanned.ok) return readBrokenExpression(session, attribute, open, first, scanned);
  const after = skipBlank(text, scanned.end);
  if (text.charCodeAt(after) === quote) {
    attribute.expression = closedExpression(session, first, scanned);
    setValue(attribute, open + 1, after, after + 1);
    return after + 1;
  }
  if (isTypographicQuote(text.charCodeAt(after)) && tagGoesOn(text, after + 1)) {
    attribute.expression = closedExpression(session, first, scanned);
    return endAtQuote(session, attribute, open, after);
  }
  return readBehindExpression(session, attribute, open, scanned);
}

/** Something other than the closing quote stands behind an expression. */
function readBehindExpression(
  session: ParseSession,
  attribute: ParsedAttribute,
  open: number,
  scanned: ScanResult & { ok: true },
): number {
  const { text } = session;
  const { end } = scanned;
  const quote = text.charCodeAt(open);
  const next = skipBlank(text, end);
  const after = text.charCodeAt(next);
  const ends = after === Code.lessThan || tagGoesOn(text, end);
  const close = ends ? undefined : recoverClosingQuote(session, end, quote, text.length);
  if (close === undefined) {
    attribute.expression = closedExpression(session, skipBlank(text, open + 1), scanned);
    return closeWithoutQuote(session, attribute, open, end);
  }
  const isSpare = /^[\s)}]+$/.test(text.slice(end, Math.min(close, end + 80)));
  if (isSpare || session.quotes(quote).next(end) < close) {
    session.report(
      "text-after-expression",
      span(skipSpace(text, end), trimEnd(text, end, close)),
      "The expression ends before this: put one pair of brackets around the whole.",
    );
  }
  setValue(attribute, open + 1, close, close + 1);
  return close + 1;
}

function readBrokenExpression(
  session: ParseSession,
  attribute: ParsedAttribute,
  open: number,
  first: number,
  scanned: ScanResult & { ok: false },
): number {
  const { text } = session;
  const limit = scanned.reason === "markup" ? scanned.at : text.length;
  const close = recoverClosingQuote(session, first + 2, text.charCodeAt(open), limit);
  if (close !== undefined) {
    attribute.expression = brokenExpression(session, first, trimEnd(text, first + 2, close), scanned);
    setValue(attribute, open + 1, close, close + 1);
    return close + 1;
  }
  const end = recoverValueEnd(text, first + 2, limit);
  attribute.expression = brokenExpression(session, first, end, scanned);
  setValue(attribute, open + 1, end, end);
  return end;
}

function closeWithoutQuote(
  session: ParseSession,
  attribute: ParsedAttribute,
  open: number,
  end: number,
): number {
  session.report(
    "unclosed-attribute-value",
    span(open, open + 1),
    `The value of "${attribute.name}" has no closing quote.`,
  );
  setValue(attribute, open + 1, end, end);
  return end;
}
