import { isLiteral } from "../syntax/templates.ts";
import type { ElementRule } from "./engine/rule.ts";
import { pastedInto } from "./reading/pasted.ts";

/** The service refuses text between elements: "The element cannot contain text". */
export const noStrayText: ElementRule = {
  id: "no-stray-text",
  severity: "error",
  doc: "Text stands only in elements that are meant to hold it.",
  on: "element",
  reads: "content",
  applies: ({ facts }) => facts !== undefined && facts.content !== "text" && facts.content !== "anything",
  check({ element, place: { facts } }, context) {
    if (!facts) return;
    for (const child of element.children) {
      if (child.kind !== "text" && child.kind !== "expression" && child.kind !== "cdata") continue;
      const { start, end } = child.span;
      const text = context.text.slice(start, end);
      const trimmed = text.trim();
      if (trimmed === "" || (child.kind === "text" && !isLiteral(trimmed))) continue;
      const from = start + text.indexOf(trimmed);
      const span = { start: from, end: from + trimmed.length };
      if (pastedInto(context.document)?.ends.has(span.end)) continue;
      const inner = facts.children.get("value");
      const fix = inner && {
        title: "Put <value> around it",
        edits: [
          { span: { start: from, end: from }, newText: "<value>" },
          { span: { start: span.end, end: span.end }, newText: "</value>" },
        ],
        safe: element.children.length === 1,
      };
      const more = inner ? "; the text belongs in <value>" : "";
      context.report(span, `<${element.name}> cannot contain text${more}.`, { fix });
    }
  },
};
