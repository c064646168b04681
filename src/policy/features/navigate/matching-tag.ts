import { type Span, slice, touches } from "../../../core/span.ts";
import { type ElementNode, elementAt, type PolicyDocument } from "../../syntax/index.ts";

/** The name in the end tag for a cursor at the name in the start tag, and the other way round. */
export function matchingTag(document: PolicyDocument, offset: number): Span | undefined {
  const element = taggedAt(document, offset);
  if (!element?.endNameSpan) return undefined;
  return touches(element.nameSpan, offset) ? element.endNameSpan : element.nameSpan;
}

/** The names in start and end tag, to be edited as one, for a cursor at either; while they are the same. */
export function linkedEditing(document: PolicyDocument, offset: number): readonly Span[] | undefined {
  const element = taggedAt(document, offset);
  if (!element?.endNameSpan || slice(document.text, element.endNameSpan) !== element.name) return undefined;
  return [element.nameSpan, element.endNameSpan];
}

/** The element at whose name, in its start or end tag, a cursor stands. */
function taggedAt(document: PolicyDocument, offset: number): ElementNode | undefined {
  return [elementAt(document, offset), elementAt(document, offset - 1)].find(
    (element) =>
      element &&
      (touches(element.nameSpan, offset) || (element.endNameSpan && touches(element.endNameSpan, offset))),
  );
}
