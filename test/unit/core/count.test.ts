import assert from "node:assert/strict";
import { countOf, inNumber } from "../../../src/core/count.ts";

suite("texts that agree in number", () => {
  test("a number with its noun", () => {
    assert.deepEqual(
      [0, 1, 2, 11, 21].map((count) => countOf(count, "file")),
      ["0 files", "1 file", "2 files", "11 files", "21 files"],
    );
  });

  test("a plural that no s makes", () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => countOf(count, "fix", "fixes")),
      ["0 fixes", "1 fix", "2 fixes"],
    );
  });

  test("of two sentences the one that fits", () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => inNumber(count, "It is there.", "They are there.")),
      ["They are there.", "It is there.", "They are there."],
    );
  });
});
