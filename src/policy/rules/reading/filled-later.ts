import type { ElementNode } from "../../syntax/nodes.ts";
import { isLiteral } from "../../syntax/templates.ts";

/**
 * Whether something between the tags of `element` stands for elements that are not seen here: a fragment, a named value
 * or a placeholder of a deployment tool. What an element lacks may be in it.
 */
export function isFilledLater({ children }: ElementNode, text: string): boolean {
  return children.some((child) => {
    if (child.kind === "element") return child.name === "include-fragment";
    return child.kind === "text" && !isLiteral(text.slice(child.span.start, child.span.end).trim());
  });
}
