import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { JsonObject } from "../../../../src/sandbox/auth0/json.ts";
import { checkPayload, shape } from "../../../../src/sandbox/auth0/management/payload.ts";

const thing = shape(
  {
    string: "name email",
    "string?": "note",
    boolean: "open",
    integer: "size",
    array: "parts",
    object: "more",
  },
  { name: { minimum: 2, maximum: 4, pattern: /^[a-z]+$/ }, email: { format: "email" }, size: { maximum: 9 } },
);

suite("payload validation", () => {
  test("takes what the shape allows", () => {
    const body = { name: "abc", note: null, open: true, size: 9, parts: [], more: {}, email: "a@b.example" };
    checkPayload(body, thing, ["name"]);
  });

  const refused: readonly [body: JsonObject, says: string][] = [
    [{}, "'Missing required property: name'"],
    [{ name: 1.5 }, "'Expected type string but found type number' on property name"],
    [{ name: null }, "'Expected type string but found type null' on property name"],
    [{ name: "abc", open: "yes" }, "'Expected type boolean but found type string' on property open"],
    [{ name: "abc", more: [] }, "'Expected type object but found type array' on property more"],
    [{ name: "a" }, "'String is too short (1 chars), minimum 2' on property name"],
    [{ name: "abcde" }, "'String is too long (5 chars), maximum 4' on property name"],
    [{ name: "ABC" }, "'String does not match pattern ^[a-z]+$: ABC' on property name"],
    [{ name: "abc", size: 10 }, "'Value 10 is greater than maximum 9' on property size"],
    [{ name: "abc", email: "a" }, "'Object didn't pass validation for format email: a' on property email"],
    [{ name: "abc", x: 1, y: 2 }, "'Additional properties not allowed: x, y'"],
  ];
  for (const [body, says] of refused) {
    test(`refuses ${JSON.stringify(body)}`, () => {
      assert.throws(() => checkPayload(body, thing, ["name"]), {
        message: `Payload validation error: ${says}.`,
        status: 400,
        code: "invalid_body",
      });
    });
  }
});
