import type { AttributeFacts } from "../facts/model.ts";
import type { AttributeRule } from "./engine/rule.ts";

/** Numbers outside of the range that the reference gives. */
export const valueRange: AttributeRule = {
  id: "value-range",
  severity: "warning",
  doc: "A number is within the range that its attribute allows.",
  on: "attribute",
  applies: ({ min, max }) => min !== undefined || max !== undefined,
  check(attribute, facts, context) {
    const value = context.valueOf(attribute);
    if (!value?.literal || value.text === "") return;
    const number = Number(value.text);
    if (Number.isNaN(number) || (number >= (facts.min ?? number) && number <= (facts.max ?? number))) return;
    context.report(value.span, `"${facts.name}" must be ${describe(facts)}, not ${value.text}.`);
  },
};

function describe({ min, max }: AttributeFacts): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
}
