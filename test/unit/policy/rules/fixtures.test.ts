import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { fixAllWith } from "../../../../src/policy/rules/engine/fix-all.ts";
import { lintWith } from "../../../../src/policy/rules/engine/lint.ts";
import { type Rule, rules } from "../../../../src/policy/rules/index.ts";
import { type Case, fixtures, lineOf, readCases, wantedIn, writeCases } from "./support/cases.ts";

const update = process.env["UPDATE_FIXTURES"] === "1";

suite("every rule on its fixture", () => {
  for (const rule of rules) {
    suite(rule.id, () => {
      const cases = existsSync(new URL(`${rule.id}.xml`, fixtures)) ? readCases(`${rule.id}.xml`) : [];

      test("has examples of both kinds", () => {
        assert.ok(
          cases.some(({ text }) => wantedIn(text).length > 0),
          "Mark a line with <!-- want: … -->.",
        );
        assert.ok(
          cases.some(({ text }) => wantedIn(text).length === 0),
          "Add a document without findings.",
        );
      });

      for (const example of cases) {
        test(example.title, () => {
          const { text } = example;
          const found = lintWith([rule], parsePolicy(text), example.options);
          const lines = new Set(found.map(({ span, rule: id }) => `${lineOf(text, span.start)} ${id}`));
          assert.deepEqual([...lines], wantedIn(text), found.map(({ message }) => message).join("\n"));
        });
      }

      test("all fixes give the text of the fixed fixture", () => checkFixed(rule, cases));
    });
  }
});

function checkFixed(rule: Rule, cases: readonly Case[]): void {
  const fixed = cases.map((example) => ({ ...example, text: fixedText(rule, example) }));
  const changes = fixed.some(({ text }, index) => text !== cases[index]?.text);
  const file = new URL(`${rule.id}.fixed.xml`, fixtures);
  if (update && changes) writeFileSync(file, writeCases(fixed));
  assert.equal(
    existsSync(file),
    changes,
    `${rule.id}.fixed.xml must exist if and only if the rule has fixes.`,
  );
  if (changes) {
    const hint = "If the new text is right, run the tests with UPDATE_FIXTURES=1.";
    assert.equal(writeCases(fixed), readFileSync(file, "utf8"), hint);
  }
}

function fixedText(rule: Rule, { text, options }: Case): string {
  return applyEdits(text, fixAllWith([rule], parsePolicy(text), { ...options, unsafe: true }).edits);
}
