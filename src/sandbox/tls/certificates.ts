import type { KeyObject } from "node:crypto";
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { bits, der, explicit, integer, nothing, octets, oid, sequence, set, time, utf8, yes } from "./der.ts";

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * What a certificate says, besides the identifiers of both keys; validity starts an hour before `issuedAt` so that clocks
 * may differ.
 */
interface CertificateRequest {
  readonly subject: string;
  readonly subjectKey: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly issuedAt: Date;
  readonly days: number;
  readonly extensions: readonly Buffer[];
}

const authorityName = "Auth0 for APIM sandbox authority";
const subjectKeyIdentifier = "2.5.29.14";
const authorityKeyIdentifier = "2.5.29.35";
const day = 24 * 60 * 60 * 1000;

/** A new certificate authority with an EC P-256 key, valid for ten years. */
export function createAuthority(issuedAt: Date): KeyedCertificate {
  return certifyAuthority(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, issuedAt);
}

/**
 * An authority of an earlier version as strict clients want it, with the identifiers of its key. Name and key stay, so
 * that whoever trusts the old certificate trusts what the new one signs.
 */
export function renewAuthority(authority: KeyedCertificate, issuedAt: Date): KeyedCertificate {
  const has = new X509Certificate(authority.certificate).raw.includes(oid(subjectKeyIdentifier));
  return has ? authority : certifyAuthority(createPrivateKey(authority.key), issuedAt);
}

function certifyAuthority(privateKey: KeyObject, issuedAt: Date): KeyedCertificate {
  const certificate = issueCertificate({
    subject: authorityName,
    subjectKey: privateKey,
    issuer: authorityName,
    issuerKey: privateKey,
    issuedAt,
    days: 3650,
    // keyCertSign and cRLSign are bits 5 and 6 of the key usage
    extensions: authorityExtensions(0x06, 1),
  });
  return { certificate, key: exportKey(privateKey) };
}

/** That a key is an authority's, and the bits of its key usage, of which the last `unused` do not count. */
export function authorityExtensions(usage: number, unused: number): readonly Buffer[] {
  return [
    extension("2.5.29.19", true, sequence(yes)),
    extension("2.5.29.15", true, bits(Buffer.from([usage]), unused)),
  ];
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
    issuer: authorityName,
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
  const start = new Date(request.issuedAt.getTime() - day / 24);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(positiveSerial()),
    algorithm,
    commonName(request.issuer),
    sequence(time(start), time(new Date(start.getTime() + request.days * day))),
    commonName(request.subject),
    createPublicKey(request.subjectKey).export({ type: "spki", format: "der" }),
    explicit(3, sequence(...keyIdentifiers(request), ...request.extensions)),
  );
  return pem("CERTIFICATE", sequence(body, algorithm, bits(sign("sha256", body, request.issuerKey))));
}

/** Without them OpenSSL's strict mode, which Python has on since 3.13, refuses a certificate. */
function keyIdentifiers({ subjectKey, issuerKey }: CertificateRequest): Buffer[] {
  return [
    extension(subjectKeyIdentifier, false, octets(keyIdentifier(subjectKey))),
    extension(authorityKeyIdentifier, false, sequence(der(0x80, keyIdentifier(issuerKey)))),
  ];
}

/** 160 bits of the SHA-256 of the public key (RFC 7093 section 2, method 4). */
function keyIdentifier(key: KeyObject): Buffer {
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
  return createHash("sha256").update(publicKey).digest().subarray(0, 20);
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
