import type { ElementRule } from "./engine/rule.ts";
import { removeCopy } from "./reading/edits.ts";
import { childElements } from "./reading/elements.ts";

/** A second `<base />` runs the policies of the enclosing scope again. */
export const baseUnique: ElementRule = {
  id: "base-unique",
  severity: "warning",
  doc: "A section has one <base />.",
  on: "element",
  reads: "content",
  names: ["inbound", "backend", "outbound", "on-error"],
  check({ element, place }, context) {
    if (place.kind !== "section") return;
    const [first, ...others] = childElements(element, "base");
    for (const base of others) {
      context.report(base.nameSpan, "A second <base /> runs the policies of the enclosing scope again.", {
        fix: first && removeCopy("Remove it", base, first, context.text),
        related: first && [{ span: first.span, message: "The first one." }],
      });
    }
  },
};
