import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { fixAll, lint } from "../../../../src/policy/rules/index.ts";
import { lineOf } from "./support/cases.ts";

/** Files that the service would refuse as they stand, with its reason. */
const trueErrors: Readonly<Record<string, string>> = {
  "22a8a7": "ip-filter has no element addressRange: its schema says address-range.",
  "3c4e84": "ip-filter has no element addressRange: its schema says address-range.",
  "26454c": "validate-status-code has no error-variable-name: the attribute is errors-variable-name.",
  "559082": "There is no policy invoke-darp-binding: the letters of dapr are swapped.",
  "57def1": "There is no policy publish-to-darp: the letters of dapr are swapped.",
  "5c6c9d": "azure-openai-token-limit has no estimate-prompt-token: the required attribute ends with an s.",
  "8e95e6": "llm-emit-token-metric is closed by the end tag of azure-openai-emit-token-metric.",
  a743cc: "embeddings-backend-auth is system-assigned or header, not managed-identity.",
  cab388: "A C# string is not closed within an expression.",
  f35cb7: "C# character literals hold more than one character: the expressions do not compile.",
};

/** Warnings that were looked at and are right. */
const trueWarnings: Readonly<Record<string, string>> = {
  "9e9f60 jwt-key-source": "No keys and no openid-config: no signed token can pass.",
  "ee6433 secret-in-named-value": "A password in clear text.",
};

suite("real policies", () => {
  const folder = process.env["POLICY_CORPUS"] ?? "";
  const files =
    folder && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".xml")) : [];

  setup(function () {
    if (files.length === 0) this.skip();
  });

  const findings = (severity: string) =>
    files.flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return lint(parsePolicy(text))
        .filter((finding) => finding.severity === severity)
        .map((finding) => ({ file: name.slice(0, 6), line: lineOf(text, finding.span.start), ...finding }));
    });

  test("have no errors but those that the service would refuse them for", () => {
    const found = findings("error");
    const wrong = found.filter(({ file }) => !trueErrors[file]);
    assert.deepEqual(
      wrong.map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`),
      [],
    );
    const named = new Set(found.map(({ file }) => file));
    assert.deepEqual(
      Object.keys(trueErrors).filter((file) => !named.has(file)),
      [],
      "Take it off the list.",
    );
  });

  test("have no warnings but those that are right", () => {
    const found = findings("warning").map(({ file, rule }) => `${file} ${rule}`);
    assert.deepEqual([...new Set(found)].sort(), Object.keys(trueWarnings).sort());
  });

  test("are left as they are by the safe fixes, but for true errors", () => {
    for (const name of files) {
      const text = readFileSync(join(folder, name), "utf8");
      if (trueErrors[name.slice(0, 6)]) continue;
      const fixed = applyEdits(text, fixAll(parsePolicy(text)).edits);
      assert.equal(fixed, text, `Fixing ${name} changed it.`);
    }
  });
});
