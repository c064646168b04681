import { hasNamedValue, namedValues, type PolicyDocument, parsePolicy } from "../../policy/index.ts";
import type { LevelPolicy } from "./levels.ts";

/** A policy as the gateway parses it, with the way back to the text that people see. */
interface FilledPolicy {
  /** Readable named values are filled in; the others still stand there as `{{name}}`. */
  readonly document: PolicyDocument;
  /** The policy as it is stored. */
  readonly text: string;
  /** The line, from 1 on, of the stored text in which `offset` of the document stands. */
  lineOf(offset: number): number;
  /** Whether a named value, readable or not, makes up any of a stretch of the document. */
  touchesNamedValue(start: number, end: number): boolean;
}

/** One level's policy as the gateway parses it. */
export interface ReadPolicy {
  readonly origin: LevelPolicy;
  readonly filled: FilledPolicy;
}

interface Replacement {
  /** In the stored text. */
  readonly start: number;
  readonly end: number;
  /** Where the value begins in the filled one. */
  readonly at: number;
  readonly length: number;
}

/** Puts `values` in the place of `{{name}}`, as text and before anything is parsed, which is what the gateway does. */
export function fillIn(text: string, values: ReadonlyMap<string, string>): FilledPolicy {
  const stored = parsePolicy(text);
  const replacements: Replacement[] = [];
  let filled = "";
  let position = 0;
  for (const { name, span } of namedValues(stored)) {
    const value = values.get(name);
    if (value === undefined || span.start < position) continue;
    filled += text.slice(position, span.start);
    replacements.push({ start: span.start, end: span.end, at: filled.length, length: value.length });
    filled += value;
    position = span.end;
  }
  filled += text.slice(position);
  const storedOffset = (offset: number) => toStored(replacements, offset);
  const document = replacements.length === 0 ? stored : parsePolicy(filled);
  return {
    document,
    text,
    lineOf: (offset) => stored.lines.positionAt(storedOffset(offset)).line + 1,
    touchesNamedValue: (start, end) =>
      replacements.some(({ at, length }) => at < end && at + length > start) ||
      hasNamedValue(document.text.slice(start, end)),
  };
}

/** An offset inside a value leads to the beginning of the reference that it stands for. */
function toStored(replacements: readonly Replacement[], offset: number): number {
  const last = replacements.findLast(({ at }) => at < offset);
  if (!last) return offset;
  const behind = offset - (last.at + last.length);
  return behind < 0 ? last.start : last.end + behind;
}
