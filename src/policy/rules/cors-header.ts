import { elementValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { isHeaderName } from "./reading/header-name.ts";
import { listIn, splitElement } from "./reading/list-in-element.ts";

/** Headers of the request are compared with each of these as a whole. */
export const corsHeader: ElementRule = {
  id: "cors-header",
  severity: "warning",
  doc: 'A header of cors is the name of one header, or "*".',
  on: "element",
  reads: "content",
  names: ["header"],
  check({ element, place }, context) {
    if (place.policy?.name !== "cors") return;
    const { text, literal, span } = elementValue(element, context.text);
    if (!literal || text === "" || isHeaderName(text)) return;
    const list = listIn(text, isHeaderName);
    const message = list
      ? "<header> holds one name: write one for each."
      : `No header can be called "${text}".`;
    context.report(span, message, { fix: list && splitElement(element, list, context.text) });
  },
};
