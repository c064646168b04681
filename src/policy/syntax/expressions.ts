import { span } from "../../core/span.ts";
import { Code, skipSpace } from "./characters.ts";
import type { ScanFailure, ScanResult } from "./expression-scanner.ts";
import type { Expression } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";
import { ParsedExpression } from "./tree.ts";

const why: Record<ScanFailure, string> = {
  "end-of-text": "The expression is not closed: its closing bracket is missing.",
  mismatch: "This bracket does not match the one that is open in the expression.",
  "unclosed-string": "The string that begins here is not closed, so the expression has no end.",
  "unclosed-character":
    "Single quotes hold one character in C#, and a string needs double quotes; the expression cannot be followed beyond this.",
  "unclosed-comment": "The comment that begins here is not closed, so the expression has no end.",
  markup: "Markup begins here, but the expression before it still lacks a closing bracket.",
};

/** Whether an expression begins at `position`: `@(` or `@{`. */
export function startsExpression(text: string, position: number): boolean {
  if (text.charCodeAt(position) !== Code.at) return false;
  const next = text.charCodeAt(position + 1);
  return next === Code.openParenthesis || next === Code.openBrace;
}

/** The expression from `start` on, whose closing bracket was found; an empty one is reported, and what is no C# in it. */
export function closedExpression(
  session: ParseSession,
  start: number,
  { end, odd }: ScanResult & { ok: true },
): Expression {
  const { text } = session;
  if (odd.length > 0) session.problems.push(...odd);
  if (skipSpace(text, start + 2, end) === end - 1) {
    session.report("empty-expression", span(start, end), "The expression is empty.");
  }
  return new ParsedExpression(start, end, isBlock(text, start), true);
}

/** The expression from `start` to `end`, where recovery has cut it; says why it could not be followed. */
export function brokenExpression(
  session: ParseSession,
  start: number,
  end: number,
  result: ScanResult,
): Expression {
  if (!result.ok) {
    const opens = result.reason === "end-of-text" || result.at >= end;
    const where = opens ? span(start, start + 2) : span(result.at, Math.min(result.at + 1, end));
    session.report("unclosed-expression", where, why[opens ? "end-of-text" : result.reason]);
  }
  return new ParsedExpression(start, end, isBlock(session.text, start), false);
}

function isBlock(text: string, start: number): boolean {
  return text.charCodeAt(start + 1) === Code.openBrace;
}
