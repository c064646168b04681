import { applyEdits, type TextEdit } from "../../../core/edit.ts";
import type { PolicyDocument } from "../../syntax/nodes.ts";
import { parsePolicy } from "../../syntax/parse.ts";
import { lintWith } from "./lint.ts";
import type { Finding, LintOptions, Rule } from "./rule.ts";

/** More rounds than any chain of fixes needs; a fix that undoes another must not hang the editor. */
const mostRounds = 20;

/** Which fixes to apply. */
export interface FixAllOptions extends LintOptions {
  /** Also those that somebody should look at. */
  readonly unsafe?: boolean;
}

/**
 * The edits that turn `document` into what it is after all fixes: round by round, those that don't overlap, until
 * nothing changes. Empty when there is nothing to fix, else one edit over the part that differs.
 */
export function fixAllWith(
  rules: readonly Rule[],
  document: PolicyDocument,
  options: FixAllOptions = {},
): TextEdit[] {
  let current = document;
  for (let round = 0; round < mostRounds; round += 1) {
    const edits = chooseEdits(lintWith(rules, current, options), options.unsafe ?? false);
    if (edits.length === 0) break;
    current = parsePolicy(applyEdits(current.text, edits));
  }
  return difference(document.text, current.text);
}

/** Edits of the fixes, first come first served; a fix is taken whole or not at all. */
function chooseEdits(findings: readonly Finding[], unsafe: boolean): TextEdit[] {
  const chosen: TextEdit[] = [];
  let end = -1;
  const fixes = findings.flatMap(({ fix }) => (fix && (fix.safe || unsafe) ? [fix] : []));
  const ordered = fixes
    .map(({ edits }) => [...edits].sort((a, b) => a.span.start - b.span.start))
    .sort((a, b) => (a[0]?.span.start ?? 0) - (b[0]?.span.start ?? 0));
  for (const edits of ordered) {
    const first = edits[0];
    const last = edits[edits.length - 1];
    if (!first || !last || first.span.start <= end) continue;
    chosen.push(...edits);
    end = last.span.end;
  }
  return chosen;
}

function difference(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  return [{ span: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) }];
}
