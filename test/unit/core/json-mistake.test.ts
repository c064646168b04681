import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonMistake } from "../../../src/core/json-mistake.ts";

suite("where a text ceases to be JSON", () => {
  for (const [text, line, column] of [
    ["", 1, 1],
    ["{", 1, 2],
    ['{\n "a": 1,\n}', 3, 1],
    ["{ a: 1 }", 1, 3],
    ['{ "a" 1 }', 1, 7],
    ['{ "a": 1 "b": 2 }', 1, 10],
    ["[1, 2,]", 1, 7],
    ["[1 2]", 1, 4],
    ["{ \"a\": 'b' }", 1, 8],
    ['["a\nb"]', 1, 2],
    ["01", 1, 2],
    ["{} {}", 1, 4],
    ['// a\n{ "a": 1 }', 1, 1],
  ] as const)
    test(JSON.stringify(text), () => assert.deepEqual(jsonMistake(text), { line, column }));

  test("nowhere in what is JSON, and somewhere in everything else", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.equal(jsonMistake(text), undefined);
        assert.equal(jsonMistake(JSON.stringify(JSON.parse(text), null, 2)), undefined);
      }),
    );
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom("", "}", ",", "x", '"'), (text, place, sign) => {
        const at = place % (text.length + 1);
        const other = text.slice(0, at) + sign + text.slice(at + (sign === "" ? 1 : 0));
        let isJson = true;
        try {
          JSON.parse(other);
        } catch {
          isJson = false;
        }
        assert.equal(jsonMistake(other) === undefined, isJson, other);
      }),
    );
  });
});
