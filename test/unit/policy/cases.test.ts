import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "../../../src/core/edit.ts";
import { type Finding, parsePolicy } from "../../../src/policy/index.ts";
import { fixAll, lint } from "../../../src/policy/rules/index.ts";

const folder = join(import.meta.dirname, "../../fixtures/cases");

/** What a policy that somebody really had in hand must give. */
interface Case {
  readonly file: string;
  /** Each finding: the text it stands at begins so, on this line (counted from 1), and its message says this. */
  readonly findings: readonly { readonly line: number; readonly at: string; readonly says: RegExp }[];
  /** What "fix all" makes of the text: nothing unless said. */
  readonly fixed?: (text: string) => string;
  /** What the quick fix of the first finding makes of the text, where it has one. */
  readonly quickFix?: (text: string) => string;
}

const cases: readonly Case[] = [
  {
    file: "02-cors-subdomain-wildcard",
    findings: [{ line: 6, at: "https://*.example.net", says: /wildcard|\*/i }],
  },
  {
    file: "13-double-escaped-entity",
    findings: [{ line: 4, at: "&amp;quot;", says: /escaped twice/i }],
    quickFix: (text) => text.replaceAll("&amp;quot;", "&quot;"),
  },
  {
    file: "16-curly-quotes",
    findings: [{ line: 4, at: "”", says: /typographic/i }],
    quickFix: (text) => text.replace(/[”″]/g, '"'),
  },
  {
    file: "24-send-request-not-closed",
    findings: [{ line: 10, at: "<send-request>", says: /<\/send-request>/ }],
    quickFix: (text) => text.replace("<send-request>\n", "</send-request>\n"),
  },
  { file: "30-return-response-variable-expression", findings: [{ line: 4, at: "", says: /name/i }] },
  { file: "cascade", findings: [{ line: 5, at: "<set-body", says: />/ }] },
  { file: "missing-gt", findings: [{ line: 4, at: "<set-body", says: />/ }] },
  { file: "missing-gt2", findings: [{ line: 4, at: "<set-body", says: />/ }] },
  { file: "no-at", findings: [{ line: 5, at: "", says: /@\(/ }] },
  {
    file: "f06-base-value-nbsp",
    findings: [{ line: 4, at: "\u00a0", says: /U\+00A0/ }],
  },
  { file: "m23-format-check-broken", findings: [{ line: 4, at: "<set-header", says: />/ }] },
  { file: "hash-token", findings: [] },
  { file: "tf-else-siblings", findings: [] },
  { file: "tf-if-send-request", findings: [] },
  {
    file: "fix-explicit-comma",
    findings: [{ line: 7, at: "", says: /separat/i }],
  },
  {
    file: "child-order-comment",
    findings: [{ line: 6, at: "", says: /set-url/ }],
    fixed: (text) => {
      const [url = "", method = ""] = [/<set-url>.*-->/, /<set-method>.*-->/].map(
        (part) => part.exec(text)?.[0],
      );
      return text.replace(`${method}\n      ${url}`, `${url}\n      ${method}`);
    },
  },
];

suite("policies that people really had in hand", () => {
  for (const { file, findings, fixed, quickFix } of cases) {
    const text = readFileSync(join(folder, `${file}.xml`), "utf8");
    const document = parsePolicy(text);

    test(`${file}: ${findings.length === 0 ? "nothing to find" : "the cause, and nothing else"}`, () => {
      const found = lint(document).filter(({ severity }) => severity === "error" || severity === "warning");
      const told = found.map((finding) => describe(text, finding)).join("\n");
      assert.equal(found.length, findings.length, told);
      for (const [index, { line, at, says }] of findings.entries()) {
        const { span, message } = found[index] ?? assert.fail(told);
        assert.equal(document.lines.positionAt(span.start).line + 1, line, told);
        assert.ok(text.startsWith(at, span.start), told);
        assert.match(message, says);
      }
    });

    test(`${file}: fixing all ${fixed ? "mends it" : "leaves it as it is"}`, () => {
      assert.equal(applyEdits(text, fixAll(document).edits), (fixed ?? String)(text));
    });

    if (quickFix) {
      test(`${file}: the quick fix mends it, and nothing is left`, () => {
        const fix = lint(document).find(({ fix }) => fix)?.fix ?? assert.fail("There is no quick fix.");
        const mended = applyEdits(text, fix.edits);
        assert.equal(mended, quickFix(text));
        assert.deepEqual(
          lint(parsePolicy(mended)).filter(({ severity }) => severity === "error"),
          [],
        );
      });
    }
  }
});

function describe(text: string, { rule, span, message }: Finding): string {
  return `${text.slice(0, span.start).split("\n").length} ${rule}: ${message}`;
}
