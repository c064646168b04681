import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lintWith } from "../../../../src/policy/rules/engine/lint.ts";
import { rules } from "../../../../src/policy/rules/index.ts";
import { readCases, wantedIn } from "./support/cases.ts";
import { unreadable } from "./support/live.ts";

suite("unknown is silence", () => {
  const connected = rules
    .map((rule) => ({ rule, cases: readCases(`${rule.id}.xml`) }))
    .filter(({ cases }) => cases.every(({ text, options }) => options.live || wantedIn(text).length === 0));

  test("some rules need what is connected", () => assert.ok(connected.length >= 8));

  for (const { rule, cases } of connected) {
    test(`${rule.id}: says nothing when nothing is connected, or nothing could be read`, () => {
      for (const { text } of cases) {
        const document = parsePolicy(text);
        assert.deepEqual(lintWith([rule], document), []);
        assert.deepEqual(lintWith([rule], document, { live: unreadable }), []);
      }
    });
  }
});
