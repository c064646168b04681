import { isSection } from "../facts/policies.ts";
import { isFilledLater } from "../syntax/filled-later.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule, Fix } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";

/** Policies after which nothing else of the section runs. */
const ends = new Set(["return-response", "mock-response"]);

/**
 * Without `<base />` the policies of the enclosing scopes do not run: a check of the caller may be lost. Backend sections
 * are looked at by backend-forwards.
 */
export const basePresent: ElementRule = {
  id: "base-present",
  severity: "info",
  doc: "A section says where the policies of the enclosing scope run.",
  on: "element",
  reads: "content",
  names: ["inbound", "outbound", "on-error"],
  check({ element, place }, context) {
    if (place.kind !== "section" || !isSection(element.name) || context.options.scope === "global") return;
    const children = childElements(element);
    if (children.some(({ name }) => name === "base" || ends.has(name))) return;
    if (element.name !== "inbound" && children.length === 0) return;
    if (isFilledLater(element, context.text)) return;
    const message = `Without <base /> the policies of the enclosing scope do not run in ${element.name}.`;
    context.report(
      element.nameSpan,
      message,
      element.selfClosing ? {} : { fix: addBase(element, context.text) },
    );
  },
};

/** On a line of its own, indented like the first element, or two spaces more than the end tag. */
function addBase(section: ElementNode, text: string): Fix {
  const { start, end } = section.contentSpan;
  const [first] = childElements(section);
  const indentation = /\r?\n[ \t]*$/.exec(text.slice(start, first?.span.start ?? end))?.[0] ?? "";
  const deeper = first || indentation === "" ? "" : "  ";
  return {
    title: "Add <base />",
    edits: [{ span: { start, end: start }, newText: `${indentation}${deeper}<base />` }],
    safe: false,
  };
}
