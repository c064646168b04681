import { type Span, span } from "../../../core/span.ts";
import type { ChildNode, ElementNode, PolicyDocument } from "../../syntax/index.ts";
import { withoutTemplates } from "../../syntax/templates.ts";

/** White space before a node or an end tag, where line and indentation may be changed without changing meaning. */
export interface Gap {
  readonly span: Span;
  /** What stands behind the gap; `undefined` for the end of the content. */
  readonly next: ChildNode | undefined;
  readonly first: boolean;
}

/** Their content is text or foreign markup: white space in it may matter even between elements. */
const verbatim: ReadonlySet<string> = new Set(["set-body", "value", "message", "xsl-transform"]);

/** Whether white space between the children of `element` means nothing: there is no text among them but templates. */
export function isStructural(document: PolicyDocument, element: ElementNode): boolean {
  if (verbatim.has(element.name) || element.attributes.some(({ name }) => name === "xml:space")) return false;
  return element.children.some((child) => child.kind !== "text") && hasOnlyForms(document, element.children);
}

/** Whether all text among `children` is what a deployment tool fills in. */
export function hasOnlyForms(document: PolicyDocument, children: readonly ChildNode[]): boolean {
  return children.every((child) => {
    const { start, end } = child.span;
    const isForm = child.kind === "text" && withoutTemplates(document.text.slice(start, end)).trim() === "";
    return isForm || hasNoText(document, [child]);
  });
}

/** Whether `children` hold no text besides white space, no expression and no CDATA section. */
export function hasNoText({ text }: PolicyDocument, children: readonly ChildNode[]): boolean {
  return children.every((child) => {
    if (child.kind === "expression" || child.kind === "cdata") return false;
    return child.kind !== "text" || /^\uFEFF?[ \t\r\n]*$/.test(text.slice(child.span.start, child.span.end));
  });
}

/** The gaps between `children`, which fill `content` and hold no text, and the one behind them. */
export function gapsOf(children: readonly ChildNode[], content: Span): readonly Gap[] {
  const gaps: Gap[] = [];
  let position = content.start;
  for (const next of children) {
    if (next.kind === "text") continue;
    gaps.push({ span: span(position, next.span.start), next, first: gaps.length === 0 });
    position = next.span.end;
  }
  gaps.push({ span: span(position, content.end), next: undefined, first: gaps.length === 0 });
  return gaps;
}
