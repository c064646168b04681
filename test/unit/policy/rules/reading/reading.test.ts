import assert from "node:assert/strict";
import { parseUrl } from "../../../../../src/policy/jwt/url.ts";
import { base64Bytes, isPublicKeyText, toBase64 } from "../../../../../src/policy/rules/reading/base64.ts";
import { parseIp, rangeOfNetwork } from "../../../../../src/policy/rules/reading/ip-address.ts";
import { isLiteral } from "../../../../../src/policy/syntax/templates.ts";

suite("base64", () => {
  for (const text of ["", "a", "ab", "abc", "ä€😀", "my-very-long-secret"]) {
    test(`of "${text}"`, () => {
      const expected = Buffer.from(text, "utf8");
      assert.equal(toBase64(text), expected.toString("base64"));
      assert.equal(base64Bytes(toBase64(text)), expected.length);
    });
  }

  for (const text of ["secret!", "abc", "a-b_", "ab=c", "===="]) {
    test(`"${text}" is none`, () => assert.equal(base64Bytes(text), undefined));
  }

  test("certificates, PEM and JSON keys are told from secrets", () => {
    assert.ok(isPublicKeyText("MIICIjANBgkqhkiG"));
    assert.ok(isPublicKeyText("-----BEGIN CERTIFICATE-----"));
    assert.ok(isPublicKeyText('{ "kty": "RSA" }'));
    assert.ok(!isPublicKeyText("bXktc2VjcmV0"));
    assert.ok(!isPublicKeyText("{{key}}"));
  });
});

suite("addresses", () => {
  for (const text of [
    "10.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "2001:db8::1",
    "1:2:3:4:5:6:7:8",
    "::ffff:10.0.0.1",
  ]) {
    test(`${text} is one`, () => assert.ok(parseIp(text)));
  }

  for (const text of [
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.0/8",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "12345::",
    "g::1",
    "host",
  ]) {
    test(`"${text}" is none`, () => assert.equal(parseIp(text), undefined));
  }

  test("compare as numbers", () => {
    const number = (text: string) => parseIp(text)?.number ?? -1n;
    assert.ok(number("10.0.0.9") < number("10.0.0.10"));
    assert.ok(number("2001:db8::ff") < number("2001:db8::1:0"));
    assert.deepEqual(rangeOfNetwork("10.1.2.3/24"), ["10.1.2.0", "10.1.2.255"]);
  });
});

suite("URLs", () => {
  test("in parts", () => {
    assert.deepEqual(parseUrl("HTTPS://Shop.EU.auth0.com:443/a/b?c=d"), {
      scheme: "https",
      host: "shop.eu.auth0.com:443",
      path: "/a/b",
      query: "?c=d",
    });
  });

  for (const text of ["", "shop.eu.auth0.com", "//a/b", "https://", "https:// a", "mailto:a@b"]) {
    test(`"${text}" is none`, () => assert.equal(parseUrl(text), undefined));
  }
});

suite("what stands for itself", () => {
  for (const text of ["true", "a b", "{ }", "https://a.example/", "A_b", "RS256"]) {
    test(`"${text}" does`, () => assert.ok(isLiteral(text)));
  }

  for (const text of [
    "{{name}}",
    "a{{b}}c",
    "@(1)",
    "@{return 1;}",
    "${x}",
    "#{x}#",
    "%{x}",
    "__X__",
    "{x}",
    "RETRY_COUNT",
  ]) {
    test(`"${text}" is filled in later`, () => assert.ok(!isLiteral(text)));
  }
});
