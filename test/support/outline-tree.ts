import { slice } from "../../src/core/span.ts";
import type { ChildNode, PolicyDocument } from "../../src/policy/syntax/index.ts";

/**
 * The tree of a document on one line, to compare trees by eye: `policies(inbound(base/ "text" @{code}))`. A `!` marks
 * what lacks its end.
 */
export function showTree(document: PolicyDocument): string {
  return document.children
    .map((node) => showNode(document.text, node))
    .filter(Boolean)
    .join(" ");
}

function showNode(text: string, node: ChildNode): string {
  switch (node.kind) {
    case "text":
      return slice(text, node.span).trim() && JSON.stringify(slice(text, node.span).trim());
    case "expression":
      return slice(text, node.span) + (node.expression.closed ? "" : "!");
    case "element":
      return showElement(text, node);
    default:
      return `${node.kind}${node.closed ? "" : "!"}`;
  }
}

function showElement(text: string, node: Extract<ChildNode, { kind: "element" }>): string {
  const attributes = node.attributes.map(({ name, valueSpan, expression }) => {
    const value = valueSpan ? `=${slice(text, valueSpan)}` : "";
    return ` ${name}${value}${expression && !expression.closed ? "!" : ""}`;
  });
  const head = node.name + attributes.join("");
  if (node.selfClosing) return `${head}/`;
  const children = node.children.map((child) => showNode(text, child)).filter(Boolean);
  const open = node.endTagSpan === undefined || !node.startTagClosed ? "!" : "";
  return `${head}${open}(${children.join(" ")})`;
}
