import type { ElementRule } from "./engine/rule.ts";
import { elementValue } from "./reading/value.ts";

/** Elements whose text is compared with something of the request. */
const compared = [
  "audience",
  "issuer",
  "application-id",
  "origin",
  "method",
  "header",
  "address",
  "set-url",
  "set-method",
];

/** An empty text is compared too, and nothing equals it. */
export const textNotEmpty: ElementRule = {
  id: "text-not-empty",
  severity: "warning",
  doc: "An element that holds a value holds one.",
  on: "element",
  names: compared,
  check({ element, place }, context) {
    if (place.facts?.content !== "text" || elementValue(element, context.text).text !== "") return;
    context.report(element.nameSpan, `<${element.name}> is empty.`);
  },
};
