import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bits, der, explicit, integer, nothing, octets, oid, sequence, set, time, utf8, yes } from "./der.ts";

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate says; validity starts an hour before `issuedAt` so that clocks may differ. */
export interface CertificateRequest {
  readonly subject: string;
  readonly subjectKey: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly issuedAt: Date;
  readonly days: number;
  readonly extensions: readonly Buffer[];
}

const AUTHORITY_NAME = "Auth0 for APIM sandbox authority";
const DAY = 24 * 60 * 60 * 1000;

/** A new certificate authority with an EC P-256 key, valid for ten years. */
export function createAuthority(issuedAt: Date): KeyedCertificate {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = issueCertificate({
    subject: AUTHORITY_NAME,
    subjectKey: privateKey,
    issuer: AUTHORITY_NAME,
    issuerKey: privateKey,
    issuedAt,
    days: 3650,
    // keyCertSign and cRLSign are bits 5 and 6 of the key usage
    extensions: [
      extension("2.5.29.19", true, sequence(yes)),
      extension("2.5.29.15", true, bits(Buffer.from([0x06]), 1)),
    ],
  });
  return { certificate, key: exportKey(privateKey) };
}

/** A server certificate for the loopback names, signed by `authority`. */
export function issueServerCertificate(authority: KeyedCertificate, issuedAt: Date): KeyedCertificate {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const names = sequence(
    der(0x82, Buffer.from("localhost", "ascii")),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...new Array<number>(15).fill(0), 1])),
  );
  const certificate = issueCertificate({
    subject: "localhost",
    subjectKey: privateKey,
    issuer: AUTHORITY_NAME,
    issuerKey: createPrivateKey(authority.key),
    issuedAt,
    days: 365,
    extensions: [
      extension("2.5.29.17", false, names),
      extension("2.5.29.15", true, bits(Buffer.from([0x80]), 7)),
      extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.1"))),
    ],
  });
  return { certificate, key: exportKey(privateKey) };
}

/** An X.509 version 3 certificate (RFC 5280) as PEM; the issuer's key is EC P-256 or RSA, the digest SHA-256. */
export function issueCertificate(request: CertificateRequest): string {
  const algorithm =
    request.issuerKey.asymmetricKeyType === "rsa"
      ? sequence(oid("1.2.840.113549.1.1.11"), nothing)
      : sequence(oid("1.2.840.10045.4.3.2"));
  const start = new Date(request.issuedAt.getTime() - DAY / 24);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(positiveSerial()),
    algorithm,
    commonName(request.issuer),
    sequence(time(start), time(new Date(start.getTime() + request.days * DAY))),
    commonName(request.subject),
    createPublicKey(request.subjectKey).export({ type: "spki", format: "der" }),
    ...(request.extensions.length > 0 ? [explicit(3, sequence(...request.extensions))] : []),
  );
  return pem("CERTIFICATE", sequence(body, algorithm, bits(sign("sha256", body, request.issuerKey))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [yes] : []), octets(value));
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid("2.5.4.3"), utf8(name))));
}

function positiveSerial(): Buffer {
  const serial = randomBytes(12);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

function exportKey(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
