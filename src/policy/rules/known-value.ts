import { didYouMean, nearest } from "../../core/nearest.ts";
import type { AttributeRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";
import { listQuoted } from "./reading/wording.ts";

/** Where only some values have a meaning, one of them must stand. */
export const knownValue: AttributeRule = {
  id: "known-value",
  severity: "error",
  doc: "An attribute with a list of values has one of them.",
  on: "attribute",
  applies: ({ values }) => values !== undefined,
  check(attribute, { values, name }, context) {
    if (!values) return;
    const value = context.valueOf(attribute);
    if (!value?.literal || values.includes(value.text)) return;
    const near = nearest(value.text, values);
    const sameButCase = near?.toLowerCase() === value.text.toLowerCase();
    const fix = changeTo(near, (to) => setValue(attribute, to), sameButCase);
    const message = `"${value.text}" is no value of "${name}"; it is ${listQuoted(values)}.${didYouMean(near)}`;
    context.report(value.span, message, { fix });
  },
};
