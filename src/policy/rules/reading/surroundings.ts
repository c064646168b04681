import type { ElementFacts } from "../../facts/model.ts";
import { placeOf } from "../../facts/places.ts";
import type { ElementNode } from "../../syntax/nodes.ts";

/** The facts of the element around `element`. For messages: it walks up to the root. */
export function parentFacts(element: ElementNode): ElementFacts | undefined {
  return element.parent && placeOf(element.parent).facts;
}

/** What contains `element` in words, for messages. */
export function describeParent(element: ElementNode): string {
  return element.parent ? `<${element.parent.name}>` : "the document";
}
