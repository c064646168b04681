import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { editDistance, nearest } from "../../../src/core/nearest.ts";

suite("did you mean", () => {
  const names = ["validate-jwt", "validate-headers", "cors", "choose", "base"];

  for (const [word, meant] of [
    ["validate-jvt", "validate-jwt"],
    ["valdiate-jwt", "validate-jwt"],
    ["VALIDATE-JWT", "validate-jwt"],
    ["cor", "cors"],
    ["chose", "choose"],
  ] as const) {
    test(`${word} means ${meant}`, () => assert.equal(nearest(word, names), meant));
  }

  for (const word of ["authenticate", "x", "rate-limit"]) {
    test(`${word} means none of them`, () => assert.equal(nearest(word, names), undefined));
  }

  test("swapped letters are one slip", () => {
    assert.equal(editDistance("dapr", "darp", 5), 1);
    assert.equal(editDistance("abc", "xyz", 2), 2);
    assert.equal(editDistance("", "abc", 9), 3);
  });
});
