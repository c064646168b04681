import { isFilledLater } from "../syntax/filled-later.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";

/** A filter without addresses allows nobody, or everybody. */
export const ipFilterNotEmpty: ElementRule = {
  id: "ip-filter-not-empty",
  severity: "error",
  doc: "ip-filter lists at least one address or range.",
  on: "element",
  reads: "content",
  names: ["ip-filter"],
  check({ element, place }, context) {
    if (place.kind !== "policy" || childElements(element).length > 0) return;
    if (isFilledLater(element, context.text)) return;
    context.report(element.nameSpan, "ip-filter needs an <address> or <address-range>.");
  },
};
