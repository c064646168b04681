import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";

/** Nothing runs behind a policy that ends the pipeline. */
export const noUnreachablePolicy: ElementRule = {
  id: "no-unreachable-policy",
  severity: "warning",
  doc: "No policy stands behind one that ends the pipeline.",
  on: "element",
  reads: "content",
  applies: ({ facts }) => facts?.content === "policies",
  check({ element }, context) {
    if (element.children.length < 2) return;
    let end: ElementNode | undefined;
    for (const child of element.children) {
      if (child.kind !== "element") continue;
      if (end && child.name !== "base") {
        context.report(child.nameSpan, `This never runs: <${end.name}> before it ends the pipeline.`, {
          related: [{ span: end.nameSpan, message: "The pipeline ends here." }],
        });
      }
      end = endsPipeline(child) ? child : undefined;
    }
  },
};

/** A mock response may be switched off. */
function endsPipeline(element: ElementNode): boolean {
  const { name } = element;
  return name === "return-response" || (name === "mock-response" && !attribute(element, "enabled"));
}
