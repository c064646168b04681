import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { CompactEncrypt, type CompactJWEHeaderParameters } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { known, unknown } from "../../../src/core/known.ts";
import { evaluateToken, type SigningKey } from "../../../src/token/index.ts";
import { createKey, discovered, requirements, type TestKey, testNow } from "./tokens.ts";

suite("an encrypted token", () => {
  let key: TestKey;
  suiteSetup(async () => {
    key = await createKey("ES256", "k");
  });
  const secret = randomBytes(32);
  const symmetric = (octets: Buffer): SigningKey => ({
    id: undefined,
    material: known({ kind: "symmetric", base64: octets.toString("base64") }),
  });

  async function judge(
    header: CompactJWEHeaderParameters,
    decryptionKeys: readonly SigningKey[],
    inner?: string,
    wrapped: Uint8Array = secret,
  ) {
    const plain = new TextEncoder().encode(inner ?? (await key.sign()));
    const jwe = await new CompactEncrypt(plain).setProtectedHeader(header).encrypt(wrapped);
    return evaluateToken(jwe, requirements({ decryptionKeys }), discovered(key.publicJwk), testNow);
  }

  const ways: readonly CompactJWEHeaderParameters[] = [
    { alg: "dir", enc: "A128CBC-HS256" },
    { alg: "dir", enc: "A256GCM" },
    { alg: "A256KW", enc: "A256CBC-HS512" },
    { alg: "dir", enc: "A128CBC-HS256", zip: "DEF" },
  ];
  for (const header of ways) {
    test(`is opened: ${JSON.stringify(header)}`, async () => {
      const verdict = await judge(header, [symmetric(randomBytes(32)), symmetric(secret)]);
      assert.equal(verdict.kind, "accepted");
      if (verdict.kind === "accepted") assert.equal(verdict.token.claims["sub"], "auth0|1");
    });
  }

  test("is judged by what is within", async () => {
    const other = await createKey("ES256", "k");
    const verdict = await judge({ alg: "dir", enc: "A256GCM" }, [symmetric(secret)], await other.sign());
    assert.equal(verdict.kind === "rejected" && verdict.reason, "TokenSignatureInvalid");
    const bare = await judge({ alg: "dir", enc: "A256GCM" }, [symmetric(secret)], "{}");
    assert.equal(bare.kind === "rejected" && bare.reason, "JwtInvalid");
  });

  test("that no key opens is refused, a password opens none", async () => {
    const verdict = await judge({ alg: "dir", enc: "A256GCM" }, [symmetric(randomBytes(32))]);
    assert.match(verdict.kind === "rejected" ? verdict.message : "", /^IDX10603: /);
    const password = await judge({ alg: "PBES2-HS256+A128KW", enc: "A256GCM" }, [symmetric(secret)]);
    assert.equal(password.kind, "rejected");
  });

  test("is undecided where a key cannot be known", async () => {
    const certificate = known({ kind: "certificate" as const, certificateId: "c" });
    for (const material of [certificate, unknown]) {
      const verdict = await judge({ alg: "dir", enc: "A256GCM" }, [{ id: undefined, material }]);
      assert.deepEqual(verdict.kind === "undecided" && verdict.unread, ["decryption-keys"]);
    }
  });

  test("that is too large once it is not compressed any more is refused", async () => {
    const verdict = await judge(
      { alg: "dir", enc: "A256GCM", zip: "DEF" },
      [symmetric(secret)],
      `${await key.sign()}${"x".repeat(300 * 1024)}`,
    );
    assert.equal(verdict.kind, "rejected");
  });
});
