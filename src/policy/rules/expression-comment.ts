import type { DocumentRule } from "./engine/rule.ts";

/** What stands in an expression is C#, to which `<!-- … -->` is an error. */
export const expressionComment: DocumentRule = {
  id: "expression-comment",
  severity: "error",
  doc: "A comment within an expression is one of C#.",
  on: "document",
  check({ problems }, context) {
    for (const { code, span, message, repair = [] } of problems) {
      if (code !== "comment-in-expression") continue;
      const fix = { title: "Make it a comment of C#", edits: repair, safe: false, mends: true } as const;
      context.report(span, message, { fix: repair.length > 0 ? fix : undefined });
    }
  },
};
