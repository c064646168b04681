import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { CompactEncrypt, UnsecuredJWT } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { known, unknown } from "../../../src/core/known.ts";
import {
  evaluateToken,
  explain,
  type JwtRequirements,
  type KeySets,
  noKeySets,
  type PresentedToken,
  readPresentedToken,
} from "../../../src/token/index.ts";
import {
  audience,
  claims,
  createKey,
  discovered,
  discovery,
  goodClaims,
  requirements,
  type TestKey,
  testIssuer,
  testNow,
  testSeconds,
} from "./tokens.ts";

suite("evaluateToken", () => {
  let key: TestKey;
  suiteSetup(async () => {
    key = await createKey("RS256", "current");
  });

  async function judge(
    token: PresentedToken | string | undefined,
    changes: Partial<JwtRequirements> = {},
    keys: KeySets = discovered(key.publicJwk),
    now = testNow,
  ) {
    const verdict = await evaluateToken(token, requirements(changes), keys, now);
    if (verdict.kind !== "rejected") return { outcome: verdict.kind, verdict };
    const { reason, message, response, finding } = verdict;
    return { outcome: reason, verdict, message, response, kind: finding.kind, explained: explain(verdict) };
  }

  async function doubts(...given: Parameters<typeof judge>) {
    const { verdict } = await judge(...given);
    return verdict.kind === "accepted" ? verdict.doubts : verdict.kind;
  }

  suite("the token in the request", () => {
    test("a good token passes", async () => {
      assert.equal((await judge(await key.sign())).outcome, "accepted");
    });

    test("none is TokenNotPresent", async () => {
      for (const nothing of [undefined, "", "  "]) {
        const { outcome, response } = await judge(nothing);
        assert.equal(outcome, "TokenNotPresent");
        assert.deepEqual(response, { status: 401, message: "JWT not present." });
      }
    });

    test("the scheme is held to require-scheme in the header Authorization", async () => {
      const text = await key.sign();
      assert.equal((await judge({ text, scheme: "bearer" })).outcome, "accepted");
      const { outcome, explained } = await judge({ text, scheme: "Basic" });
      assert.equal(outcome, "TokenNotPresent");
      assert.equal(explained?.got, "Basic");
      assert.equal((await judge({ text, scheme: undefined })).outcome, "TokenNotPresent");
      assert.equal(
        (await judge({ text, scheme: undefined }, { requireScheme: known(undefined) })).outcome,
        "accepted",
      );
    });

    test("the scheme is ignored in another header", async () => {
      const source = known({ kind: "header" as const, name: "X-Token" });
      assert.equal(
        (await judge({ text: await key.sign(), scheme: undefined }, { source })).outcome,
        "accepted",
      );
    });

    test("a header is split into scheme and token", () => {
      assert.deepEqual(readPresentedToken("Bearer  abc"), { scheme: "Bearer", text: "abc" });
      assert.deepEqual(readPresentedToken("abc"), { scheme: undefined, text: "abc" });
      assert.deepEqual(readPresentedToken("Bearer a b"), { scheme: "Bearer", text: "a b" });
      assert.equal(readPresentedToken("Bearer "), undefined);
      assert.equal(readPresentedToken(" "), undefined);
      assert.equal(readPresentedToken(undefined), undefined);
    });
  });

  suite("form", () => {
    test("an opaque token is JwtInvalid, for want of an audience", async () => {
      const { outcome, explained } = await judge(randomBytes(24).toString("base64url"));
      assert.equal(outcome, "JwtInvalid");
      assert.match(explained?.advice[0] ?? "", /audience/);
    });

    test("an encrypted token is JwtInvalid, or undecided where the policy decrypts", async () => {
      const jwe = await new CompactEncrypt(new TextEncoder().encode("{}"))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .encrypt(randomBytes(32));
      assert.equal((await judge(jwe)).kind, "encrypted");
      const material = known({ kind: "certificate" as const, certificateId: "c" });
      const decryptionKeys = [{ id: undefined, material }];
      assert.equal((await judge(jwe, { decryptionKeys })).outcome, "undecided");
    });

    test("a token-value that includes Bearer is JwtInvalid", async () => {
      const { outcome, explained } = await judge(
        { text: `Bearer ${await key.sign()}`, scheme: undefined },
        {
          source: known({ kind: "value", value: unknown }),
        },
      );
      assert.equal(outcome, "JwtInvalid");
      assert.match(explained?.advice.join(" ") ?? "", /token-value/);
    });
  });

  suite("lifetime", () => {
    const at = (seconds: number) => new Date((testSeconds + seconds) * 1000);

    test("holds to the last moment and not beyond", async () => {
      const token = await key.sign(claims({ exp: testSeconds }));
      assert.equal((await judge(token)).outcome, "accepted");
      const { outcome, message } = await judge(token, {}, undefined, new Date(testNow.getTime() + 1));
      assert.equal(outcome, "TokenExpired");
      assert.match(message ?? "", /^IDX10223: .* Access denied\.$/);
    });

    test("is stretched by the clock skew at both ends", async () => {
      const token = await key.sign(claims({ nbf: testSeconds + 90, exp: testSeconds + 100 }));
      const clockSkew = known(30);
      assert.equal((await judge(token, { clockSkew }, undefined, at(60))).outcome, "accepted");
      assert.equal((await judge(token, { clockSkew }, undefined, at(59))).kind, "not-yet-valid");
      assert.equal((await judge(token, { clockSkew }, undefined, at(130))).outcome, "accepted");
      assert.equal((await judge(token, { clockSkew }, undefined, at(131))).outcome, "TokenExpired");
    });

    test("a token that is not valid yet is JwtInvalid", async () => {
      const { outcome } = await judge(await key.sign(claims({ nbf: testSeconds + 1 })));
      assert.equal(outcome, "JwtInvalid");
    });

    test("a token that begins after it ends is JwtInvalid whatever the time", async () => {
      const token = await key.sign(claims({ nbf: testSeconds + 10, exp: testSeconds + 5 }));
      assert.equal((await judge(token)).kind, "reversed-lifetime");
    });

    test("exp is needed unless the policy says otherwise", async () => {
      const token = await key.sign(claims({ exp: undefined }));
      assert.equal((await judge(token)).kind, "no-expiration");
      assert.equal((await judge(token, { requireExpirationTime: known(false) })).outcome, "accepted");
    });
  });

  suite("audience", () => {
    test("one of several is enough, on either side", async () => {
      const token = await key.sign(claims({ aud: [audience, `${testIssuer}userinfo`] }));
      assert.equal((await judge(token)).outcome, "accepted");
      const audiences = [known("https://other.example"), known(audience)];
      assert.equal((await judge(await key.sign(), { audiences })).outcome, "accepted");
    });

    test("another one is TokenAudienceNotAllowed", async () => {
      const { outcome, message, explained } = await judge(
        await key.sign(claims({ aud: "https://x.example" })),
      );
      assert.equal(outcome, "TokenAudienceNotAllowed");
      assert.match(message ?? "", /IDX10214.*https:\/\/x\.example.*Access denied\./);
      assert.equal(explained?.expected, `“${audience}”`);
      assert.equal(explained?.got, "“https://x.example”");
    });

    test("none is TokenAudienceNotAllowed", async () => {
      const { outcome } = await judge(await key.sign(claims({ aud: undefined })));
      assert.equal(outcome, "TokenAudienceNotAllowed");
    });

    test("one slash at the end does not count, on either side; two do", async () => {
      const token = await key.sign(claims({ aud: `${audience}/` }));
      assert.deepEqual(await doubts(token), ["audience-slash"]);
      assert.deepEqual(await doubts(await key.sign(), { audiences: [known(`${audience}/`)] }), [
        "audience-slash",
      ]);
      assert.deepEqual(await doubts(await key.sign()), []);
      const two = await key.sign(claims({ aud: `${audience}//` }));
      assert.equal((await judge(two)).outcome, "TokenAudienceNotAllowed");
    });

    test("an ID token is called by its name", async () => {
      const idToken = await key.sign(
        claims({ aud: "the-client", azp: undefined, scope: undefined, nonce: "n" }),
      );
      const { outcome, explained } = await judge(idToken);
      assert.equal(outcome, "TokenAudienceNotAllowed");
      assert.match(explained?.summary ?? "", /ID token/);
    });

    test("every audience passes where the policy names none", async () => {
      assert.equal(
        (await judge(await key.sign(claims({ aud: "x" })), { audiences: [] })).outcome,
        "accepted",
      );
    });
  });

  suite("issuer", () => {
    const withoutSlash = testIssuer.replace(/\/$/, "");
    const otherDiscovery = (issuer: string | undefined): KeySets => ({
      discovery: new Map([[discovery, { kind: "keys", issuer, keys: [key.publicJwk] }]]),
      certificates: new Map(),
    });

    test("the slash at the end counts, and the explanation says what to write", async () => {
      const { outcome, explained } = await judge(
        await key.sign(),
        { issuers: [known(withoutSlash)] },
        otherDiscovery(undefined),
      );
      assert.equal(outcome, "TokenIssuerNotAllowed");
      assert.match(explained?.summary ?? "", /slash/);
      assert.match(explained?.advice[0] ?? "", /<issuer>https:\/\/contoso\.eu\.auth0\.com\/<\/issuer>/);
    });

    test("the issuer of the discovery document is allowed besides those of the policy", async () => {
      assert.deepEqual(await doubts(await key.sign(), { issuers: [known("https://x/")] }), [
        "discovered-issuer",
      ]);
      const other = await key.sign(claims({ iss: "https://x/" }));
      assert.equal((await judge(other, { issuers: [known("https://x/")] })).outcome, "accepted");
    });

    test("another domain is TokenIssuerNotAllowed", async () => {
      const { outcome, message, explained } = await judge(
        await key.sign(claims({ iss: "https://login.x/" })),
      );
      assert.equal(outcome, "TokenIssuerNotAllowed");
      assert.match(message ?? "", /^IDX10205: /);
      assert.match(explained?.advice[0] ?? "", /custom/);
      assert.equal(
        (await judge(await key.sign(claims({ iss: undefined })))).outcome,
        "TokenIssuerNotAllowed",
      );
    });

    test("a document for many tenants names each tenant's own issuer", async () => {
      const many = otherDiscovery("https://login.example/{tenantid}/v2.0");
      const of = (iss: string, tid: unknown) => key.sign(claims({ iss, tid }));
      const outcome = async (token: string) => (await judge(token, { issuers: [] }, many)).outcome;
      assert.equal(await outcome(await of("https://login.example/t1/v2.0", "t1")), "accepted");
      assert.equal(await outcome(await of("https://login.example/t1/v2.0", "t2")), "TokenIssuerNotAllowed");
      assert.equal(
        await outcome(await of("https://login.example/t1/v2.0", undefined)),
        "TokenIssuerNotAllowed",
      );
    });

    test("any issuer passes where nothing names one", async () => {
      const verdict = await judge(await key.sign(), { issuers: [] }, otherDiscovery(undefined));
      assert.equal(verdict.outcome, "accepted");
    });
  });

  suite("required claims", () => {
    const claim = (
      name: string,
      values: readonly string[],
      match: "all" | "any" = "all",
      separator?: string,
    ) => ({
      requiredClaims: [
        {
          name: known(name),
          match: known(match),
          separator: known(separator),
          values: values.map((value) => known(value)),
        },
      ],
    });

    test("scope as one text needs a separator", async () => {
      const token = await key.sign();
      const { outcome, message, explained } = await judge(token, claim("scope", ["read:sums"]));
      assert.equal(outcome, "TokenClaimValueNotAllowed");
      assert.equal(message, "Claim value mismatch: scope=read:sums.");
      assert.match(explained?.advice[0] ?? "", /separator=" "/);
      assert.equal((await judge(token, claim("scope", ["read:sums"], "all", " "))).outcome, "accepted");
      assert.equal((await judge(token, claim("scope", ["read:sums write:sums"]))).outcome, "accepted");
    });

    test("the separator splits the token's value, not the policy's", async () => {
      const { outcome } = await judge(await key.sign(), claim("scope", ["read:sums write:sums"], "all", " "));
      assert.equal(outcome, "TokenClaimValueNotAllowed");
    });

    test("all wants every value, any wants one", async () => {
      const token = await key.sign(claims({ permissions: ["add", "sub"] }));
      assert.equal((await judge(token, claim("permissions", ["add", "sub"]))).outcome, "accepted");
      const { outcome, explained } = await judge(token, claim("permissions", ["add", "div"]));
      assert.equal(outcome, "TokenClaimValueNotAllowed");
      assert.match(explained?.advice.join(" ") ?? "", /match="any"/);
      assert.equal((await judge(token, claim("permissions", ["add", "div"], "any"))).outcome, "accepted");
      assert.equal(
        (await judge(token, claim("permissions", ["mul", "div"], "any"))).outcome,
        "TokenClaimValueNotAllowed",
      );
    });

    test("a claim without values must only be there", async () => {
      assert.equal((await judge(await key.sign(), claim("sub", []))).outcome, "accepted");
      const { outcome, message } = await judge(await key.sign(), claim("org_id", []));
      assert.equal(outcome, "TokenClaimNotFound");
      assert.equal(message, "JWT token is missing the following claims: org_id. Access denied.");
    });

    test("numbers and booleans are compared as text, other objects as JSON", async () => {
      const token = await key.sign(claims({ level: 3, staff: true, extra: { a: 1 } }));
      assert.equal((await judge(token, claim("level", ["3"]))).outcome, "accepted");
      assert.equal((await judge(token, claim("staff", ["true"]))).outcome, "accepted");
      assert.equal((await judge(token, claim("extra", ['{"a":1}']))).outcome, "accepted");
    });

    test("names of the prototype are no claims", async () => {
      assert.equal((await judge(await key.sign(), claim("constructor", []))).outcome, "TokenClaimNotFound");
    });

    test("missing claims come before wrong values and are all named", async () => {
      const requiredClaims = [
        ...claim("scope", ["nope"]).requiredClaims,
        ...claim("a", []).requiredClaims,
        ...claim("b", []).requiredClaims,
      ];
      const { outcome, message } = await judge(await key.sign(), { requiredClaims });
      assert.equal(outcome, "TokenClaimNotFound");
      assert.match(message ?? "", /: a, b\./);
    });

    test("scp and permissions are explained", async () => {
      const scp = await judge(await key.sign(), claim("scp", ["x"]));
      assert.match(scp.explained?.advice[0] ?? "", /“scope”/);
      const permissions = await judge(await key.sign(), claim("permissions", ["x"]));
      assert.match(permissions.explained?.advice[0] ?? "", /RBAC/);
    });
  });

  suite("the gateway's answer", () => {
    test("is what the policy says", async () => {
      const changes = { failureStatus: known(403), failureMessage: known("Go away") };
      const { response, message } = await judge(undefined, changes);
      assert.deepEqual(response, { status: 403, message: "Go away" });
      assert.equal(message, "JWT not present.");
    });

    test("comes in the order of the checks: signature, lifetime, audience, issuer, claims", async () => {
      const required = {
        requiredClaims: [
          { name: known("org_id"), match: known("all" as const), separator: known(undefined), values: [] },
        ],
      };
      const bad = { exp: testSeconds - 1, aud: "x", iss: "y" };
      const stranger = await createKey("RS256", "stranger");
      const outcomes = [];
      for (const token of [
        await stranger.sign(claims(bad)),
        await key.sign(claims(bad)),
        await key.sign(claims({ aud: "x", iss: "y" })),
        await key.sign(claims({ iss: "y" })),
        await key.sign(),
      ]) {
        outcomes.push((await judge(token, required)).outcome);
      }
      assert.deepEqual(outcomes, [
        "TokenExpired",
        "TokenExpired",
        "TokenAudienceNotAllowed",
        "TokenIssuerNotAllowed",
        "TokenClaimNotFound",
      ]);
    });
  });

  suite("what cannot be read", () => {
    test("leaves an otherwise good token undecided and is named", async () => {
      const { verdict } = await judge(await key.sign(claims({ aud: "x" })), { audiences: [unknown] });
      assert.equal(verdict.kind, "undecided");
      if (verdict.kind === "undecided") assert.deepEqual(verdict.unread, ["audiences"]);
    });

    test("does not matter where the known part suffices", async () => {
      const changes = { audiences: [known(audience), unknown], issuers: [unknown], clockSkew: unknown };
      assert.equal((await judge(await key.sign(), changes)).outcome, "accepted");
    });

    test("does not keep a bad token from being refused", async () => {
      const { outcome, verdict } = await judge(await key.sign(claims({ exp: testSeconds - 5 })), {
        audiences: [unknown],
      });
      assert.equal(outcome, "TokenExpired");
      const keysUnknown = await judge(await key.sign(claims({ aud: "x" })), {}, noKeySets);
      assert.equal(keysUnknown.outcome, "TokenAudienceNotAllowed");
      assert.equal(verdict.kind, "rejected");
    });

    test("an unknown clock skew may save an expired token", async () => {
      const token = await key.sign(claims({ exp: testSeconds - 5 }));
      assert.equal((await judge(token, { clockSkew: unknown })).outcome, "undecided");
    });
  });

  test("no message, finding or explanation holds any of the token", async () => {
    const stranger = await createKey("RS256", "current");
    const tokens = [
      await stranger.sign(),
      await key.sign(claims({ aud: "x" })),
      randomBytes(30).toString("hex"),
    ];
    for (const token of tokens) {
      const { verdict, explained } = await judge(token);
      const said = JSON.stringify([verdict, explained]);
      for (const part of token.split(".")) assert.ok(!said.includes(part), said);
    }
  });

  test("an unsigned token passes only where signatures are not required", async () => {
    const unsigned = new UnsecuredJWT(goodClaims).encode();
    const { outcome, kind } = await judge(unsigned);
    assert.equal(outcome, "TokenSignatureInvalid");
    assert.equal(kind, "unsigned");
    assert.equal((await judge(unsigned, { requireSignedTokens: known(false) })).outcome, "accepted");
    assert.equal((await judge(unsigned, { requireSignedTokens: unknown })).outcome, "undecided");
  });
});
