import type { ElementRule } from "./engine/rule.ts";
import { attribute, childElements } from "./reading/elements.ts";
import { isFilledLater } from "./reading/filled-later.ts";
import { attributeValue } from "./reading/value.ts";

/** A new request starts from nothing: without these it has nowhere to go. */
export const requestTarget: ElementRule = {
  id: "request-target",
  severity: "warning",
  doc: "A new request says where it goes and by which method.",
  on: "element",
  names: ["send-request", "send-one-way-request"],
  check({ element, place }, context) {
    if (place.kind !== "policy") return;
    const mode = attributeValue(attribute(element, "mode"));
    if (mode && (mode.text === "copy" || !mode.literal)) return;
    if (isFilledLater(element, context.text)) return;
    for (const name of ["set-url", "set-method"]) {
      if (childElements(element, name).length > 0) continue;
      context.report(element.nameSpan, `A new request needs <${name}>; only mode="copy" goes without.`);
    }
  },
};
