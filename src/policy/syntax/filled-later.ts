import type { ElementNode } from "./nodes.ts";
import { holdsTemplate, isLiteral } from "./templates.ts";

/**
 * Whether something between the tags of `element` stands for elements that are not seen here: a fragment, a named value
 * or a placeholder of a deployment tool. What an element lacks may be in it.
 */
export function isFilledLater(element: ElementNode, text: string): boolean {
  const { children } = element;
  return (
    children.some((child) => child.kind === "element" && child.name === "include-fragment") ||
    holdsPlaceholder(element, text)
  );
}

/** Whether a named value or a placeholder of a deployment tool stands between the tags of `element`, or names a child. */
export function holdsPlaceholder({ children }: ElementNode, text: string): boolean {
  return children.some((child) => {
    if (child.kind === "element") return holdsTemplate(child.name);
    return child.kind === "text" && !isLiteral(text.slice(child.span.start, child.span.end).trim());
  });
}
