import { applyEdits, type TextEdit } from "../../../core/edit.ts";
import type { Span } from "../../../core/span.ts";
import type { PolicyDocument } from "../../syntax/nodes.ts";
import { parsePolicy } from "../../syntax/parse.ts";
import { chooseApart, type Fixable, Round } from "./fix-round.ts";
import { Ledger } from "./ledger.ts";
import { lintWith } from "./lint.ts";
import type { Finding, LintOptions, Rule } from "./rule.ts";
import { nodesIn } from "./trial.ts";

/** More rounds than any chain of fixes needs; a fix that undoes another must not hang the editor. */
const mostRounds = 20;

/** How often it is begun again without fixes that turned out to do harm. */
const mostAttempts = 20;

/** Which fixes to apply. */
export interface FixAllOptions extends LintOptions {
  /** Also those that somebody should look at. */
  readonly unsafe?: boolean;
}

/** What fixing all comes to. */
export interface FixAllResult {
  /** Turn the document into what it is after all fixes; empty when there is nothing to fix. */
  readonly edits: readonly TextEdit[];
  /**
   * Findings of the document after the edits whose fix was left out: it could not be proved to do no harm. Their places
   * are those of the text after the edits.
   */
  readonly leftOut: readonly Fixable[];
  /** What was mended, as it was found; places are those of the text at that time. */
  readonly fixed: readonly Finding[];
  /** The spans of the document that the applied fixes touched: outside of them every byte stays. */
  readonly touched: readonly Span[];
  /** The spans of the document that were moved, each as a whole with its comments. */
  readonly moved: readonly Span[];
}

/**
 * Applies the fixes of `rules` to `document`: round by round, those that don't overlap, until nothing changes. A fix after
 * which something new is found at its place, or the text is less well-formed there, is left out.
 */
export function fixAllWith(
  rules: readonly Rule[],
  document: PolicyDocument,
  options: FixAllOptions = {},
): FixAllResult {
  const banned = new Set<string>();
  let attempt = tryAll(rules, document, options, banned);
  for (let count = 0; attempt.harmful.length > 0; count += 1) {
    for (const key of attempt.harmful) banned.add(key);
    attempt = tryAll(rules, document, count < mostAttempts ? options : { ...options, none: true }, banned);
  }
  return attempt.result;
}

interface Attempt {
  readonly result: FixAllResult;
  /** Keys of the fixes to do without. */
  readonly harmful: readonly string[];
}

function tryAll(
  rules: readonly Rule[],
  document: PolicyDocument,
  options: FixAllOptions & { readonly none?: boolean },
  banned: ReadonlySet<string>,
): Attempt {
  let current = document;
  let findings = lintWith(rules, current, options);
  const ledger = new Ledger();
  for (let count = 0; count < mostRounds && !options.none; count += 1) {
    const wanted = findings.filter(isFixable).filter((finding) => {
      if (options.unsafe) return true;
      return finding.fix.safe && !banned.has(ledger.keyOf(finding)) && !ledger.isLate(finding);
    });
    const round = new Round(chooseApart(markupFirst(wanted, current)));
    if (round.fixes.length === 0) break;
    ledger.note(current, findings, round);
    current = parsePolicy(applyEdits(current.text, round.edits));
    findings = lintWith(rules, current, options);
  }
  // What was made a copy would go when all is fixed again: it has to stay what it was.
  const late = () =>
    result.leftOut
      .filter((finding) => finding.fix.safe && ledger.isLate(finding))
      .flatMap((finding) => [...ledger.causesOf(finding)]);
  const result = {
    edits: difference(document.text, current.text),
    leftOut: findings.filter(isFixable),
    fixed: ledger.fixed,
    touched: ledger.touched,
    moved: ledger.moved,
  };
  return { result, harmful: options.unsafe ? [] : [...ledger.harmful(current, findings), ...late()] };
}

/**
 * Repairs of tags alone, if there are any, or else of other markup: before them, what depends on broken tags is not even
 * told, and what they bring to light is not to be laid to the others.
 */
function markupFirst(wanted: readonly Fixable[], document: PolicyDocument): readonly Fixable[] {
  const { problems } = document;
  const places = new Set(problems.map(({ span }) => span.start));
  const repairs = wanted.filter(({ span }) => places.has(span.start));
  if (repairs.length === 0) return wanted;
  const tags = document.elements().map(({ startTagSpan }) => ({ span: startTagSpan }));
  const ofTags = repairs.filter(({ span }) => nodesIn(tags, span).length > 0);
  return ofTags.length > 0 ? ofTags : repairs;
}

function isFixable(finding: Finding): finding is Fixable {
  return finding.fix !== undefined;
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
