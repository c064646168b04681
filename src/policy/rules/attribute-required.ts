import type { AttributeFacts, ElementFacts } from "../facts/model.ts";
import type { ElementRule } from "./engine/rule.ts";
import { addAttribute } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";
import { firstValue } from "./reading/first-value.ts";

/** The service refuses a policy that lacks one of these. */
export const attributeRequired: ElementRule = {
  id: "attribute-required",
  severity: "error",
  doc: "An element has the attributes that the service insists on.",
  on: "element",
  reads: "attributes",
  applies: ({ facts }) => requiredOf(facts).length > 0,
  check({ element, place: { facts } }, context) {
    for (const needed of requiredOf(facts)) {
      const { name } = needed;
      if (attribute(element, name)) continue;
      const fix = {
        title: `Add "${name}"`,
        edits: addAttribute(element, name, firstValue(needed)),
        safe: false,
      };
      context.report(element.nameSpan, `<${element.name}> needs the attribute "${name}".`, { fix });
    }
  },
};

const required = new WeakMap<ElementFacts, readonly AttributeFacts[]>();

function requiredOf(facts: ElementFacts | undefined): readonly AttributeFacts[] {
  if (!facts) return [];
  const known = required.get(facts);
  if (known) return known;
  const found = [...facts.attributes.values()].filter((each) => each.required === true);
  required.set(facts, found);
  return found;
}
