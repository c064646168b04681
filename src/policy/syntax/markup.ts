import { span } from "../../core/span.ts";
import { Code } from "./characters.ts";
import type { MarkupNode, SyntaxProblemCode } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";
import { startsTagLine } from "./recovery.ts";
import { type ParsedElement, ParsedMarkup } from "./tree.ts";

interface Delimiters {
  readonly kind: MarkupNode["kind"];
  readonly open: string;
  readonly close: string;
  readonly code: SyntaxProblemCode;
  readonly what: string;
}

const comment: Delimiters = {
  kind: "comment",
  open: "<!--",
  close: "-->",
  code: "unclosed-comment",
  what: "comment",
};
const cdata: Delimiters = {
  kind: "cdata",
  open: "<![CDATA[",
  close: "]]>",
  code: "unclosed-cdata",
  what: "CDATA section",
};
const instruction: Delimiters = {
  kind: "instruction",
  open: "<?",
  close: "?>",
  code: "unclosed-instruction",
  what: "processing instruction",
};
const declaration: Delimiters = {
  kind: "declaration",
  open: "<!",
  close: ">",
  code: "unclosed-instruction",
  what: "declaration",
};

/** A comment whose `<!--` lacks a hyphen. */
const halfComment: Delimiters = { ...comment, open: "<!-" };

/** Reads a comment, CDATA section, instruction or declaration at `start`; `undefined` when none begins there. */
export function readMarkup(
  session: ParseSession,
  parent: ParsedElement | undefined,
  start: number,
): ParsedMarkup | undefined {
  const delimiters = delimitersAt(session, start);
  if (!delimiters) return undefined;
  const { open, close, kind } = delimiters;
  const contentStart = start + open.length;
  const found = session.closers(close).next(contentStart);
  const damaged = kind === "comment" ? damagedCommentEnd(session, contentStart, found) : undefined;
  const closed = found < session.text.length && damaged === undefined;
  const contentEnd = damaged ?? (closed ? found : recoverEnd(session, contentStart));
  const end = closed ? found + close.length : contentEnd;
  if (!closed) {
    session.report(
      delimiters.code,
      span(start, contentStart),
      `The ${delimiters.what} that begins here has no "${close}".`,
    );
  } else if (delimiters === halfComment || delimiters === declaration) {
    reportOpening(session, parent, start, delimiters);
  } else if (kind === "comment") {
    checkHyphens(session, contentStart, contentEnd);
  }
  return new ParsedMarkup(parent, kind, span(start, end), span(contentStart, contentEnd), closed);
}

function delimitersAt({ text }: ParseSession, start: number): Delimiters | undefined {
  const next = text.charCodeAt(start + 1);
  if (next === Code.question) return instruction;
  if (next !== Code.exclamation) return undefined;
  if (text.startsWith(comment.open, start)) return comment;
  if (text.startsWith(cdata.open, start)) return cdata;
  return text.charCodeAt(start + 2) === Code.hyphen ? halfComment : declaration;
}

/** Nothing but a document type begins with "<!" and a letter, and that stands before the root only. */
function reportOpening(
  session: ParseSession,
  parent: ParsedElement | undefined,
  start: number,
  { kind, open }: Delimiters,
): void {
  const end = start + open.length;
  if (kind === "declaration" && !parent && session.text.startsWith("DOCTYPE", end)) return;
  const repair = kind === "comment" ? [{ span: span(end, end), newText: "-" }] : undefined;
  const message = 'Nothing can begin with "<!" here but a comment, which begins with "<!--".';
  session.report("bad-markup", span(start, end), message, repair);
}

/**
 * Where a comment ends whose `-->` is damaged or missing, so that the next one is that of another comment: at the end of
 * a line with `--` or `->`, else before the next line that begins with markup. `undefined` when it seems whole, also
 * when the other comment seems to stand within it.
 */
function damagedCommentEnd(session: ParseSession, start: number, found: number): number | undefined {
  const inner = session.closers("<!--").next(start);
  if (inner >= found) return undefined;
  const ending = /(?:--|->)[ \t]*(?=\r?\n)/.exec(session.text.slice(start, inner));
  if (ending) return start + ending.index + ending[0].length;
  if (session.endsTwice(found)) return undefined;
  const end = recoverEnd(session, start);
  return end <= inner ? end : undefined;
}

/** Without its end, markup is taken to reach to the line before the next one that begins with a tag. */
function recoverEnd(session: ParseSession, from: number): number {
  const { text } = session;
  for (let line = session.newlines.next(from); line < text.length; line = session.newlines.next(line + 1)) {
    if (startsTagLine(text, line + 1)) return line;
  }
  return text.length;
}

function checkHyphens(session: ParseSession, start: number, end: number): void {
  const hyphens = session.closers("--").next(start);
  if (hyphens >= end) return;
  session.report("double-hyphen-in-comment", span(hyphens, hyphens + 2), 'A comment must not hold "--".');
}
