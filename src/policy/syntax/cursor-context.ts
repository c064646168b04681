import { type Span, span, touches } from "../../core/span.ts";
import { isNamePart, isSpace, trimEnd } from "./characters.ts";
import type {
  AttributeNode,
  ChildNode,
  ElementNode,
  Expression,
  MarkupNode,
  PolicyDocument,
} from "./nodes.ts";
import { nodeAround, nodeAt } from "./nodes-at.ts";

/** What a cursor stands in, for completion; `replace` is the word that a completion takes the place of. */
export type CursorContext =
  | {
      readonly kind: "tag-name";
      readonly element: ElementNode;
      readonly parent: ElementNode | undefined;
      readonly replace: Span;
    }
  | {
      readonly kind: "attribute-name";
      readonly element: ElementNode;
      readonly attribute: AttributeNode | undefined;
      readonly replace: Span;
      /** No white space stands between the cursor and what is before it. */
      readonly spaceNeeded: boolean;
    }
  | {
      readonly kind: "attribute-value";
      readonly element: ElementNode;
      readonly attribute: AttributeNode;
      readonly replace: Span;
      readonly quoted: boolean;
    }
  | {
      readonly kind: "expression";
      readonly expression: Expression;
      readonly element: ElementNode | undefined;
      readonly attribute: AttributeNode | undefined;
    }
  | {
      readonly kind: "closing-tag";
      /** The element to close. */
      readonly element: ElementNode | undefined;
      readonly replace: Span;
    }
  | { readonly kind: "text"; readonly parent: ElementNode | undefined; readonly replace: Span }
  | { readonly kind: MarkupNode["kind"]; readonly node: MarkupNode };

/** What a cursor at `offset` stands in. */
export function contextAt(document: PolicyDocument, offset: number): CursorContext {
  const node = nodeAround(document, offset);
  if (node === undefined) return inContent(document, undefined, offset);
  switch (node.kind) {
    case "element":
      return inElement(document, node, offset);
    case "text":
      return inContent(document, node.parent, offset);
    case "expression":
      return inExpressionNode(document, node, offset);
    case "comment":
    case "cdata":
    case "instruction":
    case "declaration":
      return { kind: node.kind, node };
  }
}

function inExpressionNode(
  document: PolicyDocument,
  node: Extract<ChildNode, { kind: "expression" }>,
  offset: number,
): CursorContext {
  const { expression, parent } = node;
  return touches(expression.codeSpan, offset)
    ? { kind: "expression", expression, element: parent, attribute: undefined }
    : inContent(document, parent, offset);
}

function inElement(document: PolicyDocument, element: ElementNode, offset: number): CursorContext {
  const { startTagSpan, endTagSpan, startTagClosed } = element;
  const inStartTag = startTagClosed ? offset < startTagSpan.end : offset <= startTagSpan.end;
  if (inStartTag) return inTag(document, element, offset);
  if (endTagSpan && offset > endTagSpan.start) {
    const replace = element.endNameSpan ?? span(offset, offset);
    return { kind: "closing-tag", element, replace };
  }
  return inContent(document, element, offset);
}

function inTag(document: PolicyDocument, element: ElementNode, offset: number): CursorContext {
  if (offset <= element.nameSpan.end) {
    return { kind: "tag-name", element, parent: element.parent, replace: element.nameSpan };
  }
  const attribute = element.attributes.find((each) => touches(each.span, offset));
  const value = attribute?.valueSpan;
  if (attribute && offset <= attribute.nameSpan.end) {
    return { kind: "attribute-name", element, attribute, replace: attribute.nameSpan, spaceNeeded: false };
  }
  if (attribute?.expression && touches(attribute.expression.codeSpan, offset)) {
    return { kind: "expression", expression: attribute.expression, element, attribute };
  }
  if (attribute && value && touches(value, offset)) {
    return { kind: "attribute-value", element, attribute, replace: value, quoted: isQuoted(document, value) };
  }
  if (attribute && !value) {
    return { kind: "attribute-value", element, attribute, replace: span(offset, offset), quoted: false };
  }
  return betweenAttributes(document, element, offset);
}

function isQuoted(document: PolicyDocument, value: Span): boolean {
  const before = document.text[value.start - 1];
  return before === '"' || before === "'";
}

function betweenAttributes(document: PolicyDocument, element: ElementNode, offset: number): CursorContext {
  const spaceNeeded = !isSpace(document.text.charCodeAt(offset - 1));
  const waiting = spaceNeeded ? undefined : attributeWithoutValue(document, element, offset);
  if (waiting) {
    return {
      kind: "attribute-value",
      element,
      attribute: waiting,
      replace: span(offset, offset),
      quoted: false,
    };
  }
  return {
    kind: "attribute-name",
    element,
    attribute: undefined,
    replace: span(offset, offset),
    spaceNeeded,
  };
}

/** The attribute whose `=` stands before `offset` and the white space there. */
function attributeWithoutValue({ text }: PolicyDocument, element: ElementNode, offset: number) {
  const end = trimEnd(text, element.nameSpan.end, offset);
  if (text[end - 1] !== "=") return undefined;
  return element.attributes.find((each) => each.valueSpan === undefined && each.span.end === end);
}

function inContent(document: PolicyDocument, parent: ElementNode | undefined, offset: number): CursorContext {
  const { text } = document;
  const broken = brokenTagBefore(document, offset);
  if (broken) return betweenAttributes(document, broken, offset);
  let start = offset;
  while (start > 0 && isNamePart(text.charCodeAt(start - 1))) start -= 1;
  let end = offset;
  while (end < text.length && isNamePart(text.charCodeAt(end))) end += 1;
  if (text.startsWith("</", start - 2)) {
    return {
      kind: "closing-tag",
      element: closedAt(document, start - 2) ?? parent,
      replace: span(start, end),
    };
  }
  return { kind: "text", parent, replace: span(start, end) };
}

/** The element whose end tag begins at `start`. */
function closedAt(document: PolicyDocument, start: number): ElementNode | undefined {
  const node = nodeAt(document, start);
  return node?.kind === "element" && node.endTagSpan?.start === start ? node : undefined;
}

/** The element whose start tag lacks its end, when only white space stands between it and `offset`. */
function brokenTagBefore(document: PolicyDocument, offset: number): ElementNode | undefined {
  const end = trimEnd(document.text, 0, offset);
  if (end === offset) return undefined;
  const node = nodeAt(document, end - 1);
  if (node?.kind !== "element" || node.startTagClosed || node.name === "") return undefined;
  return node.startTagSpan.end === end ? node : undefined;
}
