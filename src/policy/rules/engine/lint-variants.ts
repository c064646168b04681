import type { Finding, Rule } from "./rule.ts";
import type { VariantText } from "./variant-text.ts";
import type { Variants } from "./variants.ts";

/**
 * What is found, by rule, place and message, and by the places it has to do with: what stands beside one element in one
 * text and beside another in the next is beside none for sure.
 */
type Found = ReadonlyMap<string, Finding>;

/** Looks at one element, whatever stands around it. */
const onItsOwn = new Set<Rule["on"]>(["attribute", "stray attribute", "expression"]);

/**
 * What is found in every text that a document may become in which its place is left: a tool may leave either of two
 * branches, and what only one of them lacks may be in the other. A fix is one of the document itself, `asItIs` with all
 * branches and directives, since that is what it changes; so is what is found at the marks between its branches.
 */
export function findInAll(
  { texts, complete, marks }: Variants,
  rules: readonly Rule[],
  asItIs: readonly Finding[],
  findIn: (text: string) => readonly Finding[],
): Finding[] {
  const runs = texts.map((variant) => ({ variant, found: inSource(variant, findIn(variant.text)) }));
  const kinds = new Map(rules.map(({ id, on }) => [id, on]));
  const whole = byKey(asItIs);
  const all = new Map<string, Finding>();
  for (const { found } of runs) {
    for (const [key, finding] of found) {
      const on = kinds.get(finding.rule);
      if (all.has(key) || !(complete || (on && onItsOwn.has(on)))) continue;
      const shown = runs.filter(({ variant }) => variant.shows(finding.span.start));
      const fix = whole.get(key)?.fix;
      if (shown.every((run) => run.found.has(key))) all.set(key, { ...finding, ...(fix && { fix }) });
    }
  }
  return [...asItIs.filter(({ span }) => marks.has(span.start)), ...all.values()];
}

function inSource(variant: VariantText, findings: readonly Finding[]): Found {
  return byKey(
    findings.map(({ fix, related, ...finding }) => ({
      ...finding,
      span: variant.toSource(finding.span),
      ...(related && {
        related: related.map(({ span, message }) => ({ span: variant.toSource(span), message })),
      }),
    })),
  );
}

function byKey(findings: readonly Finding[]): Map<string, Finding> {
  return new Map(
    findings.map((finding) => {
      const { rule, span, message, related = [] } = finding;
      const others = related.map((other) => other.span.start).join();
      return [`${rule} ${span.start} ${span.end} ${others} ${message}`, finding] as const;
    }),
  );
}
