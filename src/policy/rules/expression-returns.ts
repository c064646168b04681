import { decodeEntities } from "../syntax/entities.ts";
import type { ExpressionRule } from "./engine/rule.ts";
import { replace } from "./reading/edits.ts";

/** An expression without a value does not compile. */
export const expressionReturns: ExpressionRule = {
  id: "expression-returns",
  severity: "error",
  doc: "@(…) is one expression without a semicolon; @{…} returns a value.",
  on: "expression",
  check({ form, closed, codeSpan, span }, context) {
    const raw = context.text.slice(codeSpan.start, codeSpan.end);
    const code = raw.trimEnd();
    if (!closed || code.trim() === "") return;
    if (form === "block") {
      if (/\b(return|throw)\b|\{\{/.test(code)) return;
      const start = { start: span.start, end: codeSpan.start };
      context.report(start, "@{…} needs a return statement: without one it has no value.");
    } else if (decodeEntities(code).endsWith(";") && !endsInComment(code)) {
      const end = codeSpan.start + code.length;
      const semicolon = { start: end - 1, end };
      context.report(semicolon, "@(…) is one expression: no semicolon ends it.", {
        fix: { title: "Remove the semicolon", edits: [replace(semicolon, "")], safe: true },
      });
    }
  },
};

/** Whether the last line of `code` may end in a comment; an address in a string looks like one. */
function endsInComment(code: string): boolean {
  return code.includes("//", code.lastIndexOf("\n") + 1);
}
