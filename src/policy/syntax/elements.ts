import { known, type Maybe, unknown } from "../../core/known.ts";
import { type Span, span } from "../../core/span.ts";
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
  const pieces = piecesOf(document.text, element);
  const solid = pieces.filter(isSolid);
  const expressions = solid.flatMap(({ expression }) => expression ?? []);
  const literal = pieces
    .map(({ value }) => value)
    .join("")
    .trim();
  const start = solid[0]?.span.start ?? element.contentSpan.start;
  const containsExpression = expressions.length > 0 || holdsExpression(literal);
  return {
    span: span(start, solid.at(-1)?.span.end ?? start),
    expression: expressions.length === 1 && literal === "" ? expressions[0] : undefined,
    containsExpression,
    value: containsExpression || hasNamedValue(literal) ? unknown : known(literal),
  };
}

/** A run of text, a CDATA section or an expression. */
interface Piece {
  /** Without the white space around it. */
  readonly span: Span;
  /** Decoded, with all white space; of an expression nothing. */
  readonly value: string;
  readonly expression: Expression | undefined;
}

/** Whether something stands in `piece` besides white space. */
export function isSolid(piece: Piece): boolean {
  return piece.expression !== undefined || piece.span.end > piece.span.start;
}

/** What stands in `element` of the document `text` besides tags and comments, in its order. */
export function piecesOf(text: string, element: ElementNode): readonly Piece[] {
  const pieces: Piece[] = [];
  let position = element.contentSpan.start;
  for (const child of element.children) {
    // White space alone makes no node, but between two pieces of text it is part of it.
    const gap = text.slice(position, child.span.start);
    if (gap !== "" && gap.trim() === "") {
      pieces.push({ span: span(position, position), value: gap, expression: undefined });
    }
    position = child.span.end;
    if (child.kind === "expression") {
      pieces.push({ span: child.span, value: "", expression: child.expression });
    } else if (child.kind === "text" || child.kind === "cdata") {
      const { start, end } = child.kind === "text" ? child.span : child.contentSpan;
      const raw = text.slice(start, end);
      const first = skipSpace(text, start, end);
      const value = child.kind === "text" ? decodeEntities(raw) : raw;
      pieces.push({ span: span(first, trimEnd(text, first, end)), value, expression: undefined });
    }
  }
  return pieces;
}

function holdsExpression(value: string): boolean {
  return value.includes("@(") || value.includes("@{");
}
