import { known, type Maybe, unknown } from "../core/known.ts";
import { slice } from "../core/span.ts";
import { attribute, decodeEntities, type ElementNode, hasNamedValue } from "../policy/index.ts";

/**
 * Turns what is written in an attribute or element, entities decoded, into its value; unknown when it cannot tell.
 */
export type ResolveValue = (written: string) => Maybe<string>;

/** Takes literal text as it stands; expressions and `{{named values}}` are unknown. */
export const resolveLiteral: ResolveValue = (written) =>
  /@[({]/.test(written) || hasNamedValue(written) ? unknown : known(written);

/** The value of an attribute; `known(undefined)` when it is not there. */
export function readAttribute(
  element: ElementNode,
  name: string,
  resolve: ResolveValue,
): Maybe<string | undefined> {
  const found = attribute(element, name);
  return found ? resolve(decodeEntities(found.value)) : known(undefined);
}

/** The character data of an element of the policy `text`, without surrounding white space; comments do not count. */
export function readContent(element: ElementNode, text: string, resolve: ResolveValue): Maybe<string> {
  let written = "";
  for (const child of element.children) {
    if (child.kind === "cdata") written += slice(text, child.contentSpan);
    if (child.kind === "text" || child.kind === "expression")
      written += decodeEntities(slice(text, child.span));
  }
  return resolve(written.trim());
}
