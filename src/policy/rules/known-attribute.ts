import type { ElementFacts } from "../facts/model.ts";
import type { AttributeNode } from "../syntax/nodes.ts";
import type { ElementRule, RuleContext } from "./engine/rule.ts";
import { removeAttribute, replace } from "./reading/edits.ts";
import { didYouMean, nearest } from "./reading/nearest.ts";

/** Attributes are those that the element knows. */
export const knownAttribute: ElementRule = {
  id: "known-attribute",
  severity: "error",
  doc: "An attribute is one that the element knows.",
  on: "element",
  check({ element, place: { facts } }, context) {
    if (!facts) return;
    for (const attribute of element.attributes) {
      if (facts.attributes.has(attribute.name) || attribute.name.startsWith("xml")) continue;
      report(attribute, facts, context);
    }
  },
};

function report(attribute: AttributeNode, facts: ElementFacts, context: RuleContext): void {
  const given = new Set(attribute.element.attributes.map(({ name }) => name));
  const free = [...facts.attributes.keys()].filter((name) => !given.has(name));
  const near = nearest(attribute.name, free);
  const what =
    facts.attributes.size === 0
      ? `<${facts.name}> has no attributes`
      : `<${facts.name}> has no "${attribute.name}"`;
  const fix = near
    ? { title: `Rename to "${near}"`, edits: [replace(attribute.nameSpan, near)], safe: false }
    : { title: `Remove "${attribute.name}"`, edits: removeAttribute(attribute, context.text), safe: false };
  context.report(attribute.nameSpan, `${what}.${didYouMean(near)}`, { fix });
}
