import assert from "node:assert/strict";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import {
  createAuthority,
  issueCertificate,
  issueServerCertificate,
  renewAuthority,
} from "../../../src/sandbox/tls/certificates.ts";
import { der, integer, oid, time } from "../../../src/sandbox/tls/der.ts";

/** The identifiers that a certificate holds, in hexadecimal. */
function keyIdentifiers(pem: string) {
  const hex = new X509Certificate(pem).raw.toString("hex");
  return {
    subject: /0603551d0e04160414([0-9a-f]{40})/.exec(hex)?.[1],
    authority: /0603551d23041830168014([0-9a-f]{40})/.exec(hex)?.[1],
  };
}

/** An authority as version 0.1 made it. */
const withoutIdentifiers = `-----BEGIN CERTIFICATE-----
MIIBdDCCARmgAwIBAgIMfgqLSPjQ2hKiVkSFMAoGCCqGSM49BAMCMCsxKTAnBgNV
BAMMIEF1dGgwIGZvciBBUElNIHNhbmRib3ggYXV0aG9yaXR5MB4XDTI2MDMwMTEx
MDAwMFoXDTM2MDIyNzExMDAwMFowKzEpMCcGA1UEAwwgQXV0aDAgZm9yIEFQSU0g
c2FuZGJveCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAShWAUp
2Vh6GcnY8j+WvY5DozX5Hi0pdhcqeZJ5dWGJ73rfX3jEoJDM4huo5wEWAYFCeppD
YF8Yfl7ILBg3TyYPoyMwITAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIB
BjAKBggqhkjOPQQDAgNJADBGAiEAmUM2WAqClMSae+QgVBJsv0tECrYvaYl2Ciok
B2h0j6ACIQD1qEgOnbxJTMnAZiSFUtJ2Jrau3BeSNQwRQusXa+obBw==
-----END CERTIFICATE-----
`;

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

  test("both name their own key and the one that signed them, as strict clients want it", () => {
    const server = issueServerCertificate(authority, issuedAt).certificate;
    const own = keyIdentifiers(authority.certificate);
    assert.equal(own.subject?.length, 40);
    assert.equal(own.authority, own.subject);
    assert.equal(keyIdentifiers(server).authority, own.subject);
    assert.notEqual(keyIdentifiers(server).subject, own.subject);
  });

  test("an authority of an earlier version keeps name and key and gets the identifiers", () => {
    const earlier = { certificate: withoutIdentifiers, key: authority.key };
    const renewed = renewAuthority(earlier, issuedAt);
    assert.equal(renewed.key, authority.key);
    assert.deepEqual(keyIdentifiers(renewed.certificate), keyIdentifiers(authority.certificate));
    assert.equal(
      new X509Certificate(renewed.certificate).subject,
      new X509Certificate(authority.certificate).subject,
    );
    assert.equal(renewAuthority(renewed, issuedAt), renewed);
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
