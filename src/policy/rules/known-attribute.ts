import type { ElementFacts } from "../facts/model.ts";
import type { AttributeNode, ElementNode } from "../syntax/nodes.ts";
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
    let free: readonly string[] | undefined;
    for (const attribute of element.attributes) {
      if (facts.attributes.has(attribute.name) || attribute.name.startsWith("xml")) continue;
      free ??= freeNames(element, facts);
      report(attribute, facts, free, context);
    }
  },
};

/** Names of attributes that are not given yet. */
function freeNames({ attributes }: ElementNode, facts: ElementFacts): string[] {
  const given = new Set(attributes.map(({ name }) => name));
  return [...facts.attributes.keys()].filter((name) => !given.has(name));
}

function report(
  attribute: AttributeNode,
  facts: ElementFacts,
  free: readonly string[],
  context: RuleContext,
): void {
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
