import type { Span } from "../../../core/span.ts";
import type { AttributeNode, PolicyDocument } from "../../syntax/nodes.ts";
import { parsePolicy, withTemplatesApart } from "../../syntax/parse.ts";
import { attributeValue, type Value } from "../../syntax/value.ts";
import { type Cause, withoutConsequences } from "./consequences.ts";
import { findInAll } from "./lint-variants.ts";
import { Prover } from "./prove.ts";
import type { Finding, LintOptions, ReportMore, Rule, Severity } from "./rule.ts";
import { RuleTable } from "./rule-table.ts";
import { Suppressions } from "./suppressions.ts";
import { variantsOf } from "./variants.ts";
import { type RuleRun, visitElements } from "./walk.ts";

/** Findings of one run, filled while the document is walked once. */
class Run implements RuleRun {
  readonly text: string;
  readonly findings: Finding[] = [];
  /** Where findings follow from one of a rule. */
  readonly causes: Cause[] = [];
  private rule: Rule | undefined;
  /** The attribute whose value was read last, and that. */
  private attribute: AttributeNode | undefined;
  private value: Value | undefined;

  constructor(
    readonly document: PolicyDocument,
    readonly source: PolicyDocument,
    readonly options: LintOptions,
    private readonly table: RuleTable,
  ) {
    this.text = document.text;
  }

  begin(rule: Rule): void {
    this.rule = rule;
  }

  valueOf(attribute: AttributeNode): Value | undefined {
    if (attribute !== this.attribute) {
      this.attribute = attribute;
      this.value = attributeValue(attribute);
    }
    return this.value;
  }

  report(span: Span, message: string, { fix, related, hides }: ReportMore = {}): void {
    const rule = this.rule;
    if (!rule) return;
    if (hides) this.causes.push({ rule: rule.id, span: hides });
    const finding = { rule: rule.id, severity: this.table.severityOf(rule), span, message };
    this.findings.push({ ...finding, ...(fix && { fix }), ...(related && { related }) });
  }
}

/**
 * What `rules` find in `document`, in the order of its text. Takes time linear in its length; where directives of a
 * deployment tool leave one part or another, it is what is found in all texts that may come of it.
 */
export function lintWith(
  rules: readonly Rule[],
  document: PolicyDocument,
  options: LintOptions = {},
): Finding[] {
  const table = new RuleTable(rules, options.severities ?? {});
  const variants = variantsOf(document);
  const asItIs = findIn(document, document, table, options);
  const found = variants
    ? findInAll(variants, rules, asItIs, (text) => findIn(parsePolicy(text), document, table, options))
    : asItIs;
  const suppressions = new Suppressions(document);
  const kept = suppressions.none ? found : found.filter((each) => !suppressions.cover(each));
  return proved(kept, document).sort(inTextOrder);
}

/** What rules find in `given`, which was made of `source`. */
function findIn(
  given: PolicyDocument,
  source: PolicyDocument,
  table: RuleTable,
  options: LintOptions,
): Finding[] {
  const document = withTemplatesApart(given);
  const run = new Run(document, source, options, table);
  for (const rule of table.documentRules) {
    run.begin(rule);
    rule.check(document, run);
  }
  visitElements(document, table, run);
  return withoutConsequences(run.findings, run.causes);
}

/** The findings with what the document at hand leaves of their fixes. */
function proved(findings: readonly Finding[], document: PolicyDocument): Finding[] {
  let prover: Prover | undefined;
  return findings.map((finding) => {
    const { fix, ...bare } = finding;
    if (!fix) return finding;
    prover ??= new Prover(document);
    const verdict = prover.judge(finding.span, fix);
    if (verdict === "withheld") return bare;
    return fix.safe === (verdict === "proved") ? finding : { ...bare, fix: { ...fix, safe: false } };
  });
}

const ranks: readonly Severity[] = ["error", "warning", "info", "hint"];

/** By place; what begins at one place, the worst first. */
function inTextOrder(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || ranks.indexOf(a.severity) - ranks.indexOf(b.severity);
}
