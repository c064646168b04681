import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  type DecodedToken,
  explain,
  type Finding,
  type KeySearch,
  type Verdict,
} from "../../../src/token/index.ts";
import { testNow } from "./tokens.ts";

const signed: DecodedToken = {
  kind: "jws",
  header: {},
  claims: { sub: "1", aud: "a" },
  algorithm: "RS256",
  keyId: "k",
  issuer: "https://a.example/",
  audiences: ["a"],
  issuedAt: undefined,
  notBefore: undefined,
  expiresAt: undefined,
  scopes: [],
  hasSignature: true,
};

const search: KeySearch = {
  algorithm: "RS256",
  keyId: "k9",
  keyIds: ["k1"],
  discovered: 1,
  symmetric: 0,
  unreadable: 0,
  hosts: ["a.example"],
};

function explainFinding(finding: Finding, token: DecodedToken | undefined = signed) {
  const response = { status: 401, message: "" };
  return explain({
    kind: "rejected",
    token,
    reason: "JwtInvalid",
    seenReason: "JwtInvalid",
    message: "",
    response,
    finding,
    unread: [],
  });
}

suite("explain", () => {
  test("has nothing to advise on an accepted token", () => {
    const accepted: Verdict = { kind: "accepted", token: signed, doubts: [] };
    assert.deepEqual(explain(accepted).advice, []);
    const doubted: Verdict = { ...accepted, doubts: ["audience-slash", "algorithm"] };
    assert.match(explain(doubted).advice.join(" "), /slash at the end.*RS256/);
  });

  test("says what could not be read", () => {
    const undecided: Verdict = { kind: "undecided", token: signed, unread: ["audiences", "clock-skew"] };
    assert.match(explain(undecided).summary, /audiences, clock-skew could not be read/);
  });

  const dates = { notBefore: testNow, expiresAt: testNow, now: testNow, clockSkew: 30 };
  const cases: readonly (readonly [string, Finding, RegExp, RegExp])[] = [
    ["no token", { kind: "no-token" }, /no token/, /Authorization: Bearer/],
    [
      "a wrong scheme",
      { kind: "wrong-scheme", expected: "Bearer", got: undefined },
      /scheme/,
      /“Authorization: Bearer …”/,
    ],
    ["an opaque token", { kind: "opaque", parts: 1 }, /not a JWT/, /\?audience=/],
    ["an encrypted token", { kind: "encrypted", tried: 0 }, /encrypted/, /decryption-keys/],
    ["a token encrypted for others", { kind: "encrypted", tried: 2 }, /no key of the policy opens it/, /key/],
    [
      "a malformed token",
      { kind: "malformed", part: "header", problem: "The header is odd." },
      /The header is odd/,
      /whole/,
    ],
    ["an unsigned token", { kind: "unsigned" }, /no signature/, /Auth0 issued/],
    ["an algorithm", { kind: "algorithm", got: "RS384" }, /algorithm/, /RS256/],
    [
      "keys out of reach",
      { kind: "keys-unavailable", url: "https://x/", problem: "HTTP 404." },
      /HTTP 404/,
      /\.well-known/,
    ],
    ["no expiration", { kind: "no-expiration" }, /“exp”/, /Auth0 issued/],
    ["an expired token", { kind: "expired", ...dates }, /expired/, /clock-skew/],
    ["a token of the future", { kind: "not-yet-valid", ...dates }, /not valid yet/, /clock/],
    ["a reversed lifetime", { kind: "reversed-lifetime", ...dates }, /begins after it ends/, /Auth0 issued/],
    [
      "a wrong audience",
      { kind: "audience", expected: ["a"], got: ["b"] },
      /another audience/,
      /<audiences>/,
    ],
    [
      "a wrong issuer",
      { kind: "issuer", expected: ["https://a/"], got: "https://b/" },
      /another issuer/,
      /custom/,
    ],
    [
      "an issuer without slash",
      { kind: "issuer", expected: ["https://a"], got: "https://a/" },
      /slash/,
      /<issuer>https:\/\/a\/<\/issuer>/,
    ],
    ["no issuer", { kind: "issuer", expected: ["https://a/"], got: undefined }, /another issuer/, /domain/],
    ["a missing scope", { kind: "claims-missing", names: ["scope"] }, /“scope”/, /grant it/],
    ["a missing azp", { kind: "claims-missing", names: ["azp"] }, /“azp”/, /“client_id”/],
    ["a missing client_id", { kind: "claims-missing", names: ["client_id"] }, /“client_id”/, /“azp”/],
    ["a missing claim of one's own", { kind: "claims-missing", names: ["role"] }, /“role”/, /Action/],
    [
      "no keys",
      { kind: "key-not-found", got: { ...search, keyIds: [], discovered: 0 } },
      /No key/,
      /Add <openid-config>/,
    ],
    ["a rotated key", { kind: "key-not-found", got: search }, /No key/, /five minutes/],
    [
      "keys of another domain",
      { kind: "key-not-found", got: { ...search, hosts: ["b.example"] } },
      /No key/,
      /one domain for both/,
    ],
    [
      "keys in the policy only",
      { kind: "key-not-found", got: { ...search, discovered: 0, hosts: [] } },
      /No key/,
      /<openid-config>/,
    ],
    [
      "a tampered token",
      { kind: "signature", got: { ...search, keyId: "k1" } },
      /changed/,
      /Copy the token again/,
    ],
    [
      "a secret for RS256",
      { kind: "key-not-found", got: { ...search, keyIds: [], discovered: 0, symmetric: 1 } },
      /public key/,
      /<openid-config>/,
    ],
    [
      "HS256 without a secret",
      { kind: "key-not-found", got: { ...search, algorithm: "HS256" } },
      /HS256/,
      /RS256/,
    ],
    [
      "HS256 with a raw secret",
      { kind: "key-not-found", got: { ...search, algorithm: "HS256", symmetric: 1, unreadable: 1 } },
      /not base64/,
      /base64/,
    ],
    [
      "HS256 with another secret",
      { kind: "key-not-found", got: { ...search, algorithm: "HS256", symmetric: 1 } },
      /does not verify/,
      /not that of the application/,
    ],
  ];
  for (const [name, finding, summary, advice] of cases) {
    test(`says what is wrong with ${name} and what to change`, () => {
      const explained = explainFinding(finding);
      assert.match(explained.summary, summary);
      assert.match(explained.advice.join(" "), advice);
      for (const sentence of [explained.summary, ...explained.advice]) assert.match(sentence, /[.…]”?$/);
    });
  }

  suite("a claim with other values", () => {
    const mismatch = (changes: object = {}) =>
      explainFinding({
        kind: "claim-value",
        name: "scope",
        match: "all",
        separator: undefined,
        expected: ["add"],
        got: ["add sub"],
        ...changes,
      });

    test("needs a separator when splitting at blanks would do", () => {
      assert.match(mismatch().advice[0] ?? "", /separator=" "/);
    });

    test("needs more than a separator when splitting would not do", () => {
      assert.match(mismatch({ expected: ["div"] }).advice[0] ?? "", /client grant/);
    });

    test("may need match=any", () => {
      const explained = mismatch({ expected: ["add", "div"], got: ["add"], separator: " " });
      assert.match(explained.advice.join(" "), /match="any"/);
      assert.equal(explained.expected, "all of “add”, “div”");
      assert.equal(explained.got, "“add”");
    });

    test("of another name is for the user or the policy", () => {
      assert.match(mismatch({ name: "role", expected: ["x"] }).advice[0] ?? "", /change the policy/);
    });
  });

  test("shows which claims there are when one is missing", () => {
    assert.equal(explainFinding({ kind: "claims-missing", names: ["x"] }).got, "“sub”, “aud”");
  });
});
