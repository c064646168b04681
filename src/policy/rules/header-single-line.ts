import { holdsTemplate } from "../syntax/templates.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";

const message = /context\s*\.\s*LastError\s*\.\s*Message/;
const cleaned = /\.\s*(Replace|Split|Trim|Substring)|Regex|Encode|Base64|\.Length/;

/** A line break in a header's value makes the gateway answer 500. */
export const headerSingleLine: ElementRule = {
  id: "header-single-line",
  severity: "hint",
  doc: "A header is not given the error message as it is, which may hold line breaks.",
  on: "element",
  reads: "content",
  names: ["set-header"],
  check({ element }, context) {
    for (const value of childElements(element, "value")) {
      for (const child of value.children) {
        if (child.kind !== "expression") continue;
        const { start, end } = child.expression.codeSpan;
        const code = context.text.slice(start, end);
        const found = message.exec(code);
        if (!found || cleaned.test(code) || holdsTemplate(code)) continue;
        const at = start + found.index;
        context.report(
          { start: at, end: at + found[0].length },
          "The message may hold line breaks, which a header cannot carry: replace them first.",
          {
            fix: {
              title: "Replace line breaks by spaces",
              edits: [
                {
                  span: { start: at + found[0].length, end: at + found[0].length },
                  newText: '.Replace("\\r", "").Replace("\\n", " ")',
                },
              ],
              safe: false,
            },
          },
        );
      }
    }
  },
};
