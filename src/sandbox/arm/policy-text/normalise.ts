import { slice } from "../../../core/span.ts";
import type { ChildNode, ElementNode } from "./language.ts";
import { parsePolicy } from "./language.ts";

const newline = "\r\n";

/**
 * The text as the service stores it: without XML declaration, one tab per level, CRLF, comments kept, `<a></a>` and
 * `<a />` as they were written. Content with text in it keeps its lines.
 */
export function normalisePolicy(text: string): string {
  const document = parsePolicy(text);
  return document.children
    .filter((child) => child.kind === "element" || child.kind === "comment")
    .map((child) => writeNode(document.text, child, 0))
    .join(newline);
}

function writeNode(text: string, node: ChildNode, depth: number): string {
  const indent = "\t".repeat(depth);
  if (node.kind !== "element") return indent + withNewlines(slice(text, node.span).trim());
  const start = `${indent}<${[node.name, ...node.attributes.map((one) => slice(text, one.span))].join(" ")}`;
  if (node.selfClosing) return `${withNewlines(start)} />`;
  return `${withNewlines(start)}>${writeContent(text, node, depth)}</${node.name}>`;
}

function writeContent(text: string, element: ElementNode, depth: number): string {
  const children = element.children.filter((child) => !isBlank(text, child));
  if (children.length === 0) return "";
  if (children.some(isText)) return withNewlines(slice(text, element.contentSpan));
  const lines = children.map((child) => newline + writeNode(text, child, depth + 1));
  return `${lines.join("")}${newline}${"\t".repeat(depth)}`;
}

function isText(child: ChildNode): boolean {
  return child.kind === "text" || child.kind === "expression" || child.kind === "cdata";
}

function isBlank(text: string, child: ChildNode): boolean {
  return child.kind === "text" && slice(text, child.span).trim() === "";
}

function withNewlines(text: string): string {
  return text.replace(/\r\n|\r|\n/g, newline);
}
