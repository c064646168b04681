import type { AttributeRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";

const names = new Set(["failed-validation-httpcode", "failed-check-httpcode"]);

/** A refusal must not look like success. */
export const refusalStatus: AttributeRule = {
  id: "refusal-status",
  severity: "warning",
  doc: "A refusal is answered with a status from 400 to 599.",
  on: "attribute",
  applies: ({ name }) => names.has(name),
  check(attribute, _facts, context) {
    const value = context.valueOf(attribute);
    if (!value?.literal || !/^\d+$/.test(value.text)) return;
    const code = Number(value.text);
    if (code >= 400 || code < 100) return;
    context.report(
      value.span,
      `The status ${value.text} does not tell the caller that the request was refused.`,
      {
        fix: changeTo("401", (to) => setValue(attribute, to)),
      },
    );
  },
};
