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

const noAttributes: readonly ParsedAttribute[] = [];
const noChildren: readonly ChildNode[] = [];

// Fields are declared and set in constructors: initialised ones are slow to make, and a document has many nodes.

/** An element as the parser fills it: offsets inside, spans made when asked for. */
export class ParsedElement implements ElementNode {
  declare parent: ParsedElement | undefined;
  declare name: string;
  declare readonly start: number;
  declare readonly section: SectionName | undefined;
  declare attributes: readonly ParsedAttribute[];
  declare children: readonly ChildNode[];
  declare startTagEnd: number;
  declare startTagClosed: boolean;
  declare broken: boolean;
  declare moreAttributes: boolean;
  declare selfClosing: boolean;
  /** Where the content ends; the end tag, if any, begins here. */
  declare contentEnd: number;
  /** 0 as long as there is no end tag. */
  declare endNameEnd: number;
  declare end: number;

  constructor(parent: ParsedElement | undefined, name: string, start: number) {
    const end = start + 1 + name.length;
    this.parent = parent;
    this.name = name;
    this.start = start;
    this.section = parent && (parent.section ?? sectionMadeBy(parent));
    this.attributes = noAttributes;
    this.children = noChildren;
    this.startTagEnd = end;
    this.startTagClosed = false;
    this.broken = false;
    this.moreAttributes = false;
    this.selfClosing = false;
    this.contentEnd = end;
    this.endNameEnd = 0;
    this.end = end;
  }

  get kind(): "element" {
    return "element";
  }
  get span(): Span {
    return { start: this.start, end: this.end };
  }
  get nameSpan(): Span {
    return { start: this.start + 1, end: this.start + 1 + this.name.length };
  }
  get ended(): boolean {
    return this.selfClosing || this.end > this.contentEnd;
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

/** An element whose name is written with invisible characters in it. */
export class OddlyNamedElement extends ParsedElement {
  private declare readonly nameEnd: number;

  constructor(parent: ParsedElement | undefined, { text, length }: WrittenName, start: number) {
    super(parent, text, start);
    const end = start + 1 + length;
    this.nameEnd = end;
    this.startTagEnd = end;
    this.contentEnd = end;
    this.end = end;
  }

  override get nameSpan(): Span {
    return { start: this.start + 1, end: this.nameEnd };
  }
}

/** A name, and how many characters are written of it. */
interface WrittenName {
  readonly text: string;
  readonly length: number;
}

/** The section that `element` is, if it is one. */
function sectionMadeBy(element: ParsedElement): SectionName | undefined {
  const { name, parent } = element;
  if (parent !== undefined && (parent.name !== "policies" || parent.parent !== undefined)) return undefined;
  return isSectionName(name) ? name : undefined;
}

/** An attribute as the parser fills it; its value is cut out of the text when asked for. */
export class ParsedAttribute implements AttributeNode {
  declare readonly element: ParsedElement;
  private declare readonly text: string;
  declare readonly name: string;
  private declare readonly start: number;
  /** -1 as long as there is no value. */
  declare valueStart: number;
  declare valueEnd: number;
  declare expression: Expression | undefined;
  declare end: number;

  constructor(
    element: ParsedElement,
    text: string,
    name: string,
    start: number,
    valueStart: number,
    valueEnd: number,
    end: number,
  ) {
    this.element = element;
    this.text = text;
    this.name = name;
    this.start = start;
    this.valueStart = valueStart;
    this.valueEnd = valueEnd;
    this.expression = undefined;
    this.end = end;
  }

  get kind(): "attribute" {
    return "attribute";
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

/** An attribute whose name is written with invisible characters in it. */
export class OddlyNamedAttribute extends ParsedAttribute {
  private declare readonly nameEnd: number;

  constructor(element: ParsedElement, text: string, name: WrittenName, start: number) {
    super(element, text, name.text, start, -1, -1, start + name.length);
    this.nameEnd = start + name.length;
  }

  override get nameSpan(): Span {
    return { start: this.span.start, end: this.nameEnd };
  }
}

/** A run of character data. */
export class ParsedText implements TextNode {
  declare parent: ParsedElement | undefined;
  private declare readonly start: number;
  private declare end: number;

  constructor(parent: ParsedElement | undefined, start: number, end: number) {
    this.parent = parent;
    this.start = start;
    this.end = end;
  }

  /** Takes in what seemed to be more than text. */
  extendTo(end: number): void {
    this.end = end;
  }

  get kind(): "text" {
    return "text";
  }
  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

/** An expression, wherever it stands. */
export class ParsedExpression implements Expression {
  private declare readonly start: number;
  private declare readonly end: number;
  private declare readonly isBlock: boolean;
  declare readonly closed: boolean;

  constructor(start: number, end: number, isBlock: boolean, closed: boolean) {
    this.start = start;
    this.end = end;
    this.isBlock = isBlock;
    this.closed = closed;
  }

  get form(): Expression["form"] {
    return this.isBlock ? "block" : "single";
  }
  get span(): Span {
    return { start: this.start, end: this.end };
  }
  get codeSpan(): Span {
    return { start: this.start + 2, end: this.closed ? this.end - 1 : this.end };
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
