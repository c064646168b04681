import type { AttributeRule } from "./engine/rule.ts";

/** Values that may be empty although their attribute is required. */
const mayBeEmpty = new Set(["to", "value", "password", "from"]);

/** Names, and values that the service insists on, must not be empty. */
export const valueNotEmpty: AttributeRule = {
  id: "value-not-empty",
  severity: "error",
  doc: "A name or a required value is not empty.",
  on: "attribute",
  applies: ({ name, required, names, refers, values }) =>
    (required === true || names !== undefined || refers !== undefined) && !values && !mayBeEmpty.has(name),
  check(attribute, { name }, context) {
    const value = context.valueOf(attribute);
    if (value?.text !== "" || !value.literal) return;
    context.report(attribute.span, `"${name}" of <${attribute.element.name}> is empty.`);
  },
};
