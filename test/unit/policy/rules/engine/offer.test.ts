import assert from "node:assert/strict";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { type Finding, isFixGood, lint } from "../../../../../src/policy/rules/index.ts";

/** The titles of the fixes in a text that are good. */
function good(text: string): string[] {
  const document = parsePolicy(text);
  const findings = lint(document);
  return findings
    .filter((finding) => isFixGood(document, finding, findings))
    .map(({ fix }) => fix?.title ?? "");
}

suite("a fix on its own is good", () => {
  test("when the finding goes, and nothing comes", () => {
    assert.deepEqual(good("<fragment><set-metod>GET</set-metod></fragment>"), ['Rename to "set-method"']);
  });

  test("when what is missing then is for a person to write", () => {
    assert.deepEqual(good("<fragment><set-header><value>a</value></set-header></fragment>"), ['Add "name"']);
    assert.deepEqual(
      good("<fragment><choose><otherwise><set-method>GET</set-method></otherwise></fragment>"),
      ['Add "</choose>"'],
    );
  });

  test("when what comes to light stands elsewhere", () => {
    const text = "<fragment><set-metod>GET</set-metod><what /></fragment>";
    assert.deepEqual(good(text), ['Rename to "set-method"']);
  });
});

suite("a fix on its own is not good", () => {
  test("when another error takes the finding's place", () => {
    assert.deepEqual(good('<include-fragment fragment-id="a" />'), []);
  });

  test("when an element is renamed to one that is there already", () => {
    const text = "<policies><inbound><base /></inbound><inbond><base /></inbond></policies>";
    assert.deepEqual(good(text), []);
  });

  test("when the text is less well-formed after it", () => {
    const document = parsePolicy("<fragment><a /></fragment>");
    const [a] = document.elements("a");
    assert.ok(a);
    const finding: Finding = {
      ...{ rule: "a-rule", severity: "error", message: "Wrong.", span: a.nameSpan },
      fix: { title: "Do it", edits: [{ span: a.nameSpan, newText: "a b" }], safe: false },
    };
    assert.equal(isFixGood(document, finding, []), false);
  });

  test("when there is none", () => {
    const document = parsePolicy("<fragment><what /></fragment>");
    const [finding] = lint(document);
    assert.ok(finding);
    assert.equal(isFixGood(document, finding, [finding]), false);
  });
});
