import assert from "node:assert/strict";
import { type Finding, type LintOptions, lint, parsePolicy } from "../../../../src/policy/index.ts";
import { rules } from "../../../../src/policy/rules/index.ts";
import { readCorpus } from "../../../support/corpus.ts";
import { isRight, judge } from "../../../support/policy-faults/judge.ts";
import { type Fault, faultKinds } from "../../../support/policy-faults/kinds.ts";
import { fuzzRuns } from "../../../support/policy-texts.ts";
import { readCases } from "./support/cases.ts";
import { discoveryPolicy, keysPolicy } from "./support/damages.ts";

interface Sample {
  readonly text: string;
  readonly options: LintOptions;
}

/** So many places of each kind are broken, spread over all texts; FUZZ_RUNS asks for more. */
const places = fuzzRuns(80);

/** Kinds of which a share gives more than one finding, or takes one away, for the reason that is named. */
const least: Readonly<Record<string, number>> = {
  // What is left of `@("a")` or `@(1)` is a text like any other, and so is `context.Api.Id` in an unknown element.
  "missing @( or @{": 0.8,
  "missing @( )": 0.8,
  "missing @": 0.8,
  // The text of a tag without its beginning is text.
  "missing <": 0,
  // Where the indentation does not tell, what follows seems to stand within.
  "missing end tag": 0.9,
  "missing < of an end tag": 0.85,
  "missing -->": 0.6,
  // The bracket that is missing stood in a string.
  "missing bracket in an expression": 0.8,
  // Rules on the tenant hang on the host in that value.
  "U+200B before a value": 0.9,
  "U+00AD before a value": 0.9,
  "U+2060 before a value": 0.9,
};

suite("one thing broken gives one finding at its place, and hides nothing else", () => {
  const cases: readonly Sample[] = rules.flatMap(({ id }) => readCases(`${id}.xml`));
  kindsOn("samples", [{ text: discoveryPolicy, options: {} }, { text: keysPolicy, options: {} }, ...cases]);
});

suite("in real policies, too", function () {
  this.timeout(120_000);
  const corpus = readCorpus();
  setup(function () {
    if (!corpus) this.skip();
  });
  kindsOn(
    "the corpus",
    (corpus ?? []).map(({ text }) => ({ text, options: {} })),
  );
});

function kindsOn(name: string, samples: readonly Sample[]): void {
  const whole = samples.flatMap(({ text, options }) => {
    const document = parsePolicy(text);
    return document.problems.length > 0 ? [] : [{ text, options, document, before: lint(document, options) }];
  });

  for (const kind of faultKinds) {
    test(`${kind.name}, in ${name}`, () => {
      const all = whole.flatMap((sample) =>
        kind.faults(sample.document).map((fault) => ({ ...sample, fault })),
      );
      const step = Math.max(1, Math.floor(all.length / places));
      const chosen = all.filter((_, index) => index % step === 0);
      const wrong = chosen.flatMap((each) => complaint(each));
      const share = chosen.length === 0 ? 1 : 1 - wrong.length / chosen.length;
      assert.ok(
        share >= (least[kind.name] ?? 0.96),
        `${percent(share)} of ${chosen.length}:\n${wrong.slice(0, 5).join("\n")}`,
      );
    });
  }
}

function complaint({
  text,
  options,
  before,
  fault,
}: Sample & { before: readonly Finding[]; fault: Fault }): string[] {
  const verdict = judge(text, before, fault, (document) => lint(document, options));
  if (isRight(verdict)) return [];
  const { damaged, more, lost } = verdict;
  const at = fault.splices[0]?.span.start ?? 0;
  const show = (found: readonly Finding[]) =>
    found.map(({ rule, span, message }) => `${span.start} ${rule}: ${message}`).join("; ");
  return [
    `${JSON.stringify(damaged.slice(Math.max(0, at - 60), at + 60))}\n  more: ${show(more)}\n  lost: ${show(lost)}`,
  ];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
