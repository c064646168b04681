import type { Span } from "../../../core/span.ts";
import type { Finding } from "./rule.ts";

/** Where what other rules find follows from a finding of `rule`. */
export interface Cause {
  readonly rule: string;
  readonly span: Span;
}

/** `findings` without those that begin where a finding of another rule has its consequences. */
export function withoutConsequences(findings: Finding[], causes: readonly Cause[]): Finding[] {
  if (causes.length === 0) return findings;
  const ordered = [...causes].sort((a, b) => a.span.start - b.span.start);
  const sorted = [...findings].sort((a, b) => a.span.start - b.span.start);
  const open: Cause[] = [];
  let next = 0;
  return sorted.filter(({ rule, span: { start } }) => {
    for (; (ordered[next]?.span.start ?? Infinity) <= start; next += 1) {
      const cause = ordered[next];
      if (cause) open.push(cause);
    }
    for (let index = open.length - 1; index >= 0; index -= 1) {
      if ((open[index]?.span.end ?? 0) <= start) open.splice(index, 1);
    }
    return open.every((cause) => cause.rule === rule);
  });
}
