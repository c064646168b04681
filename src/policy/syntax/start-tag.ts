import { span } from "../../core/span.ts";
import { readQuotedValue, readTypographicValue } from "./attribute-value.ts";
import { Code, isNameStart, isSpace, skipName, skipSpace, trimEnd } from "./characters.ts";
import { startsExpression } from "./expressions.ts";
import { isInvisible } from "./invisible.ts";
import type { Name } from "./names.ts";
import type { SyntaxProblem, SyntaxProblemCode } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";
import { isAnyQuote } from "./quotes.ts";
import { tagGoesOn } from "./recovery.ts";
import { afterSpace, simpleClose, startsName } from "./scan.ts";
import { OddlyNamedAttribute, ParsedAttribute, type ParsedElement } from "./tree.ts";
import { readUnquotedValue } from "./unquoted-value.ts";

/** Reads attributes and end of the start tag of `element` from `from` on; returns where its content begins. */
export function readStartTag(session: ParseSession, element: ParsedElement, from: number): number {
  const known = session.problems.length;
  const end = readToEnd(session, element, from);
  if (session.problems.length > known) element.broken = session.problems.slice(known).some(isGuess);
  return end;
}

/** Problems of a start tag that leave no doubt about its attributes. */
const certain: ReadonlySet<SyntaxProblemCode> = new Set<SyntaxProblemCode>([
  "duplicate-attribute",
  "empty-expression",
  "bad-entity",
  "bad-character",
  "invisible-character",
  "typographic-quote",
  "double-escaping",
  "comment-in-expression",
]);

/** Whether a problem leaves a doubt about the attributes of its start tag. */
export function isGuess({ code }: SyntaxProblem): boolean {
  return !certain.has(code);
}

function readToEnd(session: ParseSession, element: ParsedElement, from: number): number {
  const { codes, text } = session;
  const known = session.problems.length;
  let position = from;
  while (true) {
    position = afterSpace(codes, position);
    const code = codes.bytes[position];
    if (code === Code.greaterThan) return closeStartTag(session, element, position + 1, false);
    if (code === Code.slash && codes.bytes[position + 1] === Code.greaterThan) {
      return closeStartTag(session, element, position + 2, true);
    }
    if (position >= text.length || code === Code.lessThan)
      return breakStartTag(session, element, known, position);
    if (startsName(codes, position)) {
      position = readAttribute(session, element, position);
      continue;
    }
    const next = readOddity(session, element, known, position);
    if (next < 0) return element.startTagEnd;
    position = next;
  }
}

function closeStartTag(
  session: ParseSession,
  element: ParsedElement,
  end: number,
  selfClosing: boolean,
): number {
  element.startTagClosed = true;
  element.selfClosing = selfClosing;
  return endStartTag(session, element, end);
}

function endStartTag({ attributes }: ParseSession, element: ParsedElement, end: number): number {
  if (attributes.size > 0) element.attributes = attributes.take(0);
  element.startTagEnd = end;
  element.contentEnd = end;
  element.end = end;
  return end;
}

/** Steps over what can begin no attribute; negative when the start tag ends before it, for lack of a `>`. */
function readOddity(session: ParseSession, element: ParsedElement, known: number, start: number): number {
  const { text } = session;
  if (isInvisible(text.charCodeAt(start))) {
    session.reportInvisible(start);
    return start + 1;
  }
  if (startsExpression(text, start)) return readStrayExpression(session, element, known, start);
  if (text.charCodeAt(start) === Code.slash) {
    const next = skipSpace(text, start + 1);
    const ends = next >= text.length || text.charCodeAt(next) === Code.lessThan;
    // A slash may also end the content of an element that lacks its `>`.
    if (ends && contentWithin(session, element, next) === undefined) {
      element.selfClosing = true;
      endWithoutSign(session, element, known, start + 1);
      return -1;
    }
  }
  return skipGarbage(session, element, start);
}

/** An expression between attributes; when no more of the tag follows it, it is content, and the tag lacks its end. */
function readStrayExpression(
  session: ParseSession,
  element: ParsedElement,
  known: number,
  start: number,
): number {
  const scanned = session.scan(start + 1);
  if (!scanned.ok || !tagGoesOn(session.text, scanned.end)) {
    endWithoutSign(session, element, known, trimEnd(session.text, element.start + 1, start));
    return -1;
  }
  session.report(
    "stray-expression",
    span(start, scanned.end),
    `This expression is the value of no attribute: write a name, "=" and quotes around it.`,
  );
  return scanned.end;
}

