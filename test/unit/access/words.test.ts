import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { wayInWords } from "../../../src/access/index.ts";
import { entryOf } from "./instance.ts";

suite("how a call comes, in words", () => {
  const said = (key: boolean, productKey: boolean | undefined, product: string | null) =>
    wayInWords(entryOf({ key, ...(productKey !== undefined && { productKey }) }, product));

  test("names a product's key only where the product asks for one", () => {
    assert.equal(said(true, true, "starter"), "key of starter");
    assert.equal(said(true, false, "starter"), "no key, open product starter");
  });

  test("is a key of the API where only that leads past an open product", () => {
    assert.equal(said(true, false, null), "key of the API");
    assert.equal(said(false, undefined, null), "no key");
  });

  test("says perhaps where it is not known whether a product asks for a key", () => {
    const entry = entryOf({ key: true, productKey: true }, "starter");
    assert.equal(wayInWords({ ...entry, subscriptionKey: "unknown" }), "perhaps a key of starter");
  });
});
