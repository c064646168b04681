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
  applies: ({ facts }) => [...(facts?.attributes.values() ?? [])].some(({ required }) => required === true),
  check({ element, place: { facts } }, context) {
    for (const needed of facts?.attributes.values() ?? []) {
      const { name } = needed;
      if (needed.required !== true || attribute(element, name)) continue;
      const fix = {
        title: `Add "${name}"`,
        edits: addAttribute(element, name, firstValue(needed)),
        safe: false,
      };
      context.report(element.nameSpan, `<${element.name}> needs the attribute "${name}".`, { fix });
    }
  },
};
