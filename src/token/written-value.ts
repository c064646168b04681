import { known, type Maybe } from "../core/known.ts";
import {
  attribute,
  type ElementNode,
  elementValue,
  exactValue,
  literally,
  type Value,
} from "../policy/index.ts";

/**
 * Turns what is written in an attribute or element, entities decoded, into its value; unknown when it cannot tell.
 */
export type ResolveValue = (written: string) => Maybe<string>;

/** What is written, as `resolve` decides; without it, only what stands for itself is known. */
export function resolved(
  written: Pick<Value, "text" | "literal">,
  resolve: ResolveValue | undefined,
): Maybe<string> {
  return resolve ? resolve(written.text) : literally(written);
}

/** The value of an attribute; `known(undefined)` when it is not there. */
export function readAttribute(
  element: ElementNode,
  name: string,
  resolve: ResolveValue | undefined,
): Maybe<string | undefined> {
  const found = attribute(element, name);
  return found ? resolved(exactValue(found), resolve) : known(undefined);
}

/** The character data of an element of the policy `text`, without surrounding white space; comments do not count. */
export function readContent(
  element: ElementNode,
  text: string,
  resolve: ResolveValue | undefined,
): Maybe<string> {
  return resolved(elementValue(element, text), resolve);
}
