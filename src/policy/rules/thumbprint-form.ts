import type { AttributeRule } from "./engine/rule.ts";
import { setValue } from "./reading/edits.ts";

/** A thumbprint that was copied from a dialog often carries spaces, colons or an invisible mark. */
export const thumbprintForm: AttributeRule = {
  id: "thumbprint-form",
  severity: "warning",
  doc: "A thumbprint is 40 hexadecimal digits, without spaces or colons.",
  on: "attribute",
  applies: ({ name }) => name === "thumbprint" || name === "issuer-thumbprint",
  check(attribute, _facts, context) {
    const value = context.valueOf(attribute);
    if (!value?.literal || value.text === "" || /^[0-9A-Fa-f]{40}$/.test(value.text)) return;
    const digits = value.text.replace(/[^0-9A-Fa-f]/g, "");
    const onlyMarks = /^[0-9A-Fa-f\s:\u200e\u200f-]*$/.test(value.text) && digits.length === 40;
    const fix = onlyMarks
      ? { title: "Keep the digits", edits: setValue(attribute, digits), safe: true }
      : undefined;
    context.report(value.span, "A thumbprint has 40 hexadecimal digits and nothing else.", { fix });
  },
};
