import { applyEdits } from "../../../core/edit.ts";
import type { PolicyDocument } from "../../syntax/nodes.ts";
import { parsePolicy } from "../../syntax/parse.ts";
import { Round } from "./fix-round.ts";
import { Ledger } from "./ledger.ts";
import { lintWith } from "./lint.ts";
import type { Finding, LintOptions, Rule } from "./rule.ts";

/** What rules ask for that is still to be written: no fix made it wrong, and only a person knows it. */
const asksForMore = new Set([
  ...["attribute-required", "child-required", "value-not-empty", "text-not-empty", "jwt-claim-name"],
]);

/**
 * Whether the fix of a finding, applied alone, makes no error at its place that was not there before, and nothing wrong
 * with the markup. `findings` are all of the document. Takes as long as looking at a document again.
 */
export function isFixGoodWith(
  rules: readonly Rule[],
  document: PolicyDocument,
  finding: Finding,
  findings: readonly Finding[],
  options: LintOptions = {},
): boolean {
  const { fix } = finding;
  if (!fix) return false;
  const ledger = new Ledger();
  const round = new Round([{ ...finding, fix }]);
  ledger.note(document, findings.filter(isError), round);
  const after = parsePolicy(applyEdits(document.text, round.edits));
  return ledger.harmful(after, lintWith(rules, after, options).filter(isError)).length === 0;
}

function isError({ severity, rule }: Finding): boolean {
  return severity === "error" && !asksForMore.has(rule);
}
