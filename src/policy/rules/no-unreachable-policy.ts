import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule } from "./engine/rule.ts";
import { attribute, childElements } from "./reading/elements.ts";

/** Nothing runs behind a policy that ends the pipeline. */
export const noUnreachablePolicy: ElementRule = {
  id: "no-unreachable-policy",
  severity: "warning",
  doc: "No policy stands behind one that ends the pipeline.",
  on: "element",
  names: ["return-response", "mock-response"],
  check({ element, place }, context) {
    const { parent } = element;
    if (place.kind !== "policy" || !parent || isConditional(element)) return;
    const siblings = childElements(parent);
    const next = siblings[siblings.indexOf(element) + 1];
    if (!next || next.name === "base") return;
    context.report(next.nameSpan, `This never runs: <${element.name}> before it ends the pipeline.`, {
      related: [{ span: element.nameSpan, message: "The pipeline ends here." }],
    });
  },
};

/** Wrapped by `wait`, or switched off. */
function isConditional(element: ElementNode): boolean {
  return element.parent?.name === "wait" || attribute(element, "enabled") !== undefined;
}
