import assert from "node:assert/strict";
import { constants, verify } from "node:crypto";
import { suite, test } from "mocha";
import { clientAssertion } from "../../../src/adapters/auth0/client-assertion.ts";
import { toSigningKey } from "../../../src/adapters/auth0/private-key.ts";
import { failsWith } from "../../support/failing.ts";
import { testKeys } from "../../support/keys.ts";

const keys = testKeys();

suite("a private key to sign with", () => {
  test("becomes the one form that the SDK takes, whatever it was in", () => {
    for (const text of [keys.pkcs8, keys.pkcs1]) assert.equal(toSigningKey(text, undefined), keys.pkcs8);
    for (const text of [keys.locked, keys.lockedPkcs1]) {
      assert.equal(toSigningKey(text, keys.passphrase), keys.pkcs8);
    }
  });

  for (const [what, text, passphrase, code, words] of [
    ["a wrong passphrase", keys.locked, "wrong", "unauthorized", ["The passphrase does not open the key"]],
    ["a missing passphrase", keys.locked, undefined, "invalid-input", ["cannot be read"]],
    ["a key of a curve", keys.elliptic, undefined, "invalid-input", ["of the type ec, not RSA", "openssl"]],
    ["a short key", keys.short, undefined, "invalid-input", ["1024 bits", "at least 2048"]],
    [
      "what is no key",
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      undefined,
      "invalid-input",
      ["cannot be read", "cut off"],
    ],
  ] as const) {
    test(`${what} is said to be that`, async () => {
      await failsWith(
        code,
        Promise.resolve().then(() => toSigningKey(text, passphrase)),
        ...words,
      );
    });
  }

  for (const [algorithm, hash, padding] of [
    ["RS256", "sha256", { padding: constants.RSA_PKCS1_PADDING }],
    ["RS384", "sha384", { padding: constants.RSA_PKCS1_PADDING }],
    ["PS256", "sha256", { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
  ] as const) {
    test(`signs with ${algorithm} what Auth0 wants to know`, () => {
      const now = Date.parse("2026-06-01T12:00:00.900Z");
      const of = { domain: "contoso.eu.auth0.com", clientId: "m2m" };
      const assertion = clientAssertion(of, { pem: keys.pkcs8, algorithm }, now);
      const [header = "", payload = "", signature = ""] = assertion.split(".");
      const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
      assert.deepEqual(read(header), { alg: algorithm, typ: "JWT" });
      const { jti, ...claims } = read(payload);
      assert.match(jti, /^[\w-]{36}$/);
      assert.deepEqual(claims, {
        iss: "m2m",
        sub: "m2m",
        aud: "https://contoso.eu.auth0.com/",
        iat: 1_780_315_200,
        exp: 1_780_315_380,
      });
      const signed = Buffer.from(`${header}.${payload}`);
      assert.ok(
        verify(hash, signed, { key: keys.publicKey, ...padding }, Buffer.from(signature, "base64url")),
      );
    });
  }
});
