import type { AttributeNode, ChildNode, ElementNode } from "../../syntax/nodes.ts";

/** Whether two elements say the same, white space around their parts aside. Attributes may stand in any order. */
export function areEqual(a: ElementNode, b: ElementNode, text: string): boolean {
  return (
    a.name === b.name &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every((one) => b.attributes.some((other) => areSame(one, other))) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => areEqualNodes(child, b.children[index], text))
  );
}

/** Whether two attributes have one name and one value, as written. */
export function areSame(a: AttributeNode, b: AttributeNode): boolean {
  return (
    a.name === b.name && a.value === b.value && (a.valueSpan === undefined) === (b.valueSpan === undefined)
  );
}

function areEqualNodes(a: ChildNode, b: ChildNode | undefined, text: string): boolean {
  if (a.kind === "element") return b?.kind === "element" && areEqual(a, b, text);
  return a.kind === b?.kind && written(a, text) === written(b, text);
}

function written({ span }: ChildNode, text: string): string {
  return text.slice(span.start, span.end).trim();
}
