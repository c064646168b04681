import { known, type Maybe, unknown } from "../core/known.ts";
import { slice } from "../core/span.ts";
import type { AttributeNode, ElementNode } from "../policy/syntax/nodes.ts";

/**
 * Turns what is written in an attribute or element into its value. `written` has its entities decoded; `expression`
 * tells whether it is, or holds, `@(…)` or `@{…}`.
 */
export type ResolveValue = (written: string, expression: boolean) => Maybe<string>;

/** Takes literal text as it stands; expressions and `{{named values}}` are unknown. */
export const resolveLiteral: ResolveValue = (written, expression) =>
  expression || /\{\{[^{}]*\}\}/.test(written) ? unknown : known(written);

/** The attribute called `name`, or `undefined`. */
export function findAttribute(element: ElementNode, name: string): AttributeNode | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

/** The child elements, or those called `name`. */
export function childElements(element: ElementNode, name?: string): readonly ElementNode[] {
  return element.children
    .filter((child) => child.kind === "element")
    .filter((child) => name === undefined || child.name === name);
}

/** The value of an attribute; `known(undefined)` when it is not there. */
export function readAttribute(
  element: ElementNode,
  name: string,
  resolve: ResolveValue,
): Maybe<string | undefined> {
  const attribute = findAttribute(element, name);
  if (!attribute) return known(undefined);
  return resolve(decodeEntities(attribute.value), attribute.expression !== undefined);
}

/** The character data of an element without surrounding white space; comments do not count. */
export function readContent(element: ElementNode, text: string, resolve: ResolveValue): Maybe<string> {
  let written = "";
  let expression = false;
  for (const child of element.children) {
    if (child.kind === "text") written += decodeEntities(slice(text, child.span));
    if (child.kind === "cdata") written += slice(text, child.contentSpan);
    if (child.kind !== "expression") continue;
    expression = true;
    written += decodeEntities(slice(text, child.span));
  }
  return resolve(written.trim(), expression);
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** `text` with the entities of XML replaced; a bare `&`, as expressions have it, stays. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED_ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
