import type { TextEdit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";
import type { TemplateForm } from "./template-directives.ts";

/** Anything that has a place in the text of a policy document. */
export interface Node {
  readonly span: Span;
  /** The element this node is a child of; `undefined` at the top of the document. */
  readonly parent: ElementNode | undefined;
}

/** The four children of `<policies>`. */
export type SectionName = "inbound" | "backend" | "outbound" | "on-error";

/** `<name …>…</name>` or `<name … />`, complete or half typed. */
export interface ElementNode extends Node {
  readonly kind: "element";
  /** The section this element stands in; `undefined` for sections themselves and outside of them. */
  readonly section: SectionName | undefined;
  /** As written; empty when nothing has been typed after `<` yet. */
  readonly name: string;
  readonly nameSpan: Span;
  /** From `<` to behind `>`, or to where the broken start tag ends. */
  readonly startTagSpan: Span;
  /** The start tag's own `>` or `/>` was found. */
  readonly startTagClosed: boolean;
  /**
   * The start tag has a problem that made the parser guess where its attributes begin and end: nothing can be concluded
   * from them, and none may be changed without a look.
   */
  readonly broken: boolean;
  /** A deployment tool may put further attributes into the start tag. */
  readonly moreAttributes: boolean;
  readonly selfClosing: boolean;
  /** It is certain where the element ends: by its end tag, by what was meant for it, or since it is empty. */
  readonly ended: boolean;
  /** From `</` to behind `>`; `undefined` when self-closing or when the end tag is missing. */
  readonly endTagSpan: Span | undefined;
  /** The name inside the end tag. */
  readonly endNameSpan: Span | undefined;
  /** Between start tag and end tag; empty when self-closing. */
  readonly contentSpan: Span;
  readonly attributes: readonly AttributeNode[];
  readonly children: readonly ChildNode[];
}

/** `name="value"`; the value may hold an expression with raw quotes. */
export interface AttributeNode {
  readonly kind: "attribute";
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  /** As written between the quotes, entities not decoded; empty when there is no value. */
  readonly value: string;
  /** Between the quotes; `undefined` when the attribute has no value at all. */
  readonly valueSpan: Span | undefined;
  /** Set when the whole value is one policy expression. */
  readonly expression: Expression | undefined;
  readonly element: ElementNode;
}

/** `@(…)` or `@{…}`. */
export interface Expression {
  readonly span: Span;
  readonly form: "single" | "block";
  /** Between the outer brackets. */
  readonly codeSpan: Span;
  /** The closing bracket was found. */
  readonly closed: boolean;
}

/** Character data between tags, without expressions; white space alone makes no node. */
export interface TextNode extends Node {
  readonly kind: "text";
}

/** A policy expression as the content of an element. */
export interface ExpressionNode extends Node {
  readonly kind: "expression";
  readonly expression: Expression;
}

/** `<!-- … -->`, `<![CDATA[ … ]]>`, `<? … ?>` or `<! … >`. */
export interface MarkupNode extends Node {
  readonly kind: "comment" | "cdata" | "instruction" | "declaration";
  /** Between the delimiters. */
  readonly contentSpan: Span;
  readonly closed: boolean;
}

export type ChildNode = ElementNode | TextNode | ExpressionNode | MarkupNode;

/** What keeps the text from being a policy document. */
export interface SyntaxProblem {
  readonly code: SyntaxProblemCode;
  readonly span: Span;
  readonly message: string;
  /** What would mend it, where that can be told; somebody has to look whether it was meant. */
  readonly repair?: readonly TextEdit[] | undefined;
}

export type SyntaxProblemCode =
  | "unclosed-start-tag"
  | "unclosed-element"
  | "unclosed-end-tag"
  | "unexpected-end-tag"
  | "missing-name"
  | "attribute-without-value"
  | "unquoted-attribute-value"
  | "unclosed-attribute-value"
  | "missing-equals"
  | "stray-expression"
  | "missing-expression-sign"
  | "raw-quote-in-value"
  | "typographic-quote"
  | "comment-in-expression"
  | "double-escaping"
  | "invisible-character"
  | "start-tag-for-end-tag"
  | "missing-less-than"
  | "missing-space-between-attributes"
  | "duplicate-attribute"
  | "unclosed-expression"
  | "empty-expression"
  | "text-after-expression"
  | "unclosed-comment"
  | "bad-markup"
  | "merge-conflict"
  | "double-hyphen-in-comment"
  | "unclosed-cdata"
  | "unclosed-instruction"
  | "bad-entity"
  | "bad-character"
  | "cdata-end-in-text"
  | "stray-less-than"
  | "text-outside-root"
  | "several-roots"
  | "no-root";

/** A place in a text as people and editors count it; both numbers start at 0, columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Converts between offsets and positions; lines end with LF, CRLF or a lone CR. */
export interface LineIndex {
  readonly count: number;
  /** The offset at which `line` begins. */
  startOf(line: number): number;
  /** The offset at which `line` ends, before its line end. */
  endOf(line: number): number;
  positionAt(offset: number): Position;
  /** Places beyond a line's end are moved to its end. */
  offsetAt(position: Position): number;
}

/** A parsed policy text: always whole, however broken the text is. */
export interface PolicyDocument {
  readonly text: string;
  /** It is certain that the text holds no character beyond ASCII. */
  readonly isAscii: boolean;
  /** Top-level nodes in document order. */
  readonly children: readonly ChildNode[];
  /** The first top-level element. */
  readonly root: ElementNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Offsets as lines and columns and back. */
  readonly lines: LineIndex;
  /** What deployment tools put text in the place of, in document order: unknown, so nothing is concluded from it. */
  readonly templates: readonly TemplateForm[];
  /** All elements in document order, or those with one name. */
  elements(name?: string): readonly ElementNode[];
}
