import { span } from "../../core/span.ts";
import { Code, isNameStart, skipSpace } from "./characters.ts";
import { ParsedDocument } from "./document.ts";
import { readMarkup } from "./markup.ts";
import { mayConflict } from "./merge-conflicts.ts";
import { readMistakenStart } from "./mistaken-start.ts";
import type { PolicyDocument } from "./nodes.ts";
import { OpenElements } from "./open-elements.ts";
import { ParseSession } from "./parse-session.ts";
import { PartStack } from "./part-stack.ts";
import { checkRoots } from "./roots.ts";
import { afterSpace, sameName, startsName } from "./scan.ts";
import { readStartTag } from "./start-tag.ts";
import { maskTemplates } from "./template-mask.ts";
import { readGeneric, readText } from "./text-run.ts";
import { OddlyNamedElement, ParsedElement } from "./tree.ts";

/**
 * Parses any text as a policy document. Never throws: what is wrong stands in `problems`, and an error costs as
 * little of the rest as possible. Takes time linear in the length of the text.
 */
export function parsePolicy(text: string): PolicyDocument {
  const document = parseText(text, text);
  return document.problems.length === 0 && !mayConflict(text) ? document : withoutForms(document);
}

/**
 * `document`, read as if the markup in its templates were none of it. Where templates shake the text they are left out at
 * once, but an element in the strings of one looks as right as any.
 */
export function withTemplatesApart(document: PolicyDocument): PolicyDocument {
  const { text, templates } = document;
  const holdsMarkup = templates.some(({ span: { start, end } }) => text.slice(start + 1, end).includes("<"));
  return holdsMarkup ? withoutForms(document) : document;
}

/**
 * Reads a document with problems once more with the signs of markup masked that stand in templates: most documents are
 * spared the search for them.
 */
function withoutForms(document: PolicyDocument): PolicyDocument {
  const { text, templates } = document;
  if (templates.length === 0) return document;
  return parseText(maskTemplates(text, templates), text).without(templates);
}

/** Parses `text`, which differs from the `source` of the document in what its templates hold only. */
function parseText(text: string, source: string): ParsedDocument {
  const session = new ParseSession(text, source);
  const open = new OpenElements(session);
  const elements = new PartStack<ParsedElement>();
  readAll(session, open, elements);
  const top = open.finish();
  checkRoots(session, top);
  session.problems.sort((a, b) => a.span.start - b.span.start);
  const isAscii = session.codes.isAscii && text === source;
  return new ParsedDocument(source, top, session.problems, elements.take(0), isAscii);
}

/**
 * Stands alone for speed: the engine compiles a loop while it runs, and throws that away each time the function goes
 * on to code behind the loop that had not run yet.
 */
function readAll(session: ParseSession, open: OpenElements, elements: PartStack<ParsedElement>): void {
  const { codes } = session;
  const { length } = session.text;
  let position = 0;
  while (position < length) {
    const first = afterSpace(codes, position);
    position =
      codes.bytes[first] === Code.lessThan
        ? readTag(session, open, elements, first)
        : readText(session, open, position, first);
  }
}

function readTag(
  session: ParseSession,
  open: OpenElements,
  elements: PartStack<ParsedElement>,
  start: number,
): number {
  const { codes } = session;
  if (codes.bytes[start + 1] === Code.slash) return readEndTag(session, open, start);
  const named = startsName(codes, start + 1);
  if (named && isWordPart(codes.bytes[start - 1])) {
    const end = readGeneric(session, open, start);
    if (end >= 0) return end;
  }
  if (!named) {
    const markup = readMarkup(session, open.current, start);
    if (markup) {
      open.add(markup);
      return markup.span.end;
    }
  }
  const name = named ? session.names.read(start + 1) : session.names.none;
  if (name.text === open.current?.name && codes.bytes[start + 1 + name.length] === Code.greaterThan) {
    const end = readMistakenStart(session, open, start);
    if (end >= 0) return end;
  }
  open.beforeElement(name, start);
  const element = name.isOdd
    ? new OddlyNamedElement(open.current, name, start)
    : new ParsedElement(open.current, name.text, start);
  if (name.isOdd) session.reportOddName(name, start + 1);
  open.add(element);
  elements.add(element);
  if (name.text === "") return readNameless(session, element);
  const end = readStartTag(session, element, element.startTagEnd);
  if (!element.selfClosing) open.push(element);
  return end;
}

function isWordPart(code: number | undefined): boolean {
  return code !== undefined && code < 128 && isNameStart(code);
}

/** A lone `<`, or `<>`. */
function readNameless(session: ParseSession, element: ParsedElement): number {
  const next = session.text.charCodeAt(element.start + 1);
  if (next === Code.greaterThan) {
    element.startTagClosed = true;
    element.startTagEnd += 1;
    element.contentEnd = element.startTagEnd;
    element.end = element.startTagEnd;
  }
  session.report(
    "missing-name",
    element.startTagSpan,
    'A name must follow "<"; a literal "<" is written as "&lt;".',
  );
  return element.end;
}

function readEndTag(session: ParseSession, open: OpenElements, start: number): number {
  const { codes } = session;
  const expected = open.current;
  if (expected?.startTagClosed) {
    const { length } = expected.name;
    const nameEnd = start + 2 + length;
    const closed = codes.bytes[nameEnd] === Code.greaterThan;
    if (closed && sameName(codes, expected.start + 1, length, start + 2)) {
      open.closeCurrent(start, nameEnd, nameEnd + 1);
      return nameEnd + 1;
    }
  }
  return readUnexpectedEndTag(session, open, start);
}

/** An end tag of another element than the innermost, or one that is not written as it should be. */
function readUnexpectedEndTag(session: ParseSession, open: OpenElements, start: number): number {
  const { text } = session;
  const written = session.names.read(start + 2);
  if (written.isOdd) session.reportOddName(written, start + 2);
  const name = written.text;
  const nameEnd = start + 2 + written.length;
  const after = skipSpace(text, nameEnd);
  const closed = text.charCodeAt(after) === Code.greaterThan;
  const end = closed ? after + 1 : nameEnd;
  if (!closed) {
    session.report("unclosed-end-tag", span(start, end), 'This end tag has no ">".');
  } else if (nameEnd === start + 2) {
    session.report("missing-name", span(start, end), "This end tag has no name.");
  }
  open.endTag(name, start, nameEnd, end);
  return end;
}
