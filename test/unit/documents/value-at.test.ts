import assert from "node:assert/strict";
import { valueAt } from "../../../src/documents/index.ts";

/** The place at the cursor, which stands where `‸` does. */
function at(marked: string) {
  const place = valueAt(marked.replace("‸", ""), marked.indexOf("‸"));
  return (
    place && {
      path: place.path.join("."),
      text: marked.replace("‸", "").slice(place.span.start, place.span.end),
    }
  );
}

suite("the place of a value in a document", () => {
  for (const [marked, path, text] of [
    ['{ "clientId": "a‸b" }', "clientId", '"ab"'],
    ['{ "clientId": ‸ }', "clientId", ""],
    ['{ "clientId": "‸', "clientId", '"'],
    ['{ "list": ["a", "b‸"] }', "list.1", '"b"'],
    ['{ "list": [‸] }', "list.0", ""],
    ['{ "list": [{ "name": "audience", "value": "‸" }] }', "list.0.value", '""'],
    ['{ // why\n "clientId": "‸" }', "clientId", '""'],
  ] as const) {
    test(`of ${marked}`, () => assert.deepEqual(at(marked), { path, text }));
  }

  for (const marked of ['{ "cli‸": 1 }', "{ ‸ }", "‸", ""]) {
    test(`is none where a name stands, or nothing: ${marked}`, () => assert.equal(at(marked), undefined));
  }
});
