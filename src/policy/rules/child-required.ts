import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule, RuleContext } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";
import { isLiteral } from "./reading/value.ts";

/** Some elements are nothing without others inside. */
export const childRequired: ElementRule = {
  id: "child-required",
  severity: "error",
  doc: "An element contains what the service insists on.",
  on: "element",
  applies: ({ facts }) => [...(facts?.children.values() ?? [])].some(({ min }) => min > 0),
  check({ element, place: { facts } }, context) {
    for (const { name, min } of facts?.children.values() ?? []) {
      if (min === 0 || childElements(element, name).length >= min || isFilledLater(element, context))
        continue;
      context.report(element.nameSpan, `<${element.name}> needs a <${name}> inside.`);
    }
  },
};

/** A fragment or a placeholder of a deployment tool stands for what is missing. */
function isFilledLater({ children }: ElementNode, { text }: RuleContext): boolean {
  return children.some((child) => {
    if (child.kind === "element") return child.name === "include-fragment";
    return child.kind === "text" && !isLiteral(text.slice(child.span.start, child.span.end).trim());
  });
}
