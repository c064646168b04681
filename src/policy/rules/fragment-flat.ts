import type { ElementRule } from "./engine/rule.ts";

/** A fragment is put in place once; what it contains is not looked through for fragments again. */
export const fragmentFlat: ElementRule = {
  id: "fragment-flat",
  severity: "error",
  doc: "A fragment includes no other fragment.",
  on: "element",
  reads: "name",
  names: ["include-fragment"],
  check({ element }, context) {
    if (context.document.root?.name !== "fragment") return;
    context.report(element.nameSpan, "A fragment cannot include another fragment.");
  },
};
