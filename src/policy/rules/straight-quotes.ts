import type { DocumentRule } from "./engine/rule.ts";

/** Word processors and chats replace quotes as they are typed; neither XML nor C# knows the signs they put there. */
export const straightQuotes: DocumentRule = {
  id: "straight-quotes",
  severity: "error",
  doc: "Values and strings stand in straight quotes.",
  on: "document",
  check({ problems }, context) {
    const found = problems.filter(({ code }) => code === "typographic-quote");
    const [first, ...others] = found;
    if (!first) return;
    const edits = found.flatMap(({ repair }) => repair ?? []);
    const more = edits.length > 1 ? `; there are ${edits.length} of them` : "";
    context.report(first.span, `${first.message.slice(0, -1)}${more}.`, {
      fix: { title: "Write straight quotes", edits, safe: false, mends: true },
      related: others.map(({ span }) => ({ span, message: "Here, too." })),
    });
  },
};
