import type { SyntaxProblem } from "../syntax/nodes.ts";
import type { ElementRule, RuleContext } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";

/** Problems of each document by offset, found once. */
const found = new WeakMap<readonly SyntaxProblem[], ReadonlySet<number>>();

/** An attribute stands once in a tag. */
export const attributeUnique: ElementRule = {
  id: "attribute-unique",
  severity: "error",
  doc: "An attribute is given once.",
  on: "element",
  check({ element }, context) {
    if (element.attributes.length < 2) return;
    const repeated = repeatedAttributes(context);
    if (repeated.size === 0) return;
    for (const attribute of element.attributes) {
      if (!repeated.has(attribute.nameSpan.start)) continue;
      const first = element.attributes.find(({ name }) => name === attribute.name) ?? attribute;
      const same = first.value === attribute.value;
      context.report(attribute.nameSpan, `The attribute "${attribute.name}" is given twice.`, {
        fix: { title: "Remove the second", edits: removeAttribute(attribute, context.text), safe: same },
        related: [{ span: first.span, message: "It is given here before." }],
      });
    }
  },
};

function repeatedAttributes({ document }: RuleContext): ReadonlySet<number> {
  const known = found.get(document.problems);
  if (known) return known;
  const offsets = document.problems.flatMap(({ code, span }) =>
    code === "duplicate-attribute" ? [span.start] : [],
  );
  const result = new Set(offsets);
  found.set(document.problems, result);
  return result;
}
