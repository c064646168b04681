import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { readConfig } from "../../../src/cli/config.ts";
import { decode } from "../../../src/cli/files/policy-file.ts";
import { PolicyWriter } from "../../../src/cli/files/policy-writer.ts";
import type { ReportedFinding } from "../../../src/cli/lint/report.ts";
import { createReporter } from "../../../src/cli/lint/reporters.ts";
import { Failure } from "../../../src/core/failure.ts";
import { showMarks } from "../../../src/core/visible-marks.ts";
import { hasPolicyRoot } from "../../../src/domain/policy-root.ts";

const seed = { seed: 20_251, numRuns: 300 };
const anyText = fc.string({ unit: "binary", maxLength: 60 });
const number = fc.integer({ min: 1, max: 100_000 });
const finding: fc.Arbitrary<ReportedFinding> = fc.record(
  {
    file: anyText,
    line: number,
    column: number,
    endLine: number,
    endColumn: number,
    rule: anyText,
    severity: fc.constantFrom("error", "warning", "info", "hint"),
    message: anyText,
  },
  { noNullPrototype: true },
);
const files = fc.array(fc.array(finding, { maxLength: 4 }), { maxLength: 4 });

function report(format: "text" | "json" | "sarif" | "github", all: readonly (readonly ReportedFinding[])[]) {
  const reporter = createReporter(format);
  const parts = all.map((findings) => reporter.file(findings));
  const summary = { files: all.length, errors: 0, warnings: 0, notes: 0, fixed: 0, leftOut: 0, failed: 0 };
  return [reporter.begin(), ...parts, reporter.end(summary)].join("");
}

/** What the runner of GitHub Actions makes of a command's message. */
const unescaped = (text: string) =>
  text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");

suite("reports, whatever the findings say", () => {
  test("JSON gives the findings back", () => {
    fc.assert(
      fc.property(files, (all) => {
        assert.deepEqual(JSON.parse(report("json", all)), all.flat());
      }),
      seed,
    );
  });

  test("SARIF has one result for each finding", () => {
    fc.assert(
      fc.property(files, (all) => {
        const { results } = JSON.parse(report("sarif", all)).runs[0];
        assert.deepEqual(
          results.map(({ message }: { message: { text: string } }) => message.text),
          all.flat().map(({ message }) => message),
        );
      }),
      seed,
    );
  });

  test("text has one line for each finding, and one for the count", () => {
    fc.assert(
      fc.property(files, (all) => {
        assert.equal(report("text", all).split("\n").length, all.flat().length + 2);
      }),
      seed,
    );
  });

  test("GitHub gets one command for each finding, with the message whole", () => {
    fc.assert(
      fc.property(files, (all) => {
        const lines = report("github", all).split("\n").slice(0, -1);
        const messages = lines.map((line) =>
          unescaped(/^::\w+ [^\r\n]*?::(.*)$/s.exec(line)?.[1] ?? "no command"),
        );
        assert.deepEqual(
          messages,
          all.flat().map(({ message }) => showMarks(message)),
        );
      }),
      seed,
    );
  });
});

suite("files, whatever is in them", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "any-files-"));
  suiteTeardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("bytes are either refused or written back as they were", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.boolean(), async (array, wide) => {
        const bytes = Buffer.concat([Buffer.from(wide ? [0xff, 0xfe] : []), array]);
        const file = path.join(folder, "a.policy.xml");
        fs.writeFileSync(file, bytes);
        try {
          const read = decode(file, bytes);
          await new PolicyWriter().write(read, read.text);
        } catch (error) {
          assert.ok(error instanceof Failure, String(error));
          assert.match(error.message, /is (?:not UTF-|a binary file)/);
        }
        assert.deepEqual(fs.readFileSync(file), bytes);
      }),
      seed,
    );
  });

  test("any text is the beginning of a policy or not", () => {
    const part = fc.constantFrom("<!--", "-->", "<?", "?>", "<policies", "<fragment>", " ", "\n", ">", "x");
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        assert.equal(typeof hasPolicyRoot(parts.join("")), "boolean");
      }),
      seed,
    );
  });

  test("a configuration is understood or refused, never half of it", async () => {
    const file = path.join(folder, "config.json");
    const entry = fc.oneof(fc.constantFrom("error", "off", "loud"), fc.jsonValue());
    const config = fc.record({ rules: fc.dictionary(fc.constantFrom("known-policy", "x"), entry) });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), config), async (value) => {
        fs.writeFileSync(file, JSON.stringify(value));
        try {
          const { rules } = await readConfig(file, ["known-policy"]);
          for (const severity of Object.values(rules))
            assert.match(severity, /^(error|warning|info|hint|off)$/);
        } catch (error) {
          assert.ok(error instanceof Failure, String(error));
        }
      }),
      { ...seed, numRuns: 60 },
    );
  });
});
