import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { redact } from "../../../../src/core/redaction.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lintWith } from "../../../../src/policy/rules/engine/lint.ts";
import {
  defaultSeverities,
  type LintOptions,
  rules,
  suppressionFor,
} from "../../../../src/policy/rules/index.ts";
import { type Case, readCases } from "./support/cases.ts";

for (const rule of rules) {
  const findingsIn = (text: string, options: LintOptions) => lintWith([rule], parsePolicy(text), options);
  const isFound = ({ text, options }: Case) => findingsIn(text, options).length > 0;
  const wrong = readCases(`${rule.id}.xml`).filter(isFound);

  suite(`what every rule does: ${rule.id}`, () => {
    test("has a fixture with something wrong", () => assert.ok(wrong.length > 0));

    test("says it in words that the command line does not take for a secret", () => {
      for (const { text, options } of wrong) {
        for (const { message } of findingsIn(text, options)) {
          const own = message.replace(/"[^"]*"/g, '""');
          assert.equal(redact(own), own);
        }
      }
    });

    test("finds with the severity that is documented, or the one that a setting gives", () => {
      for (const { text, options } of wrong) {
        const severities = (chosen: LintOptions) =>
          new Set(findingsIn(text, chosen).map((found) => found.severity));
        assert.deepEqual([...severities(options)], [defaultSeverities[rule.id]]);
        for (const severity of ["error", "warning", "info", "hint"] as const) {
          const set = severities({ ...options, severities: { [rule.id]: severity } });
          assert.deepEqual([...set], [severity]);
        }
      }
    });

    test("finds nothing when a setting switches it off", () => {
      for (const { text, options } of wrong) {
        assert.deepEqual(findingsIn(text, { ...options, severities: { [rule.id]: "off" } }), []);
      }
    });

    test("finds nothing behind a comment that switches it off, and all behind one for another rule", () => {
      for (const { text, options } of wrong) {
        const count = findingsIn(text, options).length;
        const before = (ids: string) => `<!-- auth0-apim-disable ${ids} -->\n${text}`;
        assert.deepEqual(findingsIn(before(rule.id), options), []);
        assert.equal(findingsIn(before("no-such-rule"), options).length, count);
      }
    });

    test("loses a finding to the comment that is offered for it", () => {
      for (const { text, options } of wrong) {
        const found = findingsIn(text, options);
        const [first] = found;
        if (!first) continue;
        const edited = applyEdits(text, [suppressionFor(parsePolicy(text), first)]);
        assert.ok(findingsIn(edited, options).length < found.length, first.message);
      }
    });

    test("finds the same in a text with Windows line ends", () => {
      for (const { text, options } of wrong) {
        const words = (source: string) =>
          findingsIn(source, options).map(({ span, message }) => [
            source.slice(span.start, span.end).replaceAll("\r\n", "\n"),
            message,
          ]);
        assert.deepEqual(words(text.replaceAll("\n", "\r\n")), words(text));
      }
    });

    test("finds the same behind what stands before the root", () => {
      for (const { text, options } of wrong) {
        const head = '<?xml version="1.0" encoding="utf-8"?>\n<!-- policies of the shop -->\n';
        const moved = findingsIn(head + text, options).map(({ span, message }) => [
          span.start - head.length,
          message,
        ]);
        assert.deepEqual(
          moved,
          findingsIn(text, options).map(({ span, message }) => [span.start, message]),
        );
      }
    });

    test("speaks in sentences, and names fixes without a full stop", () => {
      for (const { text, options } of wrong) {
        for (const { message, fix } of findingsIn(text, options)) {
          assert.match(message, /^\S.*[.?]$/s);
          if (fix) assert.match(fix.title, /^[A-Z].*[^.]$/s);
        }
      }
    });
  });
}
