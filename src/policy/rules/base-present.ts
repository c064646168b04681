import { isSection } from "../facts/policies.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";

/** Policies after which nothing else of the section runs. */
const ends = new Set(["return-response", "mock-response"]);

/** Without `<base />` the policies of the enclosing scopes do not run: a check of the caller may be lost. */
export const basePresent: ElementRule = {
  id: "base-present",
  severity: "info",
  doc: "A section says where the policies of the enclosing scope run.",
  on: "element",
  names: ["inbound", "backend", "outbound", "on-error"],
  check({ element, place }, context) {
    if (place.kind !== "section" || !isSection(element.name) || context.options.scope === "global") return;
    const children = childElements(element);
    if (children.some(({ name }) => name === "base" || ends.has(name))) return;
    if (element.name !== "inbound" && element.name !== "backend" && children.length === 0) return;
    if (element.name === "backend" && children.length > 0) return;
    const { contentSpan, selfClosing } = element;
    const at = { start: contentSpan.start, end: contentSpan.start };
    const fix = { title: "Add <base />", edits: [{ span: at, newText: "<base />" }], safe: false };
    context.report(
      element.nameSpan,
      `Without <base /> the policies of the enclosing scope do not run in ${element.name}.`,
      selfClosing ? {} : { fix },
    );
  },
};
