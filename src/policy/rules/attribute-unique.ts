import type { AttributeNode, PolicyDocument } from "../syntax/nodes.ts";
import type { DocumentRule, RuleContext } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";

/** An attribute stands once in a tag. */
export const attributeUnique: DocumentRule = {
  id: "attribute-unique",
  severity: "error",
  doc: "An attribute is given once.",
  on: "document",
  check(document, context) {
    const problems = document.problems.filter(({ code }) => code === "duplicate-attribute");
    if (problems.length === 0) return;
    const repeated = new Set(problems.map(({ span }) => span.start));
    for (const attribute of attributesOf(document)) {
      if (repeated.has(attribute.nameSpan.start)) report(attribute, context);
    }
  },
};

function attributesOf(document: PolicyDocument): AttributeNode[] {
  return document.elements().flatMap(({ attributes }) => (attributes.length > 1 ? attributes : []));
}

function report(attribute: AttributeNode, context: RuleContext): void {
  const first = attribute.element.attributes.find(({ name }) => name === attribute.name) ?? attribute;
  context.report(attribute.nameSpan, `The attribute "${attribute.name}" is given twice.`, {
    fix: {
      title: "Remove the second",
      edits: removeAttribute(attribute, context.text),
      safe: true,
      stays: first.span,
    },
    related: [{ span: first.span, message: "It is given here before." }],
  });
}
