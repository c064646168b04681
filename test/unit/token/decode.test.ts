import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { CompactEncrypt } from "jose";
import { suite, test } from "mocha";
import { decodeToken, looksLikeIdToken } from "../../../src/token/index.ts";
import { claims, createKey, testIssuer, testSeconds } from "./tokens.ts";

function encode(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

suite("decodeToken", () => {
  test("reads header, claims and times of a signed token", async () => {
    const key = await createKey("ES256", "k1");
    const token = decodeToken(await key.sign());
    assert.equal(token.kind, "jws");
    if (token.kind !== "jws") return;
    assert.equal(token.algorithm, "ES256");
    assert.equal(token.keyId, "k1");
    assert.equal(token.issuer, testIssuer);
    assert.deepEqual(token.expiresAt, new Date((testSeconds + 600) * 1000));
    assert.deepEqual(token.issuedAt, new Date((testSeconds - 60) * 1000));
    assert.equal(token.notBefore, undefined);
    assert.deepEqual(token.scopes, ["read:sums", "write:sums"]);
    assert.equal(token.hasSignature, true);
  });

  test("reads one audience and several alike", () => {
    const read = (aud: unknown) => {
      const token = decodeToken(`${encode({ alg: "RS256" })}.${encode({ aud })}.c2ln`);
      return token.kind === "jws" ? token.audiences : undefined;
    };
    assert.deepEqual(read("a"), ["a"]);
    assert.deepEqual(read(["a", "b"]), ["a", "b"]);
    assert.deepEqual(read(undefined), []);
    assert.equal(read([1, "b"]), undefined);
  });

  test("keeps no text of the token", async () => {
    const key = await createKey("ES256", "k1");
    const text = await key.sign();
    const kept = JSON.stringify(decodeToken(text));
    for (const part of text.split(".")) assert.ok(!kept.includes(part));
  });

  test("tells an encrypted token by its five parts", async () => {
    const jwe = await new CompactEncrypt(new TextEncoder().encode("{}"))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .encrypt(randomBytes(32));
    assert.deepEqual(decodeToken(jwe), { kind: "jwe", header: { alg: "dir", enc: "A256GCM" } });
  });

  test("calls everything else opaque", () => {
    assert.deepEqual(decodeToken(randomBytes(24).toString("base64url")), { kind: "opaque", parts: 1 });
    assert.deepEqual(decodeToken("a.b.c.d"), { kind: "opaque", parts: 4 });
    assert.deepEqual(decodeToken(""), { kind: "opaque", parts: 1 });
  });

  test("says which part of a broken token cannot be read", () => {
    const problemOf = (text: string) => {
      const token = decodeToken(text);
      return token.kind === "malformed" ? token.problem : token.kind;
    };
    assert.match(problemOf("a.b.c"), /header/);
    assert.match(problemOf(`${encode({ alg: "RS256" })}.${encode("[1]")}.x`), /payload/);
    assert.match(problemOf(`${encode([])}.${encode({})}.x`), /header/);
    assert.match(problemOf(`${encode({})}.${encode({ exp: "soon" })}.x`), /exp/);
    assert.match(problemOf(`${encode({})}.${encode({ exp: null })}.x`), /exp/);
    assert.match(problemOf(`${encode({})}.${encode({ aud: 1 })}.x`), /aud/);
    assert.match(problemOf(`${encode({})}.${encode({})}.x=`), /signature/);
    assert.match(problemOf(`${encode({})}.${encode({ fill: "x".repeat(256_000) })}.x`), /256000 characters/);
    assert.match(
      problemOf(`${encode({})}.${encode(`{"a":${"[".repeat(64)}${"]".repeat(64)}}`)}.x`),
      /payload/,
    );
  });

  test("reads times as the gateway's library does", () => {
    const expiry = (exp: unknown) => {
      const token = decodeToken(`${encode({})}.${encode({ exp })}.x`);
      return token.kind === "jws" ? token.expiresAt?.getTime() : token.kind;
    };
    assert.equal(expiry("1700000000"), 1_700_000_000_000);
    assert.equal(expiry(1_700_000_000.6), 1_700_000_001_000);
    assert.equal(expiry(1e300), 8.64e15);
    assert.equal(expiry("1700000000000000000000"), 8.64e15);
  });

  test("keeps integers that JavaScript would round, and text that looks like them", () => {
    const text = '{"org":9007199254740993,"list":[-9007199254740993,1],"text":"\\"9007199254740993"}';
    const token = decodeToken(`${encode({})}.${encode(text)}.x`);
    assert.deepEqual(token.kind === "jws" && token.claims, {
      org: "9007199254740993",
      list: ["-9007199254740993", 1],
      text: '"9007199254740993',
    });
  });

  test("takes white space and Bearer around a pasted token", async () => {
    const key = await createKey("ES256", "k1");
    assert.equal(decodeToken(`  Bearer ${await key.sign()}\n`).kind, "jws");
  });
});

suite("looksLikeIdToken", () => {
  async function looksSo(changes: Record<string, unknown>): Promise<boolean> {
    const key = await createKey("ES256", "k1");
    const token = decodeToken(await key.sign(claims(changes)));
    return token.kind === "jws" && looksLikeIdToken(token);
  }

  test("goes by the claims that only an ID token has", async () => {
    assert.equal(await looksSo({ scope: undefined, azp: undefined, nonce: "n" }), true);
    assert.equal(await looksSo({ scope: undefined, aud: "the-client" }), true);
  });

  test("does not take an access token for one", async () => {
    assert.equal(await looksSo({}), false);
    assert.equal(await looksSo({ scope: undefined }), false);
    assert.equal(await looksSo({ email: "a@b.example" }), false);
    assert.equal(await looksSo({ scope: undefined, gty: "client-credentials", aud: "the-client" }), false);
  });
});
