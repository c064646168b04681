import { didYouMean, nearest } from "../../core/nearest.ts";
import { elementValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { changeTo, setContent } from "./reading/edits.ts";
import { listIn, splitElement } from "./reading/list-in-element.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "*"];

/** Methods are compared by case. */
export const corsMethod: ElementRule = {
  id: "cors-method",
  severity: "warning",
  doc: "A method of cors is an HTTP method in capitals.",
  on: "element",
  reads: "content",
  names: ["method"],
  check({ element, place }, context) {
    if (place.policy?.name !== "cors") return;
    const { text, literal, span } = elementValue(element, context.text);
    if (!literal || text === "" || methods.includes(text)) return;
    const list = listIn(text, (value) => methods.includes(value));
    if (list) {
      const message = "<method> holds one method: write one for each.";
      context.report(span, message, { fix: splitElement(element, list, context.text) });
      return;
    }
    const near = nearest(text, methods);
    const fix = changeTo(near, (to) => setContent(element, to), near === text.toUpperCase());
    context.report(span, `"${text}" is no HTTP method.${didYouMean(near)}`, { fix });
  },
};
