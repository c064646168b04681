import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { searchQuery } from "../../../src/adapters/auth0/user-query.ts";
import { createUserFilter } from "../../../src/sandbox/auth0/management/user-search.ts";

const users = [
  { email: "ada@example.com", name: "Ada Lovelace", nickname: "ada" },
  { email: "bob+test@example.com", name: "Bob", nickname: "bob" },
  { email: "o'hara@example.com", name: 'Kim "K" O(Hara)', nickname: "kim" },
];

suite("a search for users", () => {
  for (const [text, expected] of [
    ["", ["Ada Lovelace", "Bob", 'Kim "K" O(Hara)']],
    ["ada", ["Ada Lovelace"]],
    ["ADA@", ["Ada Lovelace"]],
    ["bob+", ["Bob"]],
    ["Ada Lovelace", ["Ada Lovelace"]],
    ["*", []],
    ["name:*", []],
    ['Kim "K" O(Hara)', ['Kim "K" O(Hara)']],
    ["nobody", []],
  ] as const) {
    test(`“${text}” finds ${expected.length}, whatever its signs mean in a query`, () => {
      const matches = createUserFilter(searchQuery(text) ?? null);
      assert.deepEqual(
        users.filter(matches).map(({ name }) => name),
        expected,
      );
    });
  }
});
