import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { findingKinds } from "../../../../src/access/index.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lintWith } from "../../../../src/policy/rules/engine/lint.ts";
import { defaultSeverities, lint, ruleIds, rules } from "../../../../src/policy/rules/index.ts";
import { pages, readOptions } from "./support/cases.ts";

const source = new URL("../../../../src/policy/rules/", import.meta.url);
const names = (folder: URL, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending) && name !== `index${ending}`)
    .map((name) => name.slice(0, -ending.length))
    .sort();

suite("the list of rules", () => {
  test("holds one rule for each file", () => {
    assert.deepEqual([...ruleIds].sort(), names(source, ".ts"), "Add the rule to src/policy/rules/index.ts.");
  });

  test("has one page for each rule, and for each finding of the whole", () => {
    assert.deepEqual(
      names(pages, ".md").filter((name) => name !== "README"),
      [...ruleIds, ...Object.keys(findingKinds)].sort(),
      "Add or remove docs/rules/<id>.md.",
    );
  });

  test("names no rule twice and knows the severity of each", () => {
    assert.equal(new Set(ruleIds).size, ruleIds.length);
    assert.deepEqual(Object.keys(defaultSeverities), ruleIds);
  });

  test("is listed in the contents of the pages", () => {
    const contents = readFileSync(new URL("README.md", pages), "utf8");
    for (const { id, severity, doc } of rules) {
      const line = `| [${id}](${id}.md) | ${severity} | ${doc} |`;
      assert.ok(contents.includes(line), `docs/rules/README.md needs the line: ${line}`);
    }
  });
});

suite("the page of every rule", () => {
  for (const rule of rules) {
    const page = readFileSync(new URL(`${rule.id}.md`, pages), "utf8");
    const example = (heading: string) =>
      new RegExp(`## ${heading}\n\n\`\`\`xml([^\n]*)\n([^\`]*(?:\`(?!\`\`)[^\`]*)*)\`\`\``).exec(page);

    test(`${rule.id}: says what the rule requires and how severe it is`, () => {
      assert.ok(page.startsWith(`# ${rule.id}\n\n${rule.doc}\n`), `Begin with: ${rule.doc}`);
      assert.ok(page.includes(`Severity unless you change it: ${rule.severity}.`));
    });

    test(`${rule.id}: its wrong example is found wrong, its right one is not`, () => {
      const count = (heading: string) => {
        const [, words = "", text] = example(heading) ?? [];
        assert.ok(text, `The page needs "## ${heading}" with an example.`);
        return lintWith([rule], parsePolicy(text), readOptions(words)).length;
      };
      assert.ok(count("Wrong") > 0);
      assert.equal(count("Right"), 0);
    });
  }

  test("a right example has no error of any other rule", () => {
    for (const rule of rules) {
      const page = readFileSync(new URL(`${rule.id}.md`, pages), "utf8");
      const [, text = ""] = /## Right\n\n```xml[^\n]*\n([\s\S]*?)```/.exec(page) ?? [];
      const found = lint(parsePolicy(text), {
        severities: { "document-root": "off", "child-required": "off", "attribute-required": "off" },
      });
      const errors = found
        .filter(({ severity }) => severity === "error")
        .map(({ rule: id, message }) => `${id}: ${message}`);
      assert.deepEqual(errors, [], `Mend the right example of ${rule.id}.`);
    }
  });
});
