import type { AttributeNode, ElementNode } from "../../syntax/nodes.ts";

/** The attribute `name` of `element`; the first when it is given twice. */
export function attribute(element: ElementNode, name: string): AttributeNode | undefined {
  for (const candidate of element.attributes) if (candidate.name === name) return candidate;
  return undefined;
}

/** Whether the attributes of `element` are those that it has in the end: none is guessed at, and none is filled in later. */
export function hasAllAttributes({ broken, moreAttributes }: ElementNode): boolean {
  return !broken && !moreAttributes;
}

/** Child elements of `element`, all or those called `name`. */
export function childElements(element: ElementNode, name?: string): ElementNode[] {
  const found: ElementNode[] = [];
  for (const child of element.children) {
    if (child.kind === "element" && (name === undefined || child.name === name)) found.push(child);
  }
  return found;
}

/** Whether nothing but a name is there of `element` so far, which may go on. */
export function isBeingTyped({ startTagClosed, attributes, children }: ElementNode): boolean {
  return !startTagClosed && attributes.length === 0 && children.length === 0;
}
