import type { TextPlace } from "./failure.ts";

/** Where a text ceases to be JSON, whatever the engine says of it; `undefined` for what is JSON as a whole. Quotes nothing of it. */
export function jsonMistake(text: string): TextPlace | undefined {
  const at = endOfValue(text, 0);
  const end = at.isBroken ? at.offset : skipBlanks(text, at.offset);
  if (!at.isBroken && end === text.length) return undefined;
  const before = text.slice(0, end).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** How far a value goes, or what is broken of it. */
interface Reached {
  readonly offset: number;
  readonly isBroken: boolean;
}

const literal =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function endOfValue(text: string, from: number): Reached {
  const start = skipBlanks(text, from);
  const sign = text[start];
  if (sign === "{") return endOfMembers(text, start, "}", endOfMember);
  if (sign === "[") return endOfMembers(text, start, "]", endOfValue);
  return endOfLiteral(text, start);
}

function endOfMembers(
  text: string,
  start: number,
  close: "}" | "]",
  endOf: (text: string, from: number) => Reached,
): Reached {
  let at = skipBlanks(text, start + 1);
  if (text[at] === close) return { offset: at + 1, isBroken: false };
  for (;;) {
    const member = endOf(text, at);
    if (member.isBroken) return member;
    at = skipBlanks(text, member.offset);
    if (text[at] === close) return { offset: at + 1, isBroken: false };
    if (text[at] !== ",") return { offset: at, isBroken: true };
    at += 1;
  }
}

function endOfMember(text: string, from: number): Reached {
  const start = skipBlanks(text, from);
  const key = text[start] === '"' ? endOfLiteral(text, start) : { offset: start, isBroken: true };
  if (key.isBroken) return key;
  const colon = skipBlanks(text, key.offset);
  return text[colon] === ":" ? endOfValue(text, colon + 1) : { offset: colon, isBroken: true };
}

function endOfLiteral(text: string, start: number): Reached {
  literal.lastIndex = start;
  const isThere = literal.test(text);
  return { offset: isThere ? literal.lastIndex : start, isBroken: !isThere };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/[ \t\r\n]/.test(text[at] ?? "")) at += 1;
  return at;
}
