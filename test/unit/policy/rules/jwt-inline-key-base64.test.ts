import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { examplesOf, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("jwt-inline-key-base64");

const at = (...texts: string[]) => jwtOf(keys(...texts.map((text) => `<key>${text}</key>`)));

suite("jwt-inline-key-base64", () => {
  finds(
    "an address",
    jwtOf(keys("<key>«https://shop.eu.auth0.com/.well-known/jwks.json»</key>")),
    "A key is not fetched from an address: use openid-config with the discovery document.",
  );
  offersNothing("for an address", jwtOf(keys("<key>https://a.example/keys</key>")));

  finds(
    "a sign that base64 has not",
    at("«my secret!»"),
    "The text of a key must be base64; this looks like the secret itself.",
  );
  finds("a length that is no multiple of four", at("«abcde»"), /must be base64/);
  finds("padding in the middle, or too much of it", at("«ab=c»", "«a===»"), /must be base64/);
  finds("base64url, which has other signs", at("«ab-_»"), /must be base64/);
  isSilent("base64 with and without padding", at("YWJj", "YWI=", "YQ==", "+/+/"));
  isSilent("base64 over several lines", at("\r\n  YWJj\r\n  YWJj\r\n"));
  isSilent("filled in later, or empty", at("{{signing-key}}", '@("a b")', "", "#{KEY}#"));
  isSilent(
    "certificates and public keys, of which another rule speaks",
    at("-----BEGIN CERTIFICATE-----", '{ "kty": "RSA" }'),
  );
  isSilent("keys to decrypt with", jwtOf("<decryption-keys><key>my secret!</key></decryption-keys>"));
  finds(
    "the older list, too",
    jwtOf("<issuer-signing-tokens><key>«a b»</key></issuer-signing-tokens>"),
    /must be base64/,
  );
  isSilent("keys that stand in attributes", jwtOf(keys('<key certificate-id="my cert" />')));
  test("the secret is not repeated in the message", () => {
    const [finding] = lint(parsePolicy(at("my secret!")));
    assert.doesNotMatch(finding?.message ?? "", /my secret/);
  });
  offers("encoded, as UTF-8", at("YWJj", "sécret!"), at("YWJj", "c8OpY3JldCE="), "Encode it");
  offers("what entities stand for is encoded", at(" a&amp;b "), at("YSZi"), "Encode it");
});
