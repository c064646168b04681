import type { ElementRule } from "./engine/rule.ts";
import { addAttribute } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** The service refuses a policy that lacks one of these. */
export const attributeRequired: ElementRule = {
  id: "attribute-required",
  severity: "error",
  doc: "An element has the attributes that the service insists on.",
  on: "element",
  check({ element, place: { facts } }, context) {
    if (!facts) return;
    for (const { name, required, values } of facts.attributes.values()) {
      if (required !== true || attribute(element, name)) continue;
      const fix = {
        title: `Add "${name}"`,
        edits: addAttribute(element, name, values?.[0] ?? ""),
        safe: false,
      };
      context.report(element.nameSpan, `<${element.name}> needs the attribute "${name}".`, { fix });
    }
  },
};
