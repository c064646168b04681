import type { AttributeNode, ElementNode } from "../syntax/nodes.ts";
import type { DocumentRule, RuleContext } from "./engine/rule.ts";
import { replace } from "./reading/edits.ts";

/** `&amp;quot;` is the five letters `&quot;` and no quote. */
export const escapedOnce: DocumentRule = {
  id: "escaped-once",
  severity: "error",
  doc: "What stands for a sign is escaped once.",
  on: "document",
  check(document, context) {
    if (!context.text.includes("&amp;") || !anywhere.test(context.text)) return;
    for (const { code, span, message, repair = [] } of document.problems) {
      if (code !== "double-escaping") continue;
      const last = repair[repair.length - 1]?.span.end ?? span.end;
      context.report(span, message, {
        fix: { title: `Write "${repair[0]?.newText}"`, edits: repair, safe: false, mends: true },
        hides: { start: span.start, end: last },
      });
    }
    for (const element of document.elements()) if (!element.broken) checkAttributes(element, context);
  },
};

/** Most documents have none, and the search costs less than a look at each attribute. */
const anywhere = /&amp;(?:quot|apos|lt|gt|amp|#)/;

const twice = /&amp;((?:quot|apos|lt|gt|amp);)/g;

function checkAttributes({ attributes }: ElementNode, context: RuleContext): void {
  for (const attribute of attributes) {
    if (!attribute.expression && attribute.value.includes("&amp;")) checkValue(attribute, context);
  }
}

/** Beside `&lt;` a value holds markup itself, in which entities are meant. */
function checkValue({ value, valueSpan }: AttributeNode, context: RuleContext): void {
  const found = [...value.matchAll(twice)];
  const [first] = found;
  if (!first || !valueSpan || /&lt;|@[({]/.test(value)) return;
  const spanOf = (match: RegExpExecArray) => {
    const start = valueSpan.start + match.index;
    return { start, end: start + match[0].length };
  };
  const message = `"${first[0]}" is escaped twice: it stands for "&${first[1]}" and not for the sign; write "&${first[1]}".`;
  context.report(spanOf(first), message, {
    fix: {
      title: `Write "&${first[1]}"`,
      edits: found.map((match) => replace(spanOf(match), `&${match[1]}`)),
      safe: false,
    },
    hides: valueSpan,
  });
}
