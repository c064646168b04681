import type { TextEdit } from "../../../core/edit.ts";
import type { Span } from "../../../core/span.ts";
import { encodeEntities } from "../../syntax/entities.ts";
import type { AttributeNode, ElementNode } from "../../syntax/nodes.ts";
import type { Fix } from "../engine/rule.ts";

/** Replaces what stands at `span`. */
export function replace(span: Span, newText: string): TextEdit {
  return { span, newText };
}

/** Renames an element in its start and end tag. */
export function renameElement(element: ElementNode, name: string): TextEdit[] {
  const edits = [replace(element.nameSpan, name)];
  if (element.endNameSpan) edits.push(replace(element.endNameSpan, name));
  return edits;
}

/** Puts `value` between the quotes of an attribute, whichever these are. */
export function setValue(attribute: AttributeNode, value: string): TextEdit[] {
  const encoded = encodeEntities(value).replaceAll("'", "&apos;");
  return attribute.valueSpan ? [replace(attribute.valueSpan, encoded)] : [];
}

/** Adds `name="value"` as the last attribute of `element`. */
export function addAttribute(element: ElementNode, name: string, value: string): TextEdit[] {
  const last = element.attributes[element.attributes.length - 1];
  const at = last ? last.span.end : element.nameSpan.end;
  return [replace({ start: at, end: at }, ` ${name}="${encodeEntities(value)}"`)];
}

/** Takes an attribute away, with the white space before it. */
export function removeAttribute(attribute: AttributeNode, text: string): TextEdit[] {
  const { start, end } = attribute.span;
  return [replace({ start: start - spaceBefore(text, start), end }, "")];
}

/** Takes an element away, with the white space before it; what is left of its line stays. */
export function removeElement(element: ElementNode, text: string): TextEdit[] {
  const { start, end } = element.span;
  return [replace({ start: start - spaceBefore(text, start), end }, "")];
}

/** Takes an element away whose equal stands before it. */
export function removeCopy(title: string, copy: ElementNode, stays: ElementNode, text: string): Fix {
  return { title, edits: removeElement(copy, text), safe: true, stays: stays.span };
}

/** Changes the text between two tags; white space around it stays. */
export function setContent(element: ElementNode, text: string): TextEdit[] {
  if (element.selfClosing) {
    const { end } = element.startTagSpan;
    return [replace({ start: end - 2, end }, `>${encodeEntities(text)}</${element.name}>`)];
  }
  const [only, ...others] = element.children;
  if (only?.kind !== "text" || others.length > 0) return [replace(element.contentSpan, encodeEntities(text))];
  return [replace(only.span, encodeEntities(text))];
}

function spaceBefore(text: string, end: number): number {
  let start = end;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start -= 1;
  return end - start;
}

/** A fix that changes something to `value`; none without a value. */
export function changeTo(
  value: string | undefined,
  edits: (value: string) => readonly TextEdit[],
  safe = false,
): Fix | undefined {
  return value === undefined ? undefined : { title: `Change to "${value}"`, edits: edits(value), safe };
}
