import { span } from "../../core/span.ts";
import { reportBareCode } from "./bare-value.ts";
import { Code, isNameStart, isSpace, skipSpace, trimEnd } from "./characters.ts";
import { checkEntities } from "./entities.ts";
import type { ScanResult } from "./expression-scanner.ts";
import { brokenExpression, closedExpression, startsExpression } from "./expressions.ts";
import { isInvisible } from "./invisible.ts";
import type { OpenElements } from "./open-elements.ts";
import type { ParseSession } from "./parse-session.ts";
import { recoverTextEnd } from "./recovery.ts";
import { startsName } from "./scan.ts";
import { ParsedExpressionNode, ParsedText } from "./tree.ts";

/**
 * Reads character data and expressions from `start` to the next tag, `first` being the first place without white
 * space; returns where that tag stands. White space alone makes no node.
 */
export function readText(session: ParseSession, open: OpenElements, start: number, first: number): number {
  const { text } = session;
  if (first === text.length) return first;
  const plain = plainEnd(session, first);
  if (open.current && plain >= 0) {
    open.add(new ParsedText(open.current, start, plain));
    return plain;
  }
  if (session.codes.bytes[first] === Code.at && startsExpression(text, first)) {
    addText(session, open, start, first);
    return readExpression(session, open, first);
  }
  const known = session.problems.length;
  const end = findTextEnd(session, start, first);
  const at = findExpression(session, first, end);
  if (at === undefined) {
    addText(session, open, start, end);
    // Signs that must be escaped in text, but not in code, whose "@(" is missing.
    if (open.current && session.problems.length > known && reportBareCode(session, start, end)) {
      session.problems.splice(known, session.problems.length - known - 1);
    }
    return end;
  }
  addText(session, open, start, at.start);
  const expression = closedExpression(session, at.start, at.scanned);
  open.add(new ParsedExpressionNode(open.current, expression));
  return at.scanned.end;
}

/** What stands between `<` and `>` in C#. */
const types = /<[\w.,<>[\]? ]+>(?=[\s({.,;)?[])/y;

/**
 * When the `<` at `start` follows a word and begins the types of something generic, and all of the content around it
 * reads as code without its `@(`, that becomes one text: returns where it ends, else -1.
 */
export function readGeneric(session: ParseSession, open: OpenElements, start: number): number {
  const { text } = session;
  const before = open.last;
  const { current } = open;
  types.lastIndex = start;
  if (!current || !(before instanceof ParsedText) || !types.test(text)) return -1;
  const end = session.closers("</").next(start);
  if (end > session.lookAhead(start) || !text.startsWith(current.name, end + 2)) return -1;
  if (!reportBareCode(session, before.span.start, end)) {
    session.spend(end - before.span.start);
    return -1;
  }
  before.extendTo(end);
  return end;
}

/** Where text from `start` on ends that raises no question, as most does not; else -1. */
function plainEnd(session: ParseSession, start: number): number {
  const { codes } = session;
  const end = session.lessThans.next(start);
  const isPlain =
    session.ats.next(start) > end &&
    session.ampersands.next(start) > end &&
    session.brackets.next(start) > end &&
    (codes.bytes[end + 1] === Code.slash || startsName(codes, end + 1));
  return isPlain ? end : -1;
}

function addText(session: ParseSession, open: OpenElements, start: number, end: number): void {
  const { text } = session;
  if (skipSpace(text, start, end) === end) return;
  open.add(new ParsedText(open.current, start, end));
  if (session.ampersands.next(start) < end) checkEntities(session, start, end);
  if (session.brackets.next(start) < end) checkCdataEnd(session, start, end);
  if (session.ats.next(start) < end && reportHeadlessTag(session, start, end)) return;
  if (open.current) return;
  const first = skipSpace(text, start, end);
  if (first === end || (first === 0 && end === 1 && text.charCodeAt(0) === Code.byteOrderMark)) return;
  const solid = text.charCodeAt(first) === Code.byteOrderMark ? skipSpace(text, first + 1, end) : first;
  if (solid === end) return;
  session.report(
    "text-outside-root",
    span(solid, trimEnd(text, solid, end)),
    "Text is not allowed outside the root element.",
  );
}

/** A name, and further on an expression as the value of an attribute. */
const headless = /^\s*([A-Za-z][\w.-]*)\s[\s\S]*[\w:.-]\s*=\s*["']\s*@[({]/;

/** Reports text that is a start tag but for its `<`: what seems to be markup behind it may stand in its expression. */
function reportHeadlessTag(session: ParseSession, start: number, end: number): boolean {
  const name = headless.exec(session.text.slice(start, end))?.[1];
  if (name === undefined) return false;
  const first = skipSpace(session.text, start, end);
  session.report(
    "missing-less-than",
    span(first, first + name.length),
    `A "<" is missing before "${name}".`,
    [{ span: span(first, first), newText: "<" }],
  );
  return true;
}

/** In an expression that was not seen as one, `]]>` may compare. */
function checkCdataEnd(session: ParseSession, start: number, end: number): void {
  const run = session.text.slice(start, end);
  const at = start + run.indexOf("]]>");
  if (at < start || /@[({]/.test(run)) return;
  session.report("cdata-end-in-text", span(at, at + 3), 'In text, "]]>" must be written as "]]&gt;".');
}

function readExpression(session: ParseSession, open: OpenElements, start: number): number {
  const scanned = session.scan(start + 1);
  const end = scanned.ok ? scanned.end : recoverTextEnd(session.text, start + 2);
  const expression = scanned.ok
    ? closedExpression(session, start, scanned)
    : brokenExpression(session, start, end, scanned);
  open.add(new ParsedExpressionNode(open.current, expression));
  return end;
}

/** The next `<` that begins a tag; a stray one, such as "less than", is reported and stays text. */
function findTextEnd(session: ParseSession, start: number, first: number): number {
  const { text } = session;
  let end = session.lessThans.next(first);
  while (end < text.length && !beginsTag(text, start, end)) {
    session.report("stray-less-than", span(end, end + 1), 'A literal "<" must be written as "&lt;".');
    end = session.lessThans.next(end + 1);
  }
  return end;
}

/** With nothing before it in its run of text, a lone `<` is taken for a tag that is being typed. */
function beginsTag(text: string, start: number, position: number): boolean {
  const next = text.charCodeAt(position + 1);
  if (isNameStart(next) || next === Code.slash || next === Code.exclamation || next === Code.question) {
    return true;
  }
  const alone = trimEnd(text, start, position) === start;
  return alone || Number.isNaN(next) || next === Code.lineFeed || next === Code.carriageReturn;
}

/** An expression behind other text, as far as its end can be found. */
function findExpression(
  session: ParseSession,
  start: number,
  end: number,
): { readonly start: number; readonly scanned: ScanResult & { ok: true } } | undefined {
  const { text } = session;
  for (let at = session.ats.next(start); at < end; at = session.ats.next(at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (!startsExpression(text, at) || !(isSpace(before) || isInvisible(before))) continue;
    const scanned = session.scan(at + 1);
    if (scanned.ok) return { start: at, scanned };
  }
  return undefined;
}
