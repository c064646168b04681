import assert from "node:assert/strict";
import { formatNames, type LintSummary, type ReportedFinding } from "../../../src/cli/lint/report.ts";
import { createReporter } from "../../../src/cli/lint/reporters.ts";

const finding: ReportedFinding = {
  file: "apis/orders.policy.xml",
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 17,
  rule: "jwt-requires-audience",
  severity: "warning",
  message: "validate-jwt accepts a token meant for any audience.",
};
const seen: LintSummary = { files: 1, errors: 0, warnings: 1, notes: 0, fixed: 0, leftOut: 0, failed: 0 };

function report(
  format: (typeof formatNames)[number],
  files: readonly (readonly ReportedFinding[])[],
  summary: Partial<LintSummary> = {},
): string {
  const reporter = createReporter(format);
  const parts = files.map((findings) => reporter.file(findings));
  return [reporter.begin(), ...parts, reporter.end({ ...seen, ...summary })].join("");
}

suite("findings as text", () => {
  test("are one line each, and a count", () => {
    assert.equal(
      report("text", [[finding]]),
      "apis/orders.policy.xml:3:5: warning: validate-jwt accepts a token meant for any audience. [jwt-requires-audience]\n1 file: 0 errors, 1 warning\n",
    );
  });

  test("the count says only what there is to say", () => {
    const all = { files: 4, errors: 2, warnings: 0, notes: 1, fixed: 3, leftOut: 2, failed: 1 };
    const told = "4 files: 2 errors, 0 warnings, 1 note, 3 files fixed, 2 fixes left out, 1 failed\n";
    assert.equal(report("text", [], all), told);
  });

  test("cannot steer the terminal", () => {
    const text = report("text", [[{ ...finding, message: "no \u001b[2J\u009b\r\n policy" }]]);
    assert.match(text, /warning: no \\u001b\[2J\\u009b\\u000d\\u000a policy \[/);
  });
});

suite("findings whose fixes were left out", () => {
  const left = { ...finding, fixLeftOut: true } as const;

  test("are told by their places, on one line for a file", () => {
    const lines = report("text", [
      [left, finding, { ...left, line: 9 }],
      [],
      [{ ...left, file: "b.xml" }],
    ]).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.includes("left out")),
      [
        "apis/orders.policy.xml: 2 fixes left out, since they are not certain to do no harm: 3:5, 9:5",
        "b.xml: 1 fix left out, since it is not certain to do no harm: 3:5",
      ],
    );
  });

  test("say so in JSON, SARIF and for GitHub; others say nothing", () => {
    const json = JSON.parse(report("json", [[left, finding]]));
    assert.deepEqual(
      json.map((one: ReportedFinding) => one.fixLeftOut),
      [true, undefined],
    );
    const { results } = JSON.parse(report("sarif", [[left, finding]])).runs[0];
    assert.deepEqual(
      results.map((one: { properties?: unknown }) => one.properties),
      [{ fixLeftOut: true }, undefined],
    );
    const [first, second] = report("github", [[left, finding]]).split("\n");
    assert.match(first ?? "", /\(Its fix was left out: it is not certain to do no harm\.\)$/);
    assert.match(second ?? "", /any audience\.$/);
  });
});

suite("findings as JSON", () => {
  test("are one array, over files with and without findings", () => {
    const other = { ...finding, file: "other.policy.xml" };
    assert.deepEqual(JSON.parse(report("json", [[], [finding, finding], [], [other]])), [
      finding,
      finding,
      other,
    ]);
  });

  test("are an empty array when there are none", () => {
    assert.deepEqual(JSON.parse(report("json", [])), []);
  });
});

suite("findings for GitHub", () => {
  test("name the columns only within one line, as the runner wants it", () => {
    assert.match(report("github", [[finding]]), /,line=3,endLine=3,col=5,endColumn=17,title=/);
    assert.match(report("github", [[{ ...finding, endLine: 4 }]]), /,line=3,endLine=4,title=/);
  });

  test("are errors, warnings and notices", () => {
    const levels = (["error", "warning", "info", "hint"] as const).map(
      (severity) => report("github", [[{ ...finding, severity }]]).split(" ")[0],
    );
    assert.deepEqual(levels, ["::error", "::warning", "::notice", "::notice"]);
  });

  test("keep a message with line ends and percent signs on one line", () => {
    const text = report("github", [[{ ...finding, message: "50%\r\nof: it, all" }]]);
    assert.ok(text.endsWith("::50%25%0D%0Aof: it, all\n"), text);
  });

  test("are nothing when there are none", () => {
    assert.equal(report("github", [[]]), "");
  });
});

suite("findings as SARIF", () => {
  const log = (files: readonly (readonly ReportedFinding[])[], summary?: Partial<LintSummary>) =>
    JSON.parse(report("sarif", files, summary)).runs[0];

  test("have a level that code scanning knows", () => {
    const levels = (["error", "warning", "info", "hint"] as const).map(
      (severity) => log([[{ ...finding, severity }]]).results[0].level,
    );
    assert.deepEqual(levels, ["error", "warning", "note", "note"]);
  });

  test("describe each rule that was broken, once, with the severity it has unless changed", () => {
    const run = log([[{ ...finding, severity: "error" }, finding], [finding]]);
    assert.deepEqual(run.tool.driver.rules, [
      {
        id: "jwt-requires-audience",
        shortDescription: { text: "validate-jwt names the audiences that it accepts." },
        defaultConfiguration: { level: "warning" },
      },
    ]);
  });

  test("say whether everything could be read", () => {
    assert.deepEqual(log([], { failed: 1 }).invocations, [{ executionSuccessful: false }]);
  });
});

suite("reporters", () => {
  for (const format of formatNames) {
    test(`${format}: two runs share nothing`, () => {
      assert.equal(report(format, [[finding]]), report(format, [[finding]]));
    });
  }
});
