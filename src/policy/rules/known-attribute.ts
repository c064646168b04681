import { didYouMean, nearest } from "../../core/nearest.ts";
import type { ElementFacts } from "../facts/model.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import type { StrayAttributeRule } from "./engine/rule.ts";
import { removeAttribute, replace } from "./reading/edits.ts";

/** Names of an element's attributes that are not given yet, kept since one element may have many stray ones. */
const freeNames = new WeakMap<ElementNode, readonly string[]>();

/** Attributes are those that the element knows. */
export const knownAttribute: StrayAttributeRule = {
  id: "known-attribute",
  severity: "error",
  doc: "An attribute is one that the element knows.",
  on: "stray attribute",
  check(attribute, context, facts) {
    const { name, element } = attribute;
    if (name.startsWith("xml")) return;
    const near = nearest(name, freeOf(element, facts));
    const what =
      facts.attributes.size === 0 ? `<${facts.name}> has no attributes` : `<${facts.name}> has no "${name}"`;
    const fix = near
      ? { title: `Rename to "${near}"`, edits: [replace(attribute.nameSpan, near)], safe: false }
      : { title: `Remove "${name}"`, edits: removeAttribute(attribute, context.text), safe: false };
    context.report(attribute.nameSpan, `${what}.${didYouMean(near)}`, { fix });
  },
};

function freeOf(element: ElementNode, facts: ElementFacts): readonly string[] {
  const known = freeNames.get(element);
  if (known) return known;
  const given = new Set(element.attributes.map(({ name }) => name));
  const free = [...facts.attributes.keys()].filter((name) => !given.has(name));
  freeNames.set(element, free);
  return free;
}
