import { type Span, span } from "../../core/span.ts";
import type { PolicyDocument } from "./nodes.ts";
import { nodeAt } from "./nodes-at.ts";

/** `{{name}}`: API Management puts the named value's text in its place before it reads the policy. */
export interface NamedValueReference {
  readonly name: string;
  /** With the braces. */
  readonly span: Span;
  readonly nameSpan: Span;
}

// Display names of named values are made of letters, digits, periods, dashes and underscores.
const reference = /\{\{[ \t]*([\w.-]{1,256})[ \t]*\}\}/;

/** Whether `text` refers to a named value. */
export function hasNamedValue(text: string): boolean {
  return text.includes("{{") && reference.test(text);
}

/** All references to named values in document order, but for those in comments. */
export function namedValues(document: PolicyDocument): readonly NamedValueReference[] {
  const { text } = document;
  const references: NamedValueReference[] = [];
  const pattern = new RegExp(reference.source, "y");
  // Of three braces, the last two may be those of a name.
  for (let start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", start + 1)) {
    pattern.lastIndex = start;
    const name = pattern.exec(text)?.[1];
    if (name === undefined || nodeAt(document, start)?.kind === "comment") continue;
    const nameStart = text.indexOf(name, start + 2);
    references.push({
      name,
      span: span(start, pattern.lastIndex),
      nameSpan: span(nameStart, nameStart + name.length),
    });
  }
  return references;
}

/** The name between `{{` and `}}` that a cursor at `offset` stands in, finished or not. */
export function namedValueNameAt(text: string, offset: number): Span | undefined {
  let start = offset;
  while (start > 0 && offset - start < 256 && isNameCharacter(text, start - 1)) start -= 1;
  let braces = start;
  while (braces > 0 && text[braces - 1] === " " && start - braces < 16) braces -= 1;
  if (text.slice(Math.max(0, braces - 2), braces) !== "{{") return undefined;
  let end = offset;
  while (end < text.length && end - offset < 256 && isNameCharacter(text, end)) end += 1;
  return span(start, end);
}

function isNameCharacter(text: string, position: number): boolean {
  return /[\w.-]/.test(text.charAt(position));
}
