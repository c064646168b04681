import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { lint, parsePolicy } from "../../../../src/policy/index.ts";
import { fixtures, lineOf, wantedIn } from "./support/cases.ts";

const folder = new URL("templated/", fixtures);

suite("policies as people keep them for a deployment tool", () => {
  for (const name of readdirSync(folder)) {
    test(`${name}: what is marked is found, and nothing else`, () => {
      const text = readFileSync(new URL(name, folder), "utf8");
      const found = lint(parsePolicy(text)).filter(({ severity }) => severity !== "info");
      const lines = found.map(({ span, rule }) => `${lineOf(text, span.start)} ${rule}`);
      assert.deepEqual(lines, wantedIn(text), found.map(({ message }) => message).join("\n"));
    });
  }
});
