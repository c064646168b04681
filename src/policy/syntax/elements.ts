import { known, type Maybe, unknown } from "../../core/known.ts";
import { type Span, slice, span } from "../../core/span.ts";
import { skipSpace, trimEnd } from "./characters.ts";
import { decodeEntities } from "./entities.ts";
import { hasNamedValue } from "./named-values.ts";
import type { AttributeNode, ElementNode, Expression, PolicyDocument } from "./nodes.ts";

/** The attribute `name` of `element`; the first when it is given twice. */
export function attribute(element: ElementNode, name: string): AttributeNode | undefined {
  return element.attributes.find((each) => each.name === name);
}

/** The child elements of `element`, or those with one name. */
export function childElements(element: ElementNode, name?: string): readonly ElementNode[] {
  const children: ElementNode[] = [];
  for (const child of element.children) {
    if (child.kind === "element" && (name === undefined || child.name === name)) children.push(child);
  }
  return children;
}

/** The value of an attribute; unknown when the gateway computes it or a named value is part of it. */
export function literalValue(node: AttributeNode): Maybe<string> {
  const { value } = node;
  if (node.expression || holdsExpression(value) || hasNamedValue(value)) return unknown;
  return known(decodeEntities(value));
}

/** The text content of an element. */
export interface ElementText {
  /** The text without the white space around it; empty at the start of the content when there is none. */
  readonly span: Span;
  /** Set when the whole text is one expression. */
  readonly expression: Expression | undefined;
  readonly containsExpression: boolean;
  /** The decoded text; unknown when an expression or a named value is part of it. */
  readonly value: Maybe<string>;
}

/** What stands in `element` besides tags and comments. */
export function textOf(document: PolicyDocument, element: ElementNode): ElementText {
  const { text } = document;
  let expression: Expression | undefined;
  let expressions = 0;
  let start = -1;
  let end = -1;
  let value = "";
  const widen = (from: number, to: number) => {
    if (start < 0) start = from;
    end = to;
  };
  for (const child of element.children) {
    if (child.kind === "expression") {
      expression = child.expression;
      expressions += 1;
      widen(child.span.start, child.span.end);
    } else if (child.kind === "text" || child.kind === "cdata") {
      const content = child.kind === "text" ? child.span : child.contentSpan;
      const raw = slice(text, content);
      value += child.kind === "text" ? decodeEntities(raw) : raw;
      const first = skipSpace(text, content.start, content.end);
      if (first < content.end) widen(first, trimEnd(text, first, content.end));
    }
  }
  if (start < 0) start = end = element.contentSpan.start;
  const literal = value.trim();
  const containsExpression = expressions > 0 || holdsExpression(literal);
  return {
    span: span(start, end),
    expression: expressions === 1 && literal === "" ? expression : undefined,
    containsExpression,
    value: containsExpression || hasNamedValue(literal) ? unknown : known(literal),
  };
}

function holdsExpression(value: string): boolean {
  return value.includes("@(") || value.includes("@{");
}
