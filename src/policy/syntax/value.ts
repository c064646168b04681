import { known, type Maybe, unknown } from "../../core/known.ts";
import { type Span, slice } from "../../core/span.ts";
import { isSolid, piecesOf } from "./elements.ts";
import { decodeEntities } from "./entities.ts";
import type { AttributeNode, ElementNode } from "./nodes.ts";
import { isLiteral } from "./templates.ts";

/** The value of an attribute or the text of an element. */
export interface Value {
  /** Without surrounding white space, entities decoded. */
  readonly text: string;
  /** Where `text` stands; the element's content when it is empty. */
  readonly span: Span;
  /** It stands for itself: no expression, no `{{named value}}` and no placeholder of a deployment tool in it. */
  readonly literal: boolean;
}

/** What a value says, when it stands for itself. */
export function literally({ text, literal }: Pick<Value, "text" | "literal">): Maybe<string> {
  return literal ? known(text) : unknown;
}

/** The value of `attribute` with the white space around it, which counts in a separator or a message. */
export function exactValue({ value, expression }: AttributeNode): Pick<Value, "text" | "literal"> {
  const text = decodeEntities(value);
  return { text, literal: expression === undefined && isLiteral(value.trim()) && isLiteral(text.trim()) };
}

/** The value of `attribute`; `undefined` when it has none. */
export function attributeValue(attribute: AttributeNode | undefined): Value | undefined {
  const span = attribute?.valueSpan;
  if (!attribute || !span) return undefined;
  const raw = attribute.value;
  return readValue(raw, span.start, attribute.expression === undefined);
}

/** The text of `element` of `document`; tags and comments in it are left out. */
export function elementValue(element: ElementNode, document: string): Value {
  const { children } = element;
  const only = children[0];
  if (children.length === 1 && only?.kind === "text") {
    const { start, end } = only.span;
    return readValue(document.slice(start, end), start, true);
  }
  const pieces = piecesOf(document, element);
  const solid = pieces.filter(isSolid);
  const text = pieces
    .map(({ expression, span, value }) => (expression ? decodeEntities(slice(document, span)) : value))
    .join("")
    .trim();
  const [first, last] = [solid[0], solid.at(-1)];
  const span = first && last ? { start: first.span.start, end: last.span.end } : element.contentSpan;
  return { text, span, literal: solid.every(({ expression }) => !expression) && isLiteral(text) };
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
  if (text === trimmed) return new ReadValue(text, start, end, literal && isLiteral(text));
  // The gateway decodes before it looks for expressions, and trims what it decoded.
  const bare = text.trim();
  return new ReadValue(bare, start, end, literal && isLiteral(trimmed) && isLiteral(bare));
}

/** `raw.trim()`, without a new string in the usual case that there is nothing to trim. */
function trim(raw: string): string {
  return isVisible(raw.charCodeAt(0)) && isVisible(raw.charCodeAt(raw.length - 1)) ? raw : raw.trim();
}

/** A character of ASCII that is no white space. */
function isVisible(code: number): boolean {
  return code > 32 && code < 127;
}
