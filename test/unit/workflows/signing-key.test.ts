import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { Failure } from "../../../src/core/failure.ts";
import { readSigningKeyText } from "../../../src/workflows/signing-key.ts";
import { testKeys } from "../../support/keys.ts";

const keys = testKeys();
const block = (label: string) => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----\n`;

suite("a private key as people have it", () => {
  const { passphrase } = keys;
  for (const [form, text, isEncrypted] of [
    ["PKCS#8", keys.pkcs8, false],
    ["PKCS#1", keys.pkcs1, false],
    ["PKCS#8 with a passphrase", keys.locked, true],
    ["PKCS#1 with a passphrase", keys.lockedPkcs1, true],
  ] as const) {
    test(`${form} is read, also with its line ends lost or written out`, () => {
      const writings = {
        whole: text,
        "between other things": `Bag Attributes\n${block("CERTIFICATE")}${text}`,
        "with the line ends of Windows": text.replaceAll("\n", "\r\n"),
        "in one line": text.replaceAll("\n", ""),
        "in one line with spaces": text.replaceAll("\n", " "),
        "with written line ends": text.replaceAll("\n", "\\n"),
        "with line ends written twice over": text.replaceAll("\n", "\\\\n"),
      };
      for (const [how, writing] of Object.entries(writings)) {
        const read = readSigningKeyText(writing);
        assert.equal(read.isEncrypted, isEncrypted, how);
        assert.equal(createPrivateKey({ key: read.pem, passphrase }).asymmetricKeyType, "rsa", how);
      }
    });
  }

  for (const [what, text, message, remedy] of [
    ["a public key", keys.publicPem, /^This is a public key\.$/, /private key that belongs/],
    ["a certificate", block("CERTIFICATE"), /^This is a certificate\.$/, /private key that belongs/],
    ["a key of OpenSSH", block("OPENSSH PRIVATE KEY"), /OpenSSH's own form/, /ssh-keygen -p -m PEM/],
    ["a key of a curve", block("EC PRIVATE KEY"), /elliptic curve/, /openssl genpkey -algorithm RSA/],
    [
      "a key of a curve behind its parameters",
      block("EC PARAMETERS") + block("EC PRIVATE KEY"),
      /elliptic curve/,
      /openssl genpkey -algorithm RSA/,
    ],
    ["a DSA key", block("DSA PRIVATE KEY"), /DSA key/, /openssl genpkey -algorithm RSA/],
    ["beginnings without ends", "-----BEGIN PRIVATE KEY-----".repeat(50_000), /cut off/, /from BEGIN to END/],
    ["a key that is cut off", keys.pkcs8.slice(0, 400), /cut off: its last line/, /from BEGIN to END/],
    ["a JWK", '{"kty":"RSA"}', /JSON, such as a JWK/, /as PEM/],
    ["a client secret", "abc123", /no private key in PEM/, /PKCS#8.*PKCS#1/],
    ["nothing", "", /no private key in PEM/, /BEGIN PRIVATE KEY/],
  ] as const) {
    test(`${what} is told from one`, () => {
      assert.throws(
        () => readSigningKeyText(text),
        (error) => {
          assert.ok(error instanceof Failure && error.code === "invalid-input");
          assert.match(error.message, message);
          assert.match(error.remedy ?? "", remedy);
          return true;
        },
      );
    });
  }
});
