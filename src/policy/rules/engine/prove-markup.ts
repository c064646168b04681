import { encloses } from "../../../core/span.ts";
import { placeOf } from "../../facts/places.ts";
import type { ElementNode } from "../../syntax/nodes.ts";
import { looksLikeCode } from "./code-look.ts";
import { type EditTrial, indexAt, textAt } from "./trial.ts";

/**
 * Whether a repair of the markup itself is the only one that there can be; `true` of fixes that repair something else.
 * Text that looks like C# has mostly lost its `@(`: what mends it as text hides that.
 */
export function provesMarkup(trial: EditTrial): boolean {
  const { health, about, element, edit } = trial;
  const code = health.at(about)?.code;
  // What gets an element around it is no text any more that a person would look at.
  if (code === undefined)
    return edit.newText === "" || !edit.newText.includes("<") || !looksLikeCode(around(trial));
  if (code === "duplicate-attribute") return true;
  if (code === "bad-entity") return !looksLikeEntity(trial) && !looksLikeCode(around(trial));
  if (code === "cdata-end-in-text") return !looksLikeCode(around(trial));
  const isAboutAttributes =
    code === "missing-space-between-attributes" || code === "unquoted-attribute-value";
  return isAboutAttributes && hasOwnAttributes(element);
}

/** An entity that only lacks its semicolon, or one of HTML's: nobody knows whether the sign or the entity is meant. */
function looksLikeEntity({ document: { text }, about }: EditTrial): boolean {
  return /^&(?:#|\w+;|quot|apos|amp|lt|gt|nbsp)/i.test(text.slice(about.start, about.start + 40));
}

/** The value or text that a problem is in. */
function around(trial: EditTrial): string {
  const { element, about } = trial;
  const attribute = element.attributes.find(({ span }) => encloses(span, about));
  if (attribute) return attribute.value;
  const node = element.children[indexAt(element.children, about.start)];
  return node?.kind === "text" && encloses(node.span, about) ? textAt(trial, node.span) : "";
}

/** Whether all attributes are the element's own: a string of C# that ends an attribute too early begins others. */
function hasOwnAttributes(element: ElementNode): boolean {
  const known = placeOf(element).facts?.attributes;
  return element.attributes.every(({ name, value }) => known?.has(name) === true && !looksLikeCode(value));
}
