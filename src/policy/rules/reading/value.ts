import type { Span } from "../../../core/span.ts";
import { decodeEntities } from "../../syntax/entities.ts";
import type { AttributeNode, ChildNode, ElementNode } from "../../syntax/nodes.ts";
import { isLiteral } from "../../syntax/templates.ts";

/** The value of an attribute or the text of an element. */
export interface Value {
  /** Without surrounding white space, entities decoded. */
  readonly text: string;
  /** Where `text` stands; the element's content when it is empty. */
  readonly span: Span;
  /** It stands for itself: no expression, no `{{named value}}` and no placeholder of a deployment tool in it. */
  readonly literal: boolean;
}

/** The value of `attribute`; `undefined` when it has none. */
export function attributeValue(attribute: AttributeNode | undefined): Value | undefined {
  const span = attribute?.valueSpan;
  if (!attribute || !span) return undefined;
  const raw = attribute.value;
  return readValue(raw, span.start, attribute.expression === undefined);
}

/** The text of `element`, comments left out. */
export function elementValue(element: ElementNode, document: string): Value {
  const { children } = element;
  const only = children[0];
  if (children.length === 1 && only?.kind === "text") {
    const { start, end } = only.span;
    return readValue(document.slice(start, end), start, true);
  }
  const literal = !children.some((child) => child.kind === "expression");
  const { start, end } = element.contentSpan;
  if (!children.some((child) => child.kind === "comment" || child.kind === "cdata")) {
    return readValue(document.slice(start, end), start, literal);
  }
  const text = children
    .map((child) => ownText(child, document))
    .join("")
    .trim();
  return { text, span: element.contentSpan, literal: literal && isLiteral(text) };
}

function ownText(child: ChildNode, document: string): string {
  if (child.kind === "cdata") return document.slice(child.contentSpan.start, child.contentSpan.end);
  if (child.kind === "comment" || child.kind === "element") return "";
  return decodeEntities(document.slice(child.span.start, child.span.end));
}

/** Makes its span when asked: most values are looked at and found right. */
class ReadValue implements Value {
  constructor(
    readonly text: string,
    private readonly start: number,
    private readonly end: number,
    readonly literal: boolean,
  ) {}

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

function readValue(raw: string, offset: number, literal: boolean): Value {
  const trimmed = trim(raw);
  const start = offset + (trimmed === "" || trimmed === raw ? 0 : raw.indexOf(trimmed));
  const end = trimmed === "" ? offset + raw.length : start + trimmed.length;
  const text = decodeEntities(trimmed);
  return new ReadValue(text, start, end, literal && isLiteral(trimmed));
}

/** `raw.trim()`, without a new string in the usual case that there is nothing to trim. */
function trim(raw: string): string {
  return isVisible(raw.charCodeAt(0)) && isVisible(raw.charCodeAt(raw.length - 1)) ? raw : raw.trim();
}

/** A character of ASCII that is no white space. */
function isVisible(code: number): boolean {
  return code > 32 && code < 127;
}
