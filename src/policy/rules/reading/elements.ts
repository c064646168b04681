import type { AttributeNode, ElementNode } from "../../syntax/nodes.ts";

/** The attribute `name` of `element`; the first when it is given twice. */
export function attribute(element: ElementNode, name: string): AttributeNode | undefined {
  for (const candidate of element.attributes) if (candidate.name === name) return candidate;
  return undefined;
}

/** Child elements of `element`, all or those called `name`. */
export function childElements(element: ElementNode, name?: string): ElementNode[] {
  const found: ElementNode[] = [];
  for (const child of element.children) {
    if (child.kind === "element" && (name === undefined || child.name === name)) found.push(child);
  }
  return found;
}
