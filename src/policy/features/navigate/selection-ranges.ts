import { encloses, type Span, span, touches } from "../../../core/span.ts";
import {
  type AttributeNode,
  type ElementNode,
  type Expression,
  nodeAround,
  nodeAt,
  type PolicyDocument,
} from "../../syntax/index.ts";
import { bracketsAround } from "./brackets.ts";

/** What a growing selection at `offset` takes in, step by step: from the word to the whole document. */
export function selectionRanges(document: PolicyDocument, offset: number): readonly Span[] {
  const steps: Span[] = [wordAt(document.text, offset)];
  const node = nodeAt(document, offset) ?? nodeAround(document, offset);
  if (node && node.kind !== "element") {
    if (node.kind === "expression") steps.push(...expressionSteps(document, node.expression, offset));
    else if ("contentSpan" in node) steps.push(trimmed(document.text, node.contentSpan));
    steps.push(node.span);
  }
  for (let element = node?.kind === "element" ? node : node?.parent; element; element = element.parent) {
    steps.push(...elementSteps(document, element, offset));
  }
  steps.push(span(0, document.text.length));
  return nested(steps, offset);
}

function elementSteps(document: PolicyDocument, element: ElementNode, offset: number): readonly Span[] {
  const attribute = element.attributes.find((each) => touches(each.span, offset));
  const attributes = element.attributes;
  const [first, last] = [attributes[0], attributes.at(-1)];
  return [
    element.nameSpan,
    ...(attribute ? attributeSteps(document, attribute, offset) : []),
    ...(first && last ? [span(first.span.start, last.span.end)] : []),
    element.startTagSpan,
    ...(element.endNameSpan ? [element.endNameSpan] : []),
    ...(element.endTagSpan ? [element.endTagSpan] : []),
    trimmed(document.text, element.contentSpan),
    element.contentSpan,
    element.span,
  ];
}

function attributeSteps(document: PolicyDocument, attribute: AttributeNode, offset: number): readonly Span[] {
  const { expression, valueSpan, nameSpan } = attribute;
  return [
    nameSpan,
    ...(expression ? expressionSteps(document, expression, offset) : []),
    ...(valueSpan ? [valueSpan] : []),
    attribute.span,
  ];
}

function expressionSteps(document: PolicyDocument, expression: Expression, offset: number): readonly Span[] {
  return [...bracketsAround(document.text, expression, offset), expression.codeSpan, expression.span];
}

function wordAt(text: string, offset: number): Span {
  const isWord = (position: number) => /[\w-]/.test(text.charAt(position));
  let start = offset;
  while (start > 0 && offset - start < 500 && isWord(start - 1)) start -= 1;
  let end = offset;
  while (end < text.length && end - offset < 500 && isWord(end)) end += 1;
  return span(start, end);
}

function trimmed(text: string, { start, end }: Span): Span {
  const content = text.slice(start, end);
  const from = start + content.length - content.trimStart().length;
  return span(from, Math.max(from, end - (content.length - content.trimEnd().length)));
}

/** The steps that hold the cursor and grow, each once. */
function nested(steps: readonly Span[], offset: number): readonly Span[] {
  const chain: Span[] = [];
  for (const step of steps) {
    const last = chain.at(-1);
    if (!touches(step, offset) || (last && !encloses(step, last))) continue;
    if (last && step.start === last.start && step.end === last.end) continue;
    chain.push(step);
  }
  return chain;
}
