import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lintWith } from "../../../../src/policy/rules/engine/lint.ts";
import { fixAll, lint, rules } from "../../../../src/policy/rules/index.ts";
import { readCases } from "./support/cases.ts";
import { discoveryPolicy, keysPolicy } from "./support/damages.ts";
import { live } from "./support/live.ts";

const seed = 20_260_101;
const pieces = [
  ...["<", ">", "/>", '"', "&", "@(", "@{", ")", "{{", "}}", "<!--", "-->", "<![CDATA[", " ", "\n", "="],
  ...["<validate-jwt", "</validate-jwt>", "<audiences>", "<issuer>", 'header-name="a"', "<base />", "<claim"],
];

/** A valid policy after some cuts and insertions. */
const damaged = fc
  .tuple(
    fc.constantFrom(discoveryPolicy, keysPolicy),
    fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 5 }),
  )
  .map(([policy, cuts]) =>
    cuts.reduce<string>((text, [at, length, piece]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + piece + text.slice(start + length);
    }, policy),
  );

suite("whatever is done to a policy", () => {
  test("findings and their edits stay inside of the text, and every fix can be applied", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        for (const { span, fix, related = [] } of lint(parsePolicy(text), { live })) {
          for (const { start, end } of [span, ...related.map((other) => other.span)]) {
            assert.ok(start >= 0 && start <= end && end <= text.length);
          }
          if (fix) applyEdits(text, fix.edits);
        }
      }),
      { seed, numRuns: 400 },
    );
  });

  test("fixing all comes to an end, and doing it again changes nothing", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const once = applyEdits(text, fixAll(parsePolicy(text)).edits);
        assert.deepEqual(fixAll(parsePolicy(once)).edits, []);
      }),
      { seed, numRuns: 200 },
    );
  });
});

suite("every fix on its own", () => {
  for (const rule of rules) {
    test(`${rule.id}: takes the finding away`, () => {
      for (const { text, options } of readCases(`${rule.id}.xml`)) {
        const found = lintWith([rule], parsePolicy(text), options);
        for (const { fix, message } of found) {
          if (!fix) continue;
          const left = lintWith([rule], parsePolicy(applyEdits(text, fix.edits)), options).length;
          assert.ok(left < found.length, `"${fix.title}" leaves: ${message}`);
        }
      }
    });
  }
});