/** Ends a start tag that reaches up to `position`, where the next one begins, without a `>`. */
function breakStartTag(
  session: ParseSession,
  element: ParsedElement,
  known: number,
  position: number,
): number {
  const content = contentWithin(session, element, position);
  return endWithoutSign(
    session,
    element,
    known,
    content ?? trimEnd(session.text, element.start + 1, position),
  );
}

/** Ends the start tag at `end`, where its `>` is missing; what seemed wrong in it since `known` follows from that. */
function endWithoutSign(session: ParseSession, element: ParsedElement, known: number, end: number): number {
  const { attributes, problems } = session;
  while (attributes.size > 0 && (attributes.at(attributes.size - 1)?.end ?? 0) > end) attributes.drop();
  const others = problems
    .slice(known)
    .filter(({ code, span: { start } }) => start < end && !follows.has(code));
  problems.length = known;
  problems.push(...others);
  if (!others.some(({ code }) => swallows.has(code))) {
    session.report(
      "unclosed-start-tag",
      span(element.start, element.nameSpan.end),
      `The start tag of "${element.name}" has no ">".`,
      [{ span: span(end, end), newText: ">" }],
    );
  }
  return endStartTag(session, element, end);
}

/** What takes the rest of a tag with it, and the ">" in that. */
const swallows: ReadonlySet<SyntaxProblemCode> = new Set<SyntaxProblemCode>([
  "unclosed-attribute-value",
  "unclosed-expression",
]);

/** What a tag seems to have when text is taken for attributes of it. */
const follows: ReadonlySet<SyntaxProblemCode> = new Set<SyntaxProblemCode>([
  "attribute-without-value",
  "missing-name",
]);

/**
 * Where the content begins that was taken for attributes because a `>` is missing before it: behind the last attribute
 * that is whole, when the end tag of `element` stands at `position`.
 */
function contentWithin(session: ParseSession, element: ParsedElement, position: number): number | undefined {
  const { attributes, codes, text } = session;
  if (codes.bytes[position + 1] !== Code.slash) return undefined;
  const name = text.slice(position + 2, skipName(text, position + 2));
  if (name === "" || !element.name.startsWith(name)) return undefined;
  if (name !== element.name) {
    element.name = name;
    return element.start + 1 + name.length;
  }
  let { end } = element.nameSpan;
  for (let index = 0; index < attributes.size; index += 1) {
    const attribute = attributes.at(index);
    if (!attribute || attribute.valueStart < 0 || attribute.end === attribute.valueEnd) break;
    end = attribute.end;
  }
  return end;
}

/** Steps over what can begin no attribute: a quoted text whole. */
function skipGarbage(session: ParseSession, element: ParsedElement, start: number): number {
  const { text } = session;
  const end = quotedEnd(session, start) ?? garbageEnd(text, start);
  session.report(
    "missing-name",
    span(start, end),
    `An attribute name was expected in the start tag of "${element.name}".`,
  );
  return end;
}

/** The end of the text in quotes that begins at `start`, on one line, when more of the tag follows it. */
function quotedEnd(session: ParseSession, start: number): number | undefined {
  const { text } = session;
  const quote = text.charCodeAt(start);
  if (!isQuote(quote)) return undefined;
  const end = session.quotes(quote).next(start + 1) + 1;
  const limit = Math.min(session.newlines.next(start), session.lessThans.next(start));
  return end > start + 2 && end <= limit && tagGoesOn(text, end) ? end : undefined;
}

function garbageEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !endsGarbage(text.charCodeAt(end))) end += 1;
  return end;
}

function endsGarbage(code: number): boolean {
  return (
    isSpace(code) ||
    isNameStart(code) ||
    code === Code.greaterThan ||
    code === Code.lessThan ||
    code === Code.slash
  );
}

