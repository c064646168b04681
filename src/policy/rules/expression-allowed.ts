import type { AttributeRule } from "./engine/rule.ts";

/** Where the service does not evaluate expressions, one would be taken as text. */
export const expressionAllowed: AttributeRule = {
  id: "expression-allowed",
  severity: "warning",
  doc: "An expression stands where the service evaluates one.",
  on: "attribute",
  applies: ({ expressions }) => expressions === false,
  check(attribute, { name }, context) {
    if (!attribute.expression) return;
    context.report(
      attribute.expression.span,
      `"${name}" of <${attribute.element.name}> takes no expression; a named value may stand here.`,
    );
  },
};
