import { type Span, span } from "../../../core/span.ts";
import { decodeEntities, elementAt, type PolicyDocument } from "../../syntax/index.ts";

/** An address in the text that can be opened. */
export interface DocumentLink {
  readonly span: Span;
  readonly target: string;
}

const addressForm = /https?:\/\/(?:(?![,;]https?:\/\/)[^\s"'<>`{}|\\^[\]]){1,2000}/g;

/**
 * The web addresses in the document that are written out in full: in values, text, comments and strings of
 * expressions. One that goes on with a named value or a computed part is none, nor is the name of a name space.
 */
export function documentLinks(document: PolicyDocument): readonly DocumentLink[] {
  const { text } = document;
  const links: DocumentLink[] = [];
  for (const match of text.matchAll(addressForm)) {
    const start = match.index;
    const address = trimTail(match[0]);
    const end = start + address.length;
    if (isComputed(text, match) || isNamespace(document, start)) continue;
    const target = decodeEntities(address);
    if (URL.canParse(target)) links.push({ span: span(start, end), target });
  }
  return links;
}

/** Whether the address goes on with what a gateway, an expression or a template puts there. */
function isComputed(text: string, { 0: found, index }: RegExpExecArray): boolean {
  return found.includes("@(") || text[index + found.length] === "{";
}

/** Without what ends a sentence, an entity that is a quote, or a bracket that was open before the address. */
function trimTail(match: string): string {
  let address = match;
  const quote = address.search(/&(?:quot|apos|lt|gt|#\d+|#x[\da-fA-F]+);/);
  if (quote >= 0) address = address.slice(0, quote);
  for (;;) {
    const last = address.at(-1) ?? "";
    const unopened = last === ")" && address.split(")").length > address.split("(").length;
    if (!unopened && !".,;:!?*".includes(last)) return address;
    address = address.slice(0, -1);
  }
}

function isNamespace(document: PolicyDocument, offset: number): boolean {
  const holder = elementAt(document, offset)?.attributes.find(
    ({ span: { start, end } }) => start <= offset && offset < end,
  );
  return holder?.name === "xmlns" || holder?.name.startsWith("xmlns:") === true;
}
