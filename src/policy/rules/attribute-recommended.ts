import type { ElementRule } from "./engine/rule.ts";
import { addAttribute } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** The reference calls these required although the service's schema lets a policy without them pass. */
export const attributeRecommended: ElementRule = {
  id: "attribute-recommended",
  severity: "info",
  doc: "An element has the attributes that the reference calls required.",
  on: "element",
  check({ element, place: { facts } }, context) {
    if (!facts) return;
    for (const { name, required, values } of facts.attributes.values()) {
      if (required !== "documented" || attribute(element, name)) continue;
      const fix = {
        title: `Add "${name}"`,
        edits: addAttribute(element, name, values?.[0] ?? ""),
        safe: false,
      };
      const message = `The reference asks for the attribute "${name}" of <${element.name}>.`;
      context.report(element.nameSpan, message, { fix });
    }
  },
};