function readAttribute(session: ParseSession, element: ParsedElement, start: number): number {
  const { codes } = session;
  const { bytes } = codes;
  const name = session.names.read(start);
  const nameEnd = start + name.length;
  const quoted = bytes[nameEnd] === Code.equals && bytes[nameEnd + 1] === Code.doubleQuote;
  if (quoted && name.owner !== element.start && !name.isOdd && !isQuote(bytes[start - 1])) {
    const close = simpleClose(codes, nameEnd + 1);
    if (close >= 0) {
      name.owner = element.start;
      session.attributes.add(
        new ParsedAttribute(element, session.source, name.text, start, nameEnd + 2, close, close + 1),
      );
      return close + 1;
    }
  }
  return readUnusualAttribute(session, element, name, start);
}

function isQuote(code: number | undefined): boolean {
  return code === Code.doubleQuote || code === Code.apostrophe;
}

/** Reads an attribute that raises a question, as few do. */
function readUnusualAttribute(
  session: ParseSession,
  element: ParsedElement,
  name: Name,
  start: number,
): number {
  const { text, source } = session;
  const nameEnd = start + name.length;
  if (name.isOdd && isInvisible(text.charCodeAt(start))) {
    session.reportInvisible(start);
    return start + 1;
  }
  const attribute = name.isOdd
    ? new OddlyNamedAttribute(element, source, name, start)
    : new ParsedAttribute(element, source, name.text, start, -1, -1, nameEnd);
  if (name.isOdd) session.reportOddName(name, start);
  session.attributes.add(attribute);
  if (isQuote(text.charCodeAt(start - 1))) reportMissingSpace(session, attribute);
  if (name.owner === element.start) reportRepeated(session, attribute);
  name.owner = element.start;
  const equals = skipSpace(text, nameEnd);
  if (text.charCodeAt(equals) !== Code.equals) {
    if (isAnyQuote(text.charCodeAt(equals)) && lacksEquals(session, equals)) {
      reportMissingEquals(session, attribute);
      return readValue(session, attribute, nameEnd);
    }
    reportMissingValue(session, attribute);
    return nameEnd;
  }
  attribute.end = equals + 1;
  return readValue(session, attribute, equals + 1);
}

/** Whether the quote at `open`, behind a name, begins a value on one line, behind which the tag goes on. */
function lacksEquals(session: ParseSession, open: number): boolean {
  const { text } = session;
  if (startsExpression(text, open + 1)) return true;
  const limit = Math.min(session.newlines.next(open), session.lookAhead(open));
  let close = open + 1;
  while (close < limit && !isAnyQuote(text.charCodeAt(close))) close += 1;
  session.spend(close - open);
  return close < limit && tagGoesOn(text, close + 1);
}

function readValue(session: ParseSession, attribute: ParsedAttribute, from: number): number {
  const { text } = session;
  const open = skipSpace(text, from);
  const code = text.charCodeAt(open);
  if (isQuote(code)) return readQuotedValue(session, attribute, open);
  const printed = isAnyQuote(code) ? readTypographicValue(session, attribute, open) : undefined;
  if (printed !== undefined) return printed;
  const sameLine = session.newlines.next(from) > open;
  const ends = code === Code.greaterThan || code === Code.lessThan || text.startsWith("/>", open);
  if (sameLine && !ends && open < text.length) return readUnquotedValue(session, attribute, open);
  reportMissingValue(session, attribute);
  return from;
}

function reportMissingValue(session: ParseSession, attribute: ParsedAttribute): void {
  session.report(
    "attribute-without-value",
    attribute.nameSpan,
    `The attribute "${attribute.name}" has no value.`,
  );
}

function reportMissingEquals(session: ParseSession, attribute: ParsedAttribute): void {
  const { end } = attribute.nameSpan;
  session.report(
    "missing-equals",
    attribute.nameSpan,
    `"=" is missing between "${attribute.name}" and its value.`,
    [{ span: span(end, end), newText: "=" }],
  );
}

function reportMissingSpace(session: ParseSession, attribute: ParsedAttribute): void {
  session.report(
    "missing-space-between-attributes",
    attribute.nameSpan,
    `A space is missing before the attribute "${attribute.name}".`,
  );
}

function reportRepeated(session: ParseSession, attribute: ParsedAttribute): void {
  session.report(
    "duplicate-attribute",
    attribute.nameSpan,
    `The attribute "${attribute.name}" is given twice.`,
  );
}
