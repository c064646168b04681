import type { AttributeNode, ChildNode, ElementNode, PolicyDocument } from "./nodes.ts";

/** The innermost node that covers the character at `offset`. */
export function nodeAt(document: PolicyDocument, offset: number): ChildNode | undefined {
  return descend(document.children, isCovered, offset);
}

/** The innermost element that covers the character at `offset`. */
export function elementAt(document: PolicyDocument, offset: number): ElementNode | undefined {
  const node = nodeAt(document, offset);
  return node?.kind === "element" ? node : node?.parent;
}

/** The attribute that covers the character at `offset` or ends there. */
export function attributeAt(document: PolicyDocument, offset: number): AttributeNode | undefined {
  return (
    attributeOf(elementAt(document, offset), offset) ?? attributeOf(elementAt(document, offset - 1), offset)
  );
}

function attributeOf(element: ElementNode | undefined, offset: number): AttributeNode | undefined {
  return element?.attributes.find(({ span }) => span.start <= offset && offset <= span.end);
}

/** The innermost node that a cursor at `offset` stands in: behind its beginning, before its end unless that is open. */
export function nodeAround(document: PolicyDocument, offset: number): ChildNode | undefined {
  return descend(document.children, isAround, offset);
}

function descend(
  top: readonly ChildNode[],
  covers: (node: ChildNode, offset: number) => boolean,
  offset: number,
): ChildNode | undefined {
  let found: ChildNode | undefined;
  for (let children = top; ; ) {
    const index = lastStartingAtOrBefore(children, offset);
    // What begins at the cursor gives way to something open that ends there.
    const before = children[index - 1];
    const here = children[index];
    const inside = [before, here].find((node) => node && covers(node, offset));
    if (inside === undefined) return found;
    found = inside;
    if (inside.kind !== "element" || isInBrokenTag(inside, offset)) return found;
    children = inside.children;
  }
}

function isInBrokenTag(element: ElementNode, offset: number): boolean {
  return !element.startTagClosed && offset <= element.startTagSpan.end;
}

function isCovered({ span }: ChildNode, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}

function lastStartingAtOrBefore(children: readonly ChildNode[], offset: number): number {
  let low = -1;
  let high = children.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((children[middle]?.span.start ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function isAround(node: ChildNode, offset: number): boolean {
  const { span } = node;
  return span.start < offset && (offset < span.end || (offset === span.end && isOpen(node)));
}

function isOpen(node: ChildNode): boolean {
  switch (node.kind) {
    case "element":
      return node.startTagClosed ? !node.selfClosing && node.endTagSpan === undefined : true;
    case "expression":
      return !node.expression.closed;
    case "text":
      return false;
    case "comment":
    case "cdata":
    case "instruction":
    case "declaration":
      return !node.closed;
  }
}
