import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf } from "../../../src/access/index.ts";
import { writeJson } from "../../../src/cli/access/json-writer.ts";
import { showMarks } from "../../../src/core/visible-marks.ts";
import { choose, instanceOf, jwt } from "../access/instance.ts";

const { entries, notes } = accessOf(
  instanceOf({
    api: choose({ '@(context.Variables.ContainsKey("\u202e"))': `\n${jwt()}` }),
    productKey: true,
  }),
);
const told = { alarming: new Set<never>(), source: "", instances: [], places: new Map(), version: "1.0.0" };

suite("who gets in, as JSON", () => {
  for (const [what, some] of [
    ["nothing", { entries: [], notes: [] }],
    ["some entries and notes", { entries, notes: [...notes, "Two\nlines."] }],
    ["more entries than are written at once", { entries: Array(1001).fill(entries[0]), notes: [] }],
  ] as const) {
    test(`${what}: is the text of one object, piece by piece`, () => {
      const pieces = [...writeJson({ ...told, ...some })];
      assert.equal(pieces.join(""), `${showMarks(JSON.stringify(some, undefined, 2))}\n`);
      assert.ok(Math.max(...pieces.map(({ length }) => length)) < 1_000_000);
    });
  }
});
