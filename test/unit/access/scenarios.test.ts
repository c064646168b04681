import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { AccessEntry } from "../../../src/access/index.ts";
import { entryOf, reportOf } from "./instance.ts";
import { scenarioTable } from "./scenarios.ts";

function kindsOf({ paths }: AccessEntry): string {
  const kinds = paths.flatMap(({ checks }) => checks.map(({ kind }) => kind));
  return [...new Set(kinds)]
    .filter((kind) => kind !== "key")
    .sort()
    .join(" ");
}

for (const [part, rows] of Object.entries(scenarioTable)) {
  suite(`who gets in: ${part}`, () => {
    for (const { what, verdict, byProduct, checks, notes, ...scenario } of rows) {
      test(`${what}: ${verdict}${byProduct ? `, by the product ${byProduct}` : ""}`, () => {
        const entry = entryOf(scenario);
        const told = reportOf(scenario).notes.join("\n");
        assert.equal(entry.verdict, verdict, told);
        if (checks !== undefined) assert.equal(kindsOf(entry), checks);
        if (notes) assert.match(told, notes);
        if (verdict === "unknown") assert.notEqual(told, "", "what is unknown has a reason");
        if (verdict === "closed") assert.deepEqual(entry.paths, []);
        if (byProduct) assert.equal(entryOf(scenario, "starter").verdict, byProduct);
      });
    }
  });
}
