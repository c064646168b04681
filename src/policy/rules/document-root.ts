import { didYouMean, nearest } from "../../core/nearest.ts";
import { isSection, policy } from "../facts/policies.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import { holdsTemplate } from "../syntax/templates.ts";
import type { DocumentRule, Fix, LintOptions, RuleContext } from "./engine/rule.ts";
import { renameElement, replace } from "./reading/edits.ts";

/** The root says what a document is. */
export const documentRoot: DocumentRule = {
  id: "document-root",
  severity: "error",
  doc: "The root of a document is <policies>, or <fragment>, or the data source of a GraphQL resolver.",
  on: "document",
  check(document, context) {
    const { root } = document;
    if (!root || root.name === "" || holdsTemplate(root.name)) return;
    const { kind } = context.options;
    if (accepts(root.name, kind)) return;
    const wanted = kind ?? "policies";
    if (root.name === "policies" || root.name === "fragment") {
      const fix: Fix = { title: `Make it <${wanted}>`, edits: renameElement(root, wanted), safe: false };
      context.report(root.nameSpan, `This document is stored as <${wanted}>, not as <${root.name}>.`, {
        fix,
      });
      return;
    }
    const similar = nearest(root.name, ["policies", "fragment"]);
    const message = `The root must be <${wanted}>, not <${root.name}>.${didYouMean(similar)}`;
    const fix = fixFor(root, similar, context);
    context.report(root.nameSpan, message, { fix });
  },
};

function accepts(name: string, kind: LintOptions["kind"]): boolean {
  if (policy(name)?.resolver) return kind === undefined;
  return kind ? name === kind : name === "policies" || name === "fragment";
}

function fixFor(
  root: ElementNode,
  similar: string | undefined,
  { text, options: { kind } }: RuleContext,
): Fix | undefined {
  if (similar) return { title: `Rename to "${similar}"`, edits: renameElement(root, similar), safe: false };
  const outer = isSection(root.name)
    ? "policies"
    : kind === "fragment" || policy(root.name)
      ? "fragment"
      : undefined;
  if (!outer || !(root.endTagSpan || root.selfClosing)) return undefined;
  const before = { start: root.span.start, end: root.span.start };
  const after = { start: root.span.end, end: root.span.end };
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  return {
    title: `Put <${outer}> around it`,
    edits: [replace(before, `<${outer}>${newline}`), replace(after, `${newline}</${outer}>`)],
    safe: false,
  };
}
