import type { AttributeNode, ElementNode, Expression, PolicyDocument } from "./nodes.ts";

/** An expression with what holds it. */
export interface ExpressionUse {
  readonly expression: Expression;
  /** `undefined` at the top of a partial document. */
  readonly element: ElementNode | undefined;
  /** `undefined` when the expression is content. */
  readonly attribute: AttributeNode | undefined;
}

/** All expressions of the document; element by element, attributes before content. */
export function* expressionsOf(document: PolicyDocument): Generator<ExpressionUse> {
  for (const child of document.children) {
    if (child.kind === "expression") {
      yield { expression: child.expression, element: undefined, attribute: undefined };
    }
  }
  for (const element of document.elements()) {
    for (const attribute of element.attributes) {
      const { expression } = attribute;
      if (expression) yield { expression, element, attribute };
    }
    for (const child of element.children) {
      if (child.kind === "expression") {
        yield { expression: child.expression, element, attribute: undefined };
      }
    }
  }
}
