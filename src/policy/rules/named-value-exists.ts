import { didYouMean, nearest } from "../../core/nearest.ts";
import type { Span } from "../../core/span.ts";
import type { PolicyDocument } from "../syntax/nodes.ts";
import type { DocumentRule } from "./engine/rule.ts";
import { changeTo, replace } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** A comment, which is stepped over, or a reference to a named value. */
const pattern = /<!--[\s\S]*?-->|\{\{([A-Za-z0-9._-]{1,256})\}\}/g;

/** The service replaces named values when a policy is saved, by display name, and refuses unknown ones. */
export const namedValueExists: DocumentRule = {
  id: "named-value-exists",
  severity: "error",
  doc: "A named value exists in the connected instance.",
  on: "document",
  check(document, context) {
    const known = context.options.live?.namedValues;
    if (!known?.known || hasOtherBraces(context.source)) return;
    const names = new Set(known.value.map(({ displayName }) => displayName));
    for (const { name, span } of referencesIn(document)) {
      if (names.has(name)) continue;
      const near = nearest(name, names);
      const fix = changeTo(near, (to) => [replace(span, to)]);
      context.report(span, `The instance has no named value "${name}".${didYouMean(near)}`, { fix });
    }
  },
};

/** Whether another tool replaces what stands between double braces before API Management does. */
function hasOtherBraces({ templates }: PolicyDocument): boolean {
  return templates.some(({ family }) => family === "go" || family === "jinja");
}

/** Names between double braces, but for templates, where double braces are Liquid's own. */
function* referencesIn(document: PolicyDocument): Iterable<{ readonly name: string; readonly span: Span }> {
  const templates = document.elements("set-body").filter((element) => attribute(element, "template"));
  let next = 0;
  for (const match of document.text.matchAll(pattern)) {
    const [, name] = match;
    // Of three signs before a name the first may be a pipeline's, `${{name}}`.
    if (name === undefined || document.text[match.index - 1] === "$") continue;
    const start = match.index + 2;
    while ((templates[next]?.span.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    if (start < (templates[next]?.contentSpan.start ?? Number.POSITIVE_INFINITY)) {
      yield { name, span: { start, end: start + name.length } };
    }
  }
}
