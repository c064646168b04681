import type { DocumentRule } from "./engine/rule.ts";

/** Brackets, strings and comments of an expression must be closed. */
export const expressionClosed: DocumentRule = {
  id: "expression-closed",
  severity: "error",
  doc: "The brackets, strings and comments of an expression are closed, and nothing follows it.",
  on: "document",
  check(document, context) {
    for (const { code, span, message } of document.problems) {
      if (code === "unclosed-expression" || code === "text-after-expression") context.report(span, message);
    }
  },
};
