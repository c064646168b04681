import type { DocumentRule } from "./engine/rule.ts";

/** `@()` and `@{}` do not compile. */
export const expressionNotEmpty: DocumentRule = {
  id: "expression-not-empty",
  severity: "error",
  doc: "An expression holds code.",
  on: "document",
  check(document, context) {
    for (const { code, span, message } of document.problems) {
      if (code === "empty-expression") context.report(span, message);
    }
  },
};
