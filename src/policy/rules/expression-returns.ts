import { decodeEntities } from "../syntax/entities.ts";
import { holdsTemplate } from "../syntax/templates.ts";
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
      if (/\b(return|throw)\b|\{\{/.test(code) || holdsTemplate(code)) return;
      const start = { start: span.start, end: codeSpan.start };
      context.report(start, "@{…} needs a return statement: without one it has no value.");
    } else if (endsInSemicolon(code) && !endsInComment(code)) {
      const end = codeSpan.start + code.length;
      const semicolon = { start: end - 1, end };
      context.report(semicolon, "@(…) is one expression: no semicolon ends it.", {
        fix: { title: "Remove the semicolon", edits: [replace(semicolon, "")], safe: isOnly(code) },
      });
    }
  },
};

/** Whether a semicolon of C# ends `code`, and none of an entity, however often it was escaped. */
function endsInSemicolon(code: string): boolean {
  return code.endsWith(";") && !/&#?\w+;$/.test(code) && decoded(code).endsWith(";");
}

/** Whether the semicolon at the end of `code` is the only one: several statements need a block instead. */
function isOnly(code: string): boolean {
  return decoded(code).indexOf(";") === decoded(code).length - 1;
}

/** `code` without entities, those that were escaped a second time among them. */
function decoded(code: string): string {
  let before = code;
  let after = decodeEntities(before);
  while (after !== before) {
    before = after;
    after = decodeEntities(before);
  }
  return after;
}

/** Whether the last line of `code` may end in a comment; an address in a string looks like one. */
function endsInComment(code: string): boolean {
  return code.includes("//", code.lastIndexOf("\n") + 1);
}
