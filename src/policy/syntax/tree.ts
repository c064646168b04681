import type { Span } from "../../core/span.ts";
import type {
  AttributeNode,
  ChildNode,
  ElementNode,
  Expression,
  ExpressionNode,
  MarkupNode,
  SectionName,
  TextNode,
} from "./nodes.ts";
import { isSectionName } from "./sections.ts";

const NO_ATTRIBUTES: ParsedAttribute[] = [];
const NO_CHILDREN: ChildNode[] = [];
Object.freeze(NO_ATTRIBUTES);
Object.freeze(NO_CHILDREN);

/** An element as the parser fills it: offsets inside, spans made when asked for. */
export class ParsedElement implements ElementNode {
  get kind(): "element" {
    return "element";
  }
  attributes: ParsedAttribute[] = NO_ATTRIBUTES;
  children: ChildNode[] = NO_CHILDREN;
  startTagEnd: number;
  startTagClosed = false;
  selfClosing = false;
  /** Where the content ends; the end tag, if any, begins here. */
  contentEnd: number;
  /** 0 as long as there is no end tag. */
  endNameEnd = 0;
  end: number;
  readonly section: SectionName | undefined;

  constructor(
    public parent: ParsedElement | undefined,
    readonly name: string,
    readonly start: number,
  ) {
    this.section = parent && (sectionMadeBy(parent) ?? parent.section);
    this.startTagEnd = start + 1 + name.length;
    this.contentEnd = this.startTagEnd;
    this.end = this.startTagEnd;
  }

  addChild(child: ChildNode): void {
    if (this.children === NO_CHILDREN) this.children = [child];
    else this.children.push(child);
  }

  addAttribute(attribute: ParsedAttribute): void {
    if (this.attributes === NO_ATTRIBUTES) this.attributes = [attribute];
    else this.attributes.push(attribute);
  }

  /** Takes all children away, for whoever adopts them. */
  releaseChildren(): readonly ChildNode[] {
    const released = this.children;
    this.children = NO_CHILDREN;
    return released;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
  get nameSpan(): Span {
    return { start: this.start + 1, end: this.start + 1 + this.name.length };
  }
  get startTagSpan(): Span {
    return { start: this.start, end: this.startTagEnd };
  }
  get contentSpan(): Span {
    return { start: this.startTagEnd, end: this.contentEnd };
  }
  get endTagSpan(): Span | undefined {
    return this.endNameEnd === 0 ? undefined : { start: this.contentEnd, end: this.end };
  }
  get endNameSpan(): Span | undefined {
    return this.endNameEnd === 0 ? undefined : { start: this.contentEnd + 2, end: this.endNameEnd };
  }
}

/** The section that `element` is, if it is one. */
function sectionMadeBy(element: ParsedElement): SectionName | undefined {
  const { name, parent } = element;
  if (parent !== undefined && (parent.name !== "policies" || parent.parent !== undefined)) return undefined;
  return isSectionName(name) ? name : undefined;
}

/** An attribute as the parser fills it; its value is cut out of the text when asked for. */
export class ParsedAttribute implements AttributeNode {
  get kind(): "attribute" {
    return "attribute";
  }
  /** -1 as long as there is no value. */
  valueStart = -1;
  valueEnd = -1;
  expression: Expression | undefined = undefined;
  end: number;

  constructor(
    readonly element: ParsedElement,
    private readonly text: string,
    readonly name: string,
    private readonly start: number,
  ) {
    this.end = start + name.length;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
  get nameSpan(): Span {
    return { start: this.start, end: this.start + this.name.length };
  }
  get value(): string {
    return this.valueStart < 0 ? "" : this.text.slice(this.valueStart, this.valueEnd);
  }
  get valueSpan(): Span | undefined {
    return this.valueStart < 0 ? undefined : { start: this.valueStart, end: this.valueEnd };
  }
}

/** A run of character data. */
export class ParsedText implements TextNode {
  get kind(): "text" {
    return "text";
  }
  constructor(
    public parent: ParsedElement | undefined,
    private readonly start: number,
    private readonly end: number,
  ) {}

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

/** An expression in the content of an element. */
export class ParsedExpressionNode implements ExpressionNode {
  get kind(): "expression" {
    return "expression";
  }
  constructor(
    public parent: ParsedElement | undefined,
    readonly expression: Expression,
  ) {}

  get span(): Span {
    return this.expression.span;
  }
}

/** A comment, CDATA section, processing instruction or declaration. */
export class ParsedMarkup implements MarkupNode {
  constructor(
    public parent: ParsedElement | undefined,
    readonly kind: MarkupNode["kind"],
    readonly span: Span,
    readonly contentSpan: Span,
    readonly closed: boolean,
  ) {}
}

export type ParsedNode = ParsedElement | ParsedText | ParsedExpressionNode | ParsedMarkup;
