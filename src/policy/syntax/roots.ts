import { span } from "../../core/span.ts";
import type { ChildNode } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";

/** A document has one root element. */
export function checkRoots(session: ParseSession, top: readonly ChildNode[]): void {
  const roots = top.filter((node) => node.kind === "element");
  if (roots.length === 0) {
    session.report("no-root", span(0, 0), "The document has no root element.");
  }
  for (const node of top) {
    if (node.kind !== "cdata" && node.kind !== "expression") continue;
    session.report("text-outside-root", node.span, "This is not allowed outside the root element.");
  }
  const second = roots[1];
  if (second) {
    session.report(
      "several-roots",
      second.nameSpan,
      "A document has one root element only; this is another one.",
    );
  }
}
