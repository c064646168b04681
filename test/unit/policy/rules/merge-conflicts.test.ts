import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { fixAll, lint } from "../../../../src/policy/rules/index.ts";

/** What is found at what line of `text`, errors and warnings only. */
const findings = (text: string) => {
  const document = parsePolicy(text);
  return lint(document)
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ rule, span }) => `${document.lines.positionAt(span.start).line + 1} ${rule}`);
};

const around = (conflict: string) =>
  `<policies>\n<inbound>\n<base />\n${conflict}\n</inbound>\n<backend><base /></backend>\n<outbound><base /></outbound>\n<on-error><base /></on-error>\n</policies>\n`;

const calls = (count: string) => `<rate-limit calls="${count}" renewal-period="60" />`;

const styles: readonly (readonly [string, string])[] = [
  ["two sides", `<<<<<<< HEAD\n${calls("5")}\n=======\n${calls("10")}\n>>>>>>> feature/limits`],
  [
    "two sides and what both come from",
    `<<<<<<< ours\n${calls("5")}\n||||||| 1a2b3c4\n${calls("7")}\n=======\n${calls("10")}\n>>>>>>> theirs`,
  ],
  ["an empty side", `<<<<<<< HEAD\n=======\n${calls("10")}\n>>>>>>> b`],
  [
    "code",
    '<set-variable name="a" value="@{\n<<<<<<< HEAD\n return 1;\n=======\n return 2;\n>>>>>>> b\n}" />',
  ],
];

suite("a merge conflict that is left", () => {
  for (const [title, conflict] of styles) {
    const text = around(conflict);
    test(`${title}: is named once, where it begins`, () => {
      const line = text.split("\n").findIndex((each) => each.startsWith("<<<<<<<")) + 1;
      assert.deepEqual(findings(text), [`${line} xml-well-formed`]);
    });
    test(`${title}: is left as it is by fix-all`, () =>
      assert.deepEqual(fixAll(parsePolicy(text)).edits, []));
  }

  test("hides no fault of either side, which may each end a section of their own", () => {
    const sides = `<<<<<<< HEAD\n${calls("x")}\n</inbound>\n<backend>\n=======\n${calls("y")}\n</inbound>\n<backend>\n>>>>>>> b\n<base /></backend>`;
    const text = `<policies>\n<inbound>\n<base />\n${sides}\n<outbound><base /></outbound>\n<on-error><base /></on-error>\n</policies>\n`;
    assert.deepEqual(findings(text), ["4 xml-well-formed", "5 value-type", "9 value-type"]);
  });

  test("is none without its beginning", () => {
    assert.deepEqual(findings(around("=======\n>>>>>>> b")), ["4 no-stray-text"]);
  });
});
