import type { ChildNode, PolicyDocument } from "../../syntax/index.ts";

/** Every node of the document, parents before their children, in document order; without recursion. */
export function* allNodes(document: PolicyDocument): Generator<ChildNode> {
  const pending: { readonly children: readonly ChildNode[]; next: number }[] = [
    { children: document.children, next: 0 },
  ];
  for (let level = pending.at(-1); level; level = pending.at(-1)) {
    const node = level.children[level.next];
    level.next += 1;
    if (node === undefined) {
      pending.pop();
      continue;
    }
    yield node;
    if (node.kind === "element" && node.children.length > 0)
      pending.push({ children: node.children, next: 0 });
  }
}
