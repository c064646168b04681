import { type Span, span, touches } from "../../../core/span.ts";
import { placeOf } from "../../facts/places.ts";
import { isSpace, skipSpace, trimEnd } from "../../syntax/characters.ts";
import { type CursorContext, contextAt } from "../../syntax/cursor-context.ts";
import { namedValueNameAt } from "../../syntax/named-values.ts";
import type { ElementNode, Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { completeAttributes } from "./attributes.ts";
import type { Completion, CompletionOptions } from "./completion.ts";
import { completeElements } from "./elements.ts";
import { completeExpression } from "./expression.ts";
import { completeNamedValues } from "./named-values.ts";
import { completeAttributeValue, completeText } from "./values.ts";

type AttributeValueContext = Extract<CursorContext, { kind: "attribute-value" }>;

export type { Completion, CompletionKind, CompletionOptions } from "./completion.ts";

/**
 * What can be written at `offset`. Works in the middle of a word and in text that is not finished; what the options do not
 * know is simply not offered.
 */
export function complete(
  document: PolicyDocument,
  offset: number,
  options: CompletionOptions = {},
): Completion[] {
  const context = contextAt(document, offset);
  if (context.kind === "comment" || !isAtReplaced(context, offset)) return [];
  const open = openExpressionBefore(document, offset);
  if (open) return completeExpression(document, open, offset);
  const name = namedValueNameAt(document.text, offset);
  if (name) return completeNamedValues(document.text, name, options.live);
  return completeIn(document, offset, context, options);
}

/** The expression without an end that only white space divides from the cursor: it goes on there. */
function openExpressionBefore(document: PolicyDocument, offset: number): Expression | undefined {
  const end = trimEnd(document.text, 0, offset);
  if (end === offset || end === 0) return undefined;
  const context = contextAt(document, end);
  if (context.kind !== "expression" || context.expression.closed) return undefined;
  return context.expression.codeSpan.end === end ? context.expression : undefined;
}

/** Whether the cursor touches the word that a completion would replace; not so between the `<` and `/` of an end tag. */
function isAtReplaced(context: CursorContext, offset: number): boolean {
  return !("replace" in context) || touches(context.replace, offset);
}

function completeIn(
  document: PolicyDocument,
  offset: number,
  context: CursorContext,
  options: CompletionOptions,
): Completion[] {
  switch (context.kind) {
    case "tag-name": {
      const { element, parent, replace } = context;
      if (hasOtherRoot(document, parent, element)) return [];
      const nameOnly = hasRest(element);
      // A whole element takes the place of its "<" too, so that it is matched with what snippets are matched with.
      const place = nameOnly ? replace : span(element.span.start, replace.end);
      const ended = endTagBehind(document, replace.end);
      return completeElements({ parent, typed: element, offset, replace: place, nameOnly, ended }, options);
    }
    case "attribute-name":
      return completeAttributes(document, { ...context, typed: context.attribute, offset });
    case "attribute-value":
      if (isLongExpression(document, context)) return [];
      return completeAttributeValue(context.attribute, quotedSlot(document, offset, context), options.live);
    case "expression":
      return completeExpression(document, context.expression, offset);
    case "closing-tag":
      return closingTag(document, context.element, context.replace);
    case "text":
      return inText(document, offset, context, options);
    case "comment":
    case "cdata":
    case "instruction":
    case "declaration":
      return [];
  }
}

function quotedSlot({ text }: PolicyDocument, offset: number, { replace, quoted }: AttributeValueContext) {
  const quote = quoted ? text[replace.start - 1] : undefined;
  return { replace: onItsLine(text, replace, offset), quote };
}

/** Whether the value is an expression over several lines, which no offer can take the place of. */
function isLongExpression({ text }: PolicyDocument, { attribute, replace }: AttributeValueContext): boolean {
  return attribute.expression !== undefined && text.slice(replace.start, replace.end).includes("\n");
}

/** Of a value over several lines, the word at the cursor: editors replace on one line only. */
function onItsLine(text: string, value: Span, offset: number): Span {
  if (!text.slice(value.start, value.end).includes("\n")) return value;
  let { start, end } = span(offset, offset);
  while (start > value.start && !isSpace(text.charCodeAt(start - 1))) start -= 1;
  while (end < value.end && !isSpace(text.charCodeAt(end))) end += 1;
  return span(start, end);
}

const endTag = /\s*<\/([\w.:-]+)\s*>/y;

/** The name in the end tag that follows on `offset`. */
function endTagBehind({ text }: PolicyDocument, offset: number): string | undefined {
  endTag.lastIndex = offset;
  return endTag.exec(text)?.[1];
}

/** Whether more of the element than its name has been written. */
function hasRest({ startTagClosed, attributes }: ElementNode): boolean {
  return startTagClosed || attributes.length > 0;
}

/** Whether the cursor stands at the top of a document that has its one root already. */
function hasOtherRoot(
  { children }: PolicyDocument,
  parent: ElementNode | undefined,
  typed: ElementNode | undefined,
) {
  return parent === undefined && children.some((child) => child.kind === "element" && child !== typed);
}

function closingTag(document: PolicyDocument, element: ElementNode | undefined, replace: Span): Completion[] {
  if (!element || element.name === "") return [];
  const closed = document.text[skipSpace(document.text, replace.end)] === ">";
  return [
    {
      label: element.name,
      kind: "closing-tag",
      span: replace,
      insertText: closed ? element.name : `${element.name}>`,
      isSnippet: false,
      documentation: `Closes \`<${element.name}>\`.`,
      filterText: element.name,
    },
  ];
}

function inText(
  document: PolicyDocument,
  offset: number,
  { parent, replace }: Extract<CursorContext, { kind: "text" }>,
  options: CompletionOptions,
): Completion[] {
  const facts = parent && placeOf(parent).facts;
  if (parent && facts?.content === "text" && facts.children.size === 0) {
    return completeText(document, parent, wholeText(document, parent, offset), options.live);
  }
  if (hasOtherRoot(document, parent, undefined)) return [];
  // The name or number of an entity is no element's.
  if ("&#".includes(document.text[replace.start - 1] ?? " ")) return [];
  const slot = { parent, typed: undefined, offset, replace, nameOnly: false, ended: undefined };
  return completeElements(slot, options);
}

/** The element's text around the cursor, without the white space at its ends. */
function wholeText(document: PolicyDocument, parent: ElementNode, offset: number): Span {
  const text = parent.children.find(
    (child) => child.kind === "text" && child.span.start <= offset && offset <= child.span.end,
  );
  if (!text) return span(offset, offset);
  const raw = document.text.slice(text.span.start, text.span.end);
  const start = text.span.start + (raw.length - raw.trimStart().length);
  const end = text.span.end - (raw.length - raw.trimEnd().length);
  const isOutside = start > end || offset < start || offset > end;
  return isOutside ? span(offset, offset) : onItsLine(document.text, span(start, end), offset);
}
