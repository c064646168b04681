import { span } from "../../core/span.ts";
import { readQuotedValue, readUnquotedValue } from "./attribute-value.ts";
import { Code, isNameStart, isSpace, skipSpace, trimEnd } from "./characters.ts";
import type { Name } from "./names.ts";
import type { SyntaxProblem, SyntaxProblemCode } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";
import { afterSpace, simpleClose, startsName } from "./scan.ts";
import { ParsedAttribute, type ParsedElement } from "./tree.ts";

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
]);

function isGuess({ code }: SyntaxProblem): boolean {
  return !certain.has(code);
}

function readToEnd(session: ParseSession, element: ParsedElement, from: number): number {
  const { codes, text } = session;
  let position = from;
  while (true) {
    position = afterSpace(codes, position);
    const code = codes.bytes[position];
    if (code === Code.greaterThan) return closeStartTag(session, element, position + 1, false);
    if (code === Code.slash && codes.bytes[position + 1] === Code.greaterThan) {
      return closeStartTag(session, element, position + 2, true);
    }
    if (position >= text.length || code === Code.lessThan) {
      return breakStartTag(session, element, trimEnd(text, element.start + 1, position));
    }
    position = startsName(codes, position)
      ? readAttribute(session, element, position)
      : skipGarbage(session, element, position);
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

function breakStartTag(session: ParseSession, element: ParsedElement, end: number): number {
  const message =
    element.name === ""
      ? 'A name must follow "<"; a literal "<" is written as "&lt;".'
      : `The start tag of "${element.name}" has no ">".`;
  const code = element.name === "" ? "missing-name" : "unclosed-start-tag";
  session.report(code, span(element.start, element.start + 1 + element.name.length), message);
  return endStartTag(session, element, end);
}

/** Steps over what can begin no attribute. */
function skipGarbage(session: ParseSession, element: ParsedElement, start: number): number {
  const { text } = session;
  let end = start + 1;
  while (end < text.length && !endsGarbage(text.charCodeAt(end))) end += 1;
  session.report(
    "missing-name",
    span(start, end),
    `An attribute name was expected in the start tag of "${element.name}".`,
  );
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
  if (quoted && name.owner !== element.start && !isQuote(bytes[start - 1])) {
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
  const attribute = new ParsedAttribute(element, source, name.text, start, -1, -1, nameEnd);
  session.attributes.add(attribute);
  if (isQuote(text.charCodeAt(start - 1))) reportMissingSpace(session, attribute);
  if (name.owner === element.start) reportRepeated(session, attribute);
  name.owner = element.start;
  const equals = skipSpace(text, nameEnd);
  if (text.charCodeAt(equals) !== Code.equals) {
    reportMissingValue(session, attribute);
    return nameEnd;
  }
  attribute.end = equals + 1;
  return readValue(session, attribute, equals + 1);
}

function readValue(session: ParseSession, attribute: ParsedAttribute, from: number): number {
  const { text } = session;
  const open = skipSpace(text, from);
  const code = text.charCodeAt(open);
  if (isQuote(code)) return readQuotedValue(session, attribute, open);
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
