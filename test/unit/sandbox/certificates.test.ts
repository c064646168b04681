import assert from "node:assert/strict";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import {
  createAuthority,
  issueCertificate,
  issueServerCertificate,
} from "../../../src/sandbox/tls/certificates.ts";
import { der, integer, oid, time } from "../../../src/sandbox/tls/der.ts";

suite("certificates of the sandbox", () => {
  const issuedAt = new Date("2026-03-01T12:00:00Z");
  const authority = createAuthority(issuedAt);

  test("the authority signs itself and may sign others", () => {
    const certificate = new X509Certificate(authority.certificate);
    assert.equal(certificate.ca, true);
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(new Date(certificate.validFrom).toISOString(), "2026-03-01T11:00:00.000Z");
  });

  test("a server certificate holds for the loopback names only", () => {
    const certificate = new X509Certificate(issueServerCertificate(authority, issuedAt).certificate);
    const root = new X509Certificate(authority.certificate);
    assert.ok(certificate.checkIssued(root) && certificate.verify(root.publicKey));
    assert.equal(certificate.ca, false);
    assert.equal(certificate.checkIP("127.0.0.1"), "127.0.0.1");
    assert.equal(certificate.checkIP("::1"), "::1");
    assert.equal(certificate.checkHost("localhost"), "localhost");
    assert.equal(certificate.checkHost("example.com"), undefined);
  });

  test("each has a serial number of its own", () => {
    const serials = [1, 2, 3].map(
      () => new X509Certificate(issueServerCertificate(authority, issuedAt).certificate).serialNumber,
    );
    assert.equal(new Set(serials).size, 3);
  });

  test("an RSA key signs as well", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const names = { subject: "tenant", issuer: "tenant", subjectKey: privateKey, issuerKey: privateKey };
    const pem = issueCertificate({ ...names, issuedAt, days: 1, extensions: [] });
    const certificate = new X509Certificate(pem);
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.subject, "CN=tenant");
  });
});

suite("DER", () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

  test("lengths below 128 take one octet, longer ones say how many", () => {
    assert.equal(hex(der(0x04, new Uint8Array(3))), "0403000000");
    assert.equal(hex(der(0x04, new Uint8Array(200)).subarray(0, 3)), "0481c8");
    assert.equal(hex(der(0x04, new Uint8Array(300)).subarray(0, 4)), "0482012c");
  });

  test("a positive integer never looks negative", () => {
    assert.equal(hex(integer(Buffer.from([0x7f]))), "02017f");
    assert.equal(hex(integer(Buffer.from([0x80]))), "02020080");
  });

  test("object identifiers are written in base 128", () => {
    assert.equal(hex(oid("1.2.840.113549.1.1.11")), "06092a864886f70d01010b");
  });

  test("years from 2050 on are written in full", () => {
    assert.equal(time(new Date("2049-12-31T23:59:59Z")).subarray(2).toString(), "491231235959Z");
    assert.equal(time(new Date("2050-01-01T00:00:00Z")).subarray(2).toString(), "20500101000000Z");
  });
});
