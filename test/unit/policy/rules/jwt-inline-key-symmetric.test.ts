import { examplesOf, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-inline-key-symmetric");

const at = (...texts: string[]) => jwtOf(keys(...texts.map((text) => `<key>${text}</key>`)));
const said =
  "The text of a key is taken for a shared secret (HS256), but this is a certificate or public key. Use openid-config, certificate-id, or n and e.";

suite("jwt-inline-key-symmetric", () => {
  finds("a certificate in PEM", at("«-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----»"), said);
  finds(
    "a public key in PEM with Windows line ends",
    at("\r\n«-----BEGIN PUBLIC KEY-----\r\nMIIB»\r\n"),
    said,
  );
  finds("base64 of DER", at("«MIIDBzCCAe+gAwIBAgIJ»"), said);
  finds("PEM that was encoded once more", at("«LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t»"), said);
  finds("a key of an elliptic curve", at("«MFkwEwYHKoZIzj0CAQYI»"), said);
  finds("a JSON Web Key", at('«{ "kty": "RSA", "n": "a" }»'), said);
  finds("each of several, not the secret", at("«MIIC»", "YWJj", "«MIIB»"), said);
  isSilent("a shared secret", at("YWJjZGVmZ2hpamts"));
  isSilent("a secret that holds these letters further on", at("YWJjMIIC", "MIIc"));
  isSilent("a named value, whose text is not known", at("{{certificate}}", '@("a")'));
  isSilent(
    "a certificate by name, or as modulus and exponent",
    jwtOf(keys('<key certificate-id="client" />', '<key n="MIIC" e="AQAB" />')),
  );
  isSilent("keys to decrypt with", jwtOf("<decryption-keys><key>MIIC</key></decryption-keys>"));
  offersNothing("since it has to be stored first", at("MIIC"));
});
