import type { ElementRule } from "./engine/rule.ts";
import { removeElement } from "./reading/edits.ts";

/** `<base />` stands for the enclosing scope's section, so it has no meaning elsewhere. */
export const baseInSection: ElementRule = {
  id: "base-in-section",
  severity: "warning",
  doc: "<base /> stands directly in a section of <policies>.",
  on: "element",
  reads: "name",
  names: ["base"],
  check({ element, place, parent: around }, context) {
    if (place.kind !== "base" || element.parent === undefined || around?.kind === "section") return;
    const parent = element.parent.name;
    const fix = { title: "Remove it", edits: removeElement(element, context.text), safe: false };
    if (parent === "fragment") {
      context.report(element.nameSpan, "A fragment cannot contain <base />.", { fix });
    } else {
      context.report(element.nameSpan, `<base /> stands directly in a section, not in <${parent}>.`, { fix });
    }
  },
};
