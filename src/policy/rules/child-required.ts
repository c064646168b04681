import { isFilledLater } from "../syntax/filled-later.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";
import { anElement } from "./reading/wording.ts";

/** Some elements are nothing without others inside. */
export const childRequired: ElementRule = {
  id: "child-required",
  severity: "error",
  doc: "An element contains what the service insists on.",
  on: "element",
  reads: "content",
  applies: ({ facts }) => [...(facts?.children.values() ?? [])].some(({ min }) => min > 0),
  check({ element, place: { facts } }, context) {
    for (const { name, min } of facts?.children.values() ?? []) {
      if (min === 0 || childElements(element, name).length >= min || isFilledLater(element, context.text))
        continue;
      context.report(element.nameSpan, `<${element.name}> needs ${anElement(name)} inside.`);
    }
  },
};
