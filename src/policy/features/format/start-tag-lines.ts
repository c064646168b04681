import type { TextEdit } from "../../../core/edit.ts";
import { type Span, span } from "../../../core/span.ts";
import { indentationOf } from "../../edits/layout.ts";
import type { ElementNode, PolicyDocument } from "../../syntax/index.ts";
import { deeper, type FormatOptions, ofWidth, widthOf } from "./indentation.ts";

/**
 * Moves the lines of a start tag that begin with an attribute, or with its end, as far as the tag itself moves to
 * `indentation`. Lines inside an attribute value stay, and all of a tag that a deployment tool fills in.
 */
export function alignStartTag(
  document: PolicyDocument,
  element: ElementNode,
  indentation: string,
  options: FormatOptions,
): readonly TextEdit[] {
  const { startTagSpan } = element;
  if (element.moreAttributes) return [];
  if (!document.text.slice(startTagSpan.start, startTagSpan.end).includes("\n")) return [];
  const before = indentationOf(document, element);
  return spacesInside(element).flatMap((space) => {
    const text = document.text.slice(space.start, space.end);
    const line = text.lastIndexOf("\n") + 1;
    if (line === 0) return [];
    const shift = before === undefined ? -1 : widthOf(text.slice(line), options) - widthOf(before, options);
    const newText = shift < 0 ? deeper(indentation, options) : indentation + ofWidth(shift, options);
    if (newText === text.slice(line)) return [];
    return [{ span: span(space.start + line, space.end), newText }];
  });
}

/** Where white space stands between the attributes of a start tag and before its end. */
function spacesInside(element: ElementNode): readonly Span[] {
  const spaces: Span[] = [];
  let position = element.nameSpan.end;
  for (const attribute of element.attributes) {
    spaces.push(span(position, attribute.span.start));
    position = attribute.span.end;
  }
  spaces.push(span(position, element.startTagSpan.end - (element.selfClosing ? 2 : 1)));
  return spaces;
}
