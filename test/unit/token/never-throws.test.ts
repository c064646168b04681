import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { known, type Maybe, unknown } from "../../../src/core/known.ts";
import { decodeToken, evaluateToken, explain, noKeySets } from "../../../src/token/index.ts";
import { discovered, requirements, testNow } from "./tokens.ts";

const json = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString("base64url"));
const claims = fc
  .record(
    {
      iss: fc.jsonValue(),
      aud: fc.jsonValue(),
      exp: fc.jsonValue(),
      nbf: fc.jsonValue(),
      scope: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((value) => Buffer.from(JSON.stringify(value)).toString("base64url"));
const tokenish = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.oneof(json, fc.string()), { minLength: 3, maxLength: 5 }).map((parts) => parts.join(".")),
  fc.tuple(json, claims, fc.constantFrom("", "c2ln")).map((parts) => parts.join(".")),
);

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Maybe<T>> {
  return fc.oneof(value.map(known), fc.constant(unknown));
}

suite("whatever is given as a token", () => {
  test("is decoded without an error", () => {
    fc.assert(
      fc.property(tokenish, (text) => {
        assert.ok(["jws", "jwe", "opaque", "malformed"].includes(decodeToken(text).kind));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test("is never accepted without a good signature, and always explained", async () => {
    const audience = maybe(fc.string());
    await fc.assert(
      fc.asyncProperty(
        tokenish,
        fc.array(audience, { maxLength: 2 }),
        fc.boolean(),
        async (text, audiences, hasKeys) => {
          const keys = hasKeys ? discovered({ kty: "RSA", n: "AQAB", e: "AQAB", kid: "k" }) : noKeySets;
          const verdict = await evaluateToken(text, requirements({ audiences }), keys, testNow);
          assert.notEqual(verdict.kind, "accepted");
          assert.notEqual(explain(verdict).summary, "");
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
