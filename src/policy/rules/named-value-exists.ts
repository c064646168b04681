import type { DocumentRule } from "./engine/rule.ts";
import { changeTo, replace } from "./reading/edits.ts";
import { didYouMean, nearest } from "./reading/nearest.ts";

const reference = /\{\{([A-Za-z0-9._-]{1,256})\}\}/g;

/** The service replaces named values when a policy is saved, by display name, and refuses unknown ones. */
export const namedValueExists: DocumentRule = {
  id: "named-value-exists",
  severity: "error",
  doc: "A named value exists in the connected instance.",
  on: "document",
  check({ text }, context) {
    const known = context.options.live?.namedValues;
    if (!known?.known) return;
    const names = new Set(known.value.map(({ displayName }) => displayName));
    for (const match of text.matchAll(reference)) {
      const name = match[1] ?? "";
      if (names.has(name)) continue;
      const start = match.index + 2;
      const span = { start, end: start + name.length };
      const near = nearest(name, names);
      const fix = changeTo(near, (to) => [replace(span, to)]);
      context.report(span, `The instance has no named value "${name}".${didYouMean(near)}`, { fix });
    }
  },
};
