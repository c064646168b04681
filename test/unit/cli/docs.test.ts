import assert from "node:assert/strict";
import * as fs from "node:fs";
import { commands } from "../../../src/cli/commands.ts";
import type { ReportedFinding } from "../../../src/cli/lint/report.ts";
import { createReporter } from "../../../src/cli/lint/reporters.ts";
import { lint, parsePolicy, ruleIds } from "../../../src/policy/index.ts";

const page = fs.readFileSync("docs/command-line.md", "utf8");

suite("docs/command-line.md", () => {
  test("shows the usage that the program shows", () => {
    for (const { usage } of commands) assert.ok(page.includes(`    auth0-apim ${usage}\n`), usage);
  });

  test("shows findings as they are printed", () => {
    const text = `${"\n".repeat(8)}      validate-jwt`;
    const [example] = /^\[\n {2}\{.*\}\n\]$/m.exec(page) ?? [];
    const { message } = lint(parsePolicy('<validate-jwt header-name="a" />')).find(
      ({ rule }) => rule === "jwt-requires-audience",
    ) ?? { message: "no finding" };
    const start = text.lastIndexOf("\n");
    const finding: ReportedFinding = {
      file: "apis/orders.policy.xml",
      line: text.split("\n").length,
      column: text.indexOf("validate-jwt") - start,
      endLine: text.split("\n").length,
      endColumn: text.length - start,
      rule: "jwt-requires-audience",
      severity: "warning",
      message,
    };
    assert.deepEqual(JSON.parse(example ?? ""), [finding]);
    for (const format of ["text", "github"] as const)
      assert.ok(page.includes(`    ${createReporter(format).file([finding])}`), format);
  });

  test("names rules that exist", () => {
    const [config] = /^\{\n {2}"rules": .*?\n\}$/ms.exec(page) ?? [];
    for (const rule of Object.keys(JSON.parse(config ?? "").rules)) assert.ok(ruleIds.includes(rule), rule);
    for (const [, rule = ""] of page.matchAll(/auth0-apim-disable-next-line ([a-z0-9-]+)/g))
      assert.ok(ruleIds.includes(rule), rule);
  });
});
