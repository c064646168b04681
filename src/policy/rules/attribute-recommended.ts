import type { AttributeFacts, ElementFacts } from "../facts/model.ts";
import type { ElementRule } from "./engine/rule.ts";
import { addAttribute } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";
import { firstValue } from "./reading/first-value.ts";

/** The reference calls these required although the service's schema lets a policy without them pass. */
export const attributeRecommended: ElementRule = {
  id: "attribute-recommended",
  severity: "info",
  doc: "An element has the attributes that the reference calls required.",
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
      const message = `The reference asks for the attribute "${name}" of <${element.name}>.`;
      context.report(element.nameSpan, message, { fix });
    }
  },
};

function requiredOf(facts: ElementFacts | undefined): AttributeFacts[] {
  return facts ? [...facts.attributes.values()].filter(({ required }) => required === "documented") : [];
}
