import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { pageOf, selectFields } from "../../../../src/sandbox/auth0/management/paging.ts";

const items = ["a", "b", "c"].map((id) => ({ id, size: 1 }));
const listing = { name: "things", id: "id" };
const page = (query: string) => pageOf(items, new URLSearchParams(query), listing).body;

suite("pages of a list", () => {
  test("by number, bare or with totals", () => {
    assert.deepEqual(page(""), items);
    assert.deepEqual(page("page=1&per_page=2"), [items[2]]);
    assert.deepEqual(page("page=1&per_page=2&include_totals=true"), {
      start: 2,
      limit: 2,
      total: 3,
      things: [items[2]],
    });
    assert.deepEqual(page("page=7&per_page=2"), []);
  });

  test("by checkpoint: next leads on, and is absent on the last page", () => {
    const first = page("take=2&include_totals=true");
    assert.ok(typeof first === "object" && first !== null && "next" in first);
    assert.deepEqual(first["things"], items.slice(0, 2));
    const last = page(`take=2&from=${first["next"]}`);
    assert.deepEqual(last, { things: [items[2]], next: undefined });
  });

  test("by checkpoint even when the fields leave the id out", () => {
    const first = page("take=1&fields=size");
    assert.ok(typeof first === "object" && first !== null && "next" in first);
    assert.deepEqual(page(`take=1&fields=size&from=${first["next"]}`), {
      things: [{ size: 1 }],
      next: Buffer.from("b").toString("base64url"),
    });
  });

  for (const query of ["page=x", "page=-1", "per_page=101", "take=101", "from=bm93aGVyZQ"]) {
    test(`${query} is refused`, () => {
      assert.throws(() => page(query), { message: /^Query validation error: '/, status: 400 });
    });
  }

  test("fields are picked or left out", () => {
    const [item] = items;
    assert.ok(item);
    assert.deepEqual(selectFields(item, new URLSearchParams("fields=id")), { id: "a" });
    assert.deepEqual(selectFields(item, new URLSearchParams("fields=id&include_fields=false")), { size: 1 });
  });
});
