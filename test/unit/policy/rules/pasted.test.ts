import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";

const policy = `<policies>
  <inbound>
    <base />
    <rate-limit calls="x" renewal-period="60" />
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`;

const lines = (line: (text: string, number: number) => string) =>
  policy
    .split("\n")
    .slice(0, -1)
    .map((text, index) => `${line(text, index + 1)}\n`)
    .join("");

/** What comes along when a policy is copied; the rest of it is judged all the same. */
const wrapped: readonly (readonly [string, string, RegExp])[] = [
  ["line numbers", lines((text, number) => `${String(number).padStart(3)}  ${text}`), /a line number/],
  ["line numbers with a sign", lines((text, number) => `${number}: ${text}`), /a line number/],
  ["a quotation", lines((text) => `> ${text}`), /the ">" of a quotation/],
  ["a comparison", lines((text) => `+${text}`), /the "\+" of a comparison/],
  ["a fence of Markdown", `\`\`\`xml\n${policy}\`\`\`\n`, /remove it, here and in 1 more place/],
  ["words before it", `Hi all, what is wrong here?\n\n${policy}`, /remove it\.$/],
];

/** What leaves no markup at all. */
const escaped: readonly (readonly [string, string, RegExp])[] = [
  ["a string of JSON", JSON.stringify(policy).slice(1, -1), /a string of JSON/],
  [
    "entities",
    policy.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    /escaped as a whole/,
  ],
];

suite("what was copied along with a policy", () => {
  for (const [title, text, message] of wrapped) {
    test(`${title}: is named once, and nothing else is silenced`, () => {
      const [first, ...others] = lint(parsePolicy(text));
      assert.equal(first?.rule, "xml-well-formed");
      assert.match(first.message, message);
      assert.deepEqual(
        others.map(({ rule }) => rule),
        ["value-type"],
      );
    });

    test(`${title}: can be removed`, () => {
      const [first] = lint(parsePolicy(text));
      assert.ok(first?.fix && !first.fix.safe);
      const left = applyEdits(text, first.fix.edits);
      assert.deepEqual(left.split(/\s+/).filter(Boolean), policy.split(/\s+/).filter(Boolean));
    });
  }

  for (const [title, text, message] of escaped) {
    test(`${title}: is named once, and nothing is concluded`, () => {
      const [first, ...others] = lint(parsePolicy(text));
      assert.ok(first);
      assert.match(first.message, message);
      assert.deepEqual(others, []);
    });
  }
});
