import { createScanner } from "jsonc-parser";
import { applyEdits, type TextEdit } from "../core/edit.ts";
import { type Span, span } from "../core/span.ts";
import { parseDocument } from "./parse.ts";

/** `text` without the property `name` and the comma that separated it; comments of others stay. */
export function without(text: string, name: string): string {
  const parsed = parseDocument(text);
  return "code" in parsed ? text : applyEdits(text, removal(text, parsed.members, name));
}

/** What takes the property `name` of an object out of `text`. */
export function removal(
  text: string,
  members: readonly { readonly name: string; readonly span: Span }[],
  name: string,
): readonly TextEdit[] {
  const index = members.findIndex((member) => member.name === name);
  const member = members[index];
  if (!member) return [];
  const own = commaAfter(text, member.span.end);
  const before = members[index - 1];
  const other = own || !before ? undefined : commaAfter(text, before.span.end);
  const places =
    own && isNear(text, member.span, own) ? [span(member.span.start, own.end)] : [member.span, own];
  return [other, ...places].flatMap((place) =>
    place ? [{ span: place === other ? place : wholeLine(text, place), newText: "" }] : [],
  );
}

function commaAfter(text: string, offset: number): Span | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const start = scanner.getTokenOffset();
  return text.charAt(start) === "," ? span(start, start + 1) : undefined;
}

/** Whether nothing but white space stands between them. */
function isNear(text: string, one: Span, other: Span): boolean {
  return text.slice(one.end, other.start).trim() === "";
}

/** The line of what stands alone on it, with its end; else the place itself. */
function wholeLine(text: string, place: Span): Span {
  const [before = ""] = /[ \t]*$/.exec(text.slice(0, place.start)) ?? [];
  const start = place.start - before.length;
  const [after] = /^[ \t]*\r?\n/.exec(text.slice(place.end)) ?? [];
  const isAlone = after !== undefined && (start === 0 || text.charAt(start - 1) === "\n");
  return isAlone ? span(start, place.end + after.length) : place;
}
