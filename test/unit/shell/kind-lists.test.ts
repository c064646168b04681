import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { kinds } from "../../../src/resources/all-kinds.ts";
import type { Field, Kind } from "../../../src/resources/kind.ts";
import "../../support/vscode/install.ts";

const { offered } = await import("../../../src/shell/made-by-people.ts");
const { creatableKinds, documentableKinds } = await import("../../../src/shell/documents/document-kind.ts");

/** Every list of kinds that a command lets people choose from. */
const lists: Readonly<Record<string, readonly Kind[]>> = {
  "Create…": offered(kinds, "create"),
  "Delete…": offered(kinds, "delete"),
  "New from Template…": creatableKinds(),
  "Open Document": documentableKinds(),
};

/** What stands more than once. */
function repeated(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

suite("lists of kinds", () => {
  for (const [title, list] of Object.entries(lists)) {
    test(`${title}: each kind has a word of its own`, () => {
      assert.ok(list.length > 3);
      assert.deepEqual(repeated(list.map(({ noun }) => noun.toLowerCase())), []);
    });
  }

  test("the answers to a question are told apart by their labels, and so are the fields of a kind", () => {
    for (const { id, fields } of kinds) {
      const all = Object.values<Field>(fields);
      assert.deepEqual(repeated(all.map(({ label }) => label)), [], id);
      for (const { ask, label } of all)
        assert.deepEqual(repeated((ask?.choices ?? []).map((choice) => choice.label)), [], `${id}: ${label}`);
    }
  });
});
