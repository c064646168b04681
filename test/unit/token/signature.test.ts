import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import type { JWK } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { known, unknown } from "../../../src/core/known.ts";
import {
  evaluateToken,
  explain,
  type JwtRequirements,
  type KeyMaterial,
  type KeySets,
  noKeySets,
} from "../../../src/token/index.ts";
import {
  createKey,
  discovered,
  discovery,
  goodClaims,
  requirements,
  signWithSecret,
  type TestKey,
  testNow,
} from "./tokens.ts";

async function judge(token: string, keys: KeySets, changes: Partial<JwtRequirements> = {}) {
  const verdict = await evaluateToken(token, requirements(changes), keys, testNow);
  const outcome = verdict.kind === "rejected" ? verdict.reason : verdict.kind;
  const message = verdict.kind === "rejected" ? verdict.message : "";
  return { outcome, message, verdict, said: JSON.stringify(explain(verdict)) };
}

/** Signs with a secret of any length. */
function sign(algorithm: string, secret: Uint8Array): string {
  const text = [{ alg: algorithm }, goodClaims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${text}.${createHmac(algorithm.replace("HS", "sha"), secret).update(text).digest("base64url")}`;
}

/** A policy whose only key is written in it. */
function inline(material: KeyMaterial, id?: string): Partial<JwtRequirements> {
  return { openIdConfigs: [], signingKeys: [{ id, material: known(material) }] };
}

suite("the signature of a token", () => {
  let rsa: TestKey;
  let other: TestKey;
  suiteSetup(async () => {
    [rsa, other] = await Promise.all([createKey("RS256", "k1"), createKey("RS256", "k2")]);
  });

  const asymmetric = ["RS", "PS", "ES"].flatMap((family) =>
    [256, 384, 512].map((bits) => `${family}${bits}`),
  );
  for (const algorithm of asymmetric) {
    test(`${algorithm} is verified by a key of the discovery document`, async () => {
      const key = await createKey(algorithm, "k");
      const { verdict } = await judge(await key.sign(), discovered(key.publicJwk));
      const listed = ["RS256", "RS512", "PS256", "ES256"].includes(algorithm);
      assert.deepEqual(verdict.kind === "accepted" && verdict.doubts, listed ? [] : ["algorithm"]);
      const [header, payload, signature = ""] = (await key.sign()).split(".");
      const first = signature.startsWith("A") ? "B" : "A";
      const forged = [header, payload, first + signature.slice(1)].join(".");
      assert.equal((await judge(forged, discovered(key.publicJwk))).outcome, "TokenSignatureInvalid");
    });
  }

  for (const [algorithm, least] of [
    ["HS256", 32],
    ["HS384", 48],
    ["HS512", 64],
  ] as const) {
    test(`${algorithm} is verified by a secret of ${least} octets, by none that is shorter`, async () => {
      const outcome = async (octets: number) => {
        const secret = randomBytes(octets);
        const token = sign(algorithm, secret);
        return (
          await judge(token, noKeySets, inline({ kind: "symmetric", base64: secret.toString("base64") }))
        ).outcome;
      };
      assert.equal(await outcome(least), "accepted");
      assert.equal(await outcome(least - 1), "TokenSignatureKeyNotFound");
    });
  }

  test("EdDSA is not accepted", async () => {
    const key = await createKey("EdDSA", "k");
    const { outcome, said } = await judge(await key.sign(), discovered(key.publicJwk));
    assert.equal(outcome, "TokenSignatureInvalid");
    assert.match(said, /RS256/);
  });

  test("of a tampered token is invalid", async () => {
    const [header, payload = "", signature] = (await rsa.sign()).split(".");
    const changed = JSON.parse(Buffer.from(payload, "base64url").toString());
    changed.scope = "admin";
    const forged = [header, Buffer.from(JSON.stringify(changed)).toString("base64url"), signature].join(".");
    const { outcome, message } = await judge(forged, discovered(rsa.publicJwk));
    assert.equal(outcome, "TokenSignatureInvalid");
    assert.match(message, /^IDX10511: /);
  });

  test("by another key under a known kid is invalid", async () => {
    const { outcome } = await judge(
      await other.sign(undefined, { kid: "k1" }),
      discovered(rsa.publicJwk, other.publicJwk),
    );
    assert.equal(outcome, "TokenSignatureInvalid");
  });

  test("is found among the current and the next key", async () => {
    const keys = discovered(rsa.publicJwk, other.publicJwk);
    assert.equal((await judge(await rsa.sign(), keys)).outcome, "accepted");
    assert.equal((await judge(await other.sign(), keys)).outcome, "accepted");
  });

  test("by a key rotated in since is TokenSignatureKeyNotFound until the keys are fetched again", async () => {
    const token = await other.sign();
    const { outcome, message, said } = await judge(token, discovered(rsa.publicJwk));
    assert.equal(outcome, "TokenSignatureKeyNotFound");
    assert.match(message, /^IDX10503: .*'k2'/);
    assert.match(said, /rotated/);
    assert.equal((await judge(token, discovered(rsa.publicJwk, other.publicJwk))).outcome, "accepted");
  });

  test("without a kid is tried with every key", async () => {
    const token = await other.sign(undefined, { kid: undefined });
    assert.equal((await judge(token, discovered(rsa.publicJwk, other.publicJwk))).outcome, "accepted");
    const { outcome, message } = await judge(token, discovered(rsa.publicJwk));
    assert.equal(outcome, "TokenSignatureKeyNotFound");
    assert.match(message, /^IDX10517: /);
  });

  test("with an unknown kid is tried with every key too", async () => {
    const token = await rsa.sign(undefined, { kid: "elsewhere" });
    assert.equal((await judge(token, discovered(rsa.publicJwk))).outcome, "accepted");
  });

  test("is never tried with a key for encryption", async () => {
    const { outcome } = await judge(await rsa.sign(), discovered({ ...rsa.publicJwk, use: "enc" }));
    assert.equal(outcome, "TokenSignatureKeyNotFound");
  });

  test("cannot be verified without any key", async () => {
    const { outcome, message, said } = await judge(await rsa.sign(), noKeySets, { openIdConfigs: [] });
    assert.equal(outcome, "TokenSignatureKeyNotFound");
    assert.match(message, /^IDX10500: /);
    assert.match(said, /openid-config/);
  });

  test("of another tenant is explained by the two domains", async () => {
    const keys: KeySets = {
      discovery: new Map([[discovery, { kind: "keys", issuer: undefined, keys: [rsa.publicJwk] }]]),
      certificates: new Map(),
    };
    const token = await other.sign({ ...goodClaims, iss: "https://fabrikam.auth0.com/" }, { kid: undefined });
    const { said } = await judge(token, keys);
    assert.match(said, /fabrikam\.auth0\.com/);
    assert.match(said, /contoso\.eu\.auth0\.com/);
  });

  suite("with keys in the policy", () => {
    test("n and e verify, with and without id", async () => {
      const { n = "", e = "" } = rsa.publicJwk;
      const token = await rsa.sign();
      assert.equal((await judge(token, noKeySets, inline({ kind: "rsa", n, e }))).outcome, "accepted");
      assert.equal((await judge(token, noKeySets, inline({ kind: "rsa", n, e }, "k1"))).outcome, "accepted");
      assert.equal(
        (await judge(await other.sign(), noKeySets, inline({ kind: "rsa", n, e }))).outcome,
        "TokenSignatureKeyNotFound",
      );
    });

    test("a certificate verifies once its key is known", async () => {
      const policy = inline({ kind: "certificate", certificateId: "signing" });
      const certificates = new Map<string, JWK>([["signing", rsa.publicJwk]]);
      assert.equal(
        (await judge(await rsa.sign(), { ...noKeySets, certificates }, policy)).outcome,
        "accepted",
      );
      assert.equal((await judge(await rsa.sign(), noKeySets, policy)).outcome, "undecided");
    });

    test("a base64 secret verifies HS256", async () => {
      const secret = randomBytes(64);
      const policy = inline({ kind: "symmetric", base64: secret.toString("base64") });
      assert.equal((await judge(await signWithSecret(secret), noKeySets, policy)).outcome, "accepted");
      const { outcome, said } = await judge(await signWithSecret(randomBytes(64)), noKeySets, policy);
      assert.equal(outcome, "TokenSignatureKeyNotFound");
      assert.match(said, /signing secret of this Auth0 API/);
    });

    test("a raw secret is told from a base64 one", async () => {
      const secret = "not_base64-but-a-password-of-somebody!";
      const policy = inline({ kind: "symmetric", base64: secret });
      const { outcome, said } = await judge(
        await signWithSecret(new TextEncoder().encode(secret)),
        noKeySets,
        policy,
      );
      assert.equal(outcome, "TokenSignatureKeyNotFound");
      assert.match(said, /not base64/);
      assert.ok(!said.includes(secret));
    });

    test("HS256 with discovery only is explained", async () => {
      const { outcome, said } = await judge(await signWithSecret(randomBytes(64)), discovered(rsa.publicJwk));
      assert.equal(outcome, "TokenSignatureKeyNotFound");
      assert.match(said, /HS256/);
      assert.match(said, /RS256/);
    });

    test("RS256 with a secret only is explained", async () => {
      const policy = inline({ kind: "symmetric", base64: randomBytes(32).toString("base64") });
      const { outcome, said } = await judge(await rsa.sign(), noKeySets, policy);
      assert.equal(outcome, "TokenSignatureKeyNotFound");
      assert.match(said, /public key/);
    });

    test("a public key never serves as the secret of HS256", async () => {
      const published = Buffer.from(rsa.publicJwk.n ?? "", "base64url");
      const k = published.toString("base64url");
      const { outcome } = await judge(
        await signWithSecret(published),
        discovered(rsa.publicJwk, { kty: "oct", k }),
      );
      assert.equal(outcome, "TokenSignatureKeyNotFound");
    });

    test("a key behind a named value leaves it undecided", async () => {
      const policy = { openIdConfigs: [], signingKeys: [{ id: undefined, material: unknown }] };
      assert.equal((await judge(await rsa.sign(), noKeySets, policy)).outcome, "undecided");
    });
  });

  suite("with a discovery document that cannot be fetched", () => {
    const keys: KeySets = {
      discovery: new Map([[discovery, { kind: "unavailable", problem: "Connection refused." }]]),
      certificates: new Map(),
    };

    test("the gateway answers 500", async () => {
      const { verdict, message, said } = await judge(await rsa.sign(), keys);
      assert.equal(verdict.kind === "rejected" && verdict.response.status, 500);
      assert.match(message, /^IDX20803: /);
      assert.match(said, /Connection refused/);
    });

    test("a key written in the policy still serves", async () => {
      const { n = "", e = "" } = rsa.publicJwk;
      const signingKeys = [{ id: undefined, material: known({ kind: "rsa" as const, n, e }) }];
      assert.equal((await judge(await rsa.sign(), keys, { signingKeys })).outcome, "accepted");
    });
  });
});
