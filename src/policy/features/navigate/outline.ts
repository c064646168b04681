import type { Span } from "../../../core/span.ts";
import { policy } from "../../facts/policies.ts";
import {
  attribute,
  decodeEntities,
  type ElementNode,
  isSectionName,
  type PolicyDocument,
  textOf,
} from "../../syntax/index.ts";

/** An element in the outline of a document. */
export interface OutlineItem {
  readonly name: string;
  /** What tells it from its like, such as the name of a header or the condition of a branch; may be empty. */
  readonly detail: string;
  readonly kind: "root" | "section" | "policy" | "element";
  readonly span: Span;
  /** The name in the start tag. */
  readonly selectionSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** In this order, the first attribute that an element has tells it from its like. */
const telling = [
  "name",
  "condition",
  "variable-name",
  "fragment-id",
  "header-name",
  "id",
  "url",
  "base-url",
  "template",
  "backend-id",
  "counter-key",
  "code",
];
const maximumDetail = 80;

interface Builder extends OutlineItem {
  readonly children: Builder[];
}

/** All named elements of the document as a tree. */
export function outline(document: PolicyDocument): readonly OutlineItem[] {
  const top: Builder[] = [];
  const items = new Map<ElementNode, Builder>();
  for (const element of document.elements()) {
    if (element.name === "") continue;
    const item: Builder = {
      name: element.name,
      detail: detailOf(document, element),
      kind: kindOf(element),
      span: element.span,
      selectionSpan: element.nameSpan,
      children: [],
    };
    items.set(element, item);
    const siblings = (element.parent && items.get(element.parent)?.children) ?? top;
    siblings.push(item);
  }
  return top;
}

function kindOf(element: ElementNode): OutlineItem["kind"] {
  const { parent, name } = element;
  if (!parent) return "root";
  // A resolver has a <backend> of its own.
  if (!parent.parent && isSectionName(name) && !policy(parent.name)) return "section";
  const isPolicy = parent.parent === undefined || (isSectionName(parent.name) && !parent.parent.parent);
  return isPolicy ? "policy" : "element";
}

function detailOf(document: PolicyDocument, element: ElementNode): string {
  for (const name of telling) {
    const value = attribute(element, name)?.value;
    if (value) return shorten(value);
  }
  if (element.children.some(({ kind }) => kind === "element")) return "";
  const { span } = textOf(document, element);
  return shorten(document.text.slice(span.start, Math.min(span.end, span.start + 4 * maximumDetail)));
}

function shorten(text: string): string {
  const line = decodeEntities(text.slice(0, 4 * maximumDetail))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > maximumDetail ? `${line.slice(0, maximumDetail - 1)}…` : line;
}
