import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Failure } from "../../core/failure.ts";

/** The answers that a failure speaks of, as its `details` name them. */
type Answer = "certificatePath" | "certificatePassword";

const block = (label: string) => new RegExp(`-----BEGIN ${label}-----[\\s\\S]+?-----END ${label}-----`, "g");
const certificateBlock = block("CERTIFICATE");
const keyBlock = block("(?:RSA |EC |ENCRYPTED )?PRIVATE KEY");

/**
 * Reads what a service principal signs in with: PEM of the certificates, that of the key first, and of the key, no longer
 * encrypted. Finds out everything that would keep it from doing so: the SDK's own words
 * for these are riddles.
 *
 * @throws Failure `invalid-input` whose `details` name the answer that is wrong, path or password.
 */
export async function readCertificate(
  path: string,
  password: string | undefined,
  now = new Date(),
): Promise<string> {
  const text = await readText(path);
  const certificates = text.match(certificateBlock) ?? [];
  const [keyText] = text.match(keyBlock) ?? [];
  const [first] = certificates;
  if (!first && !keyText) throw notPem(path, text);
  if (!first)
    throw wrong(path, "has a private key, but no certificate", "Put the certificate into the same file.");
  if (!keyText)
    throw wrong(path, "has a certificate, but no private key", "Put the key into the same file, after it.");
  const key = readKey(path, keyText, password);
  if (key.asymmetricKeyType !== "rsa") {
    const kind = key.asymmetricKeyType ?? "unknown";
    throw wrong(path, `has a key of the kind “${kind}”`, "Microsoft Entra ID takes RSA keys only.");
  }
  checkCertificate(path, first, key, now);
  return [...certificates, key.export({ type: "pkcs8", format: "pem" })].join("\n");
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "latin1");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") throw wrong(path, "is not there", "Give the full path of the PEM file.", error);
    if (code === "EISDIR") throw wrong(path, "is a folder", "Give the path of the PEM file in it.", error);
    throw wrong(path, `cannot be read (${String(code)})`, "Look at its permissions.", error);
  }
}

/** PFX files and certificates in DER begin as every ASN.1 sequence does. */
function notPem(path: string, text: string): Failure {
  if (text.startsWith("\x30")) {
    return wrong(
      path,
      "is no PEM file, but a binary one, such as a PFX",
      "Convert it: openssl pkcs12 -in certificate.pfx -out certificate.pem",
    );
  }
  return wrong(
    path,
    "is no PEM file: it has neither a certificate nor a private key",
    "Give a PEM file with both.",
  );
}

function readKey(path: string, keyText: string, password: string | undefined): KeyObject {
  const isEncrypted = /ENCRYPTED/.test(keyText);
  if (isEncrypted && !password) {
    throw wrong(path, "has an encrypted private key", "Give its password.", undefined, "certificatePassword");
  }
  try {
    return createPrivateKey({ key: keyText, format: "pem", ...(isEncrypted && { passphrase: password }) });
  } catch (error) {
    if (!isEncrypted) throw wrong(path, "has a private key that cannot be read", "Export it anew.", error);
    const remedy = "Give the one that it was encrypted with.";
    throw wrong(
      path,
      "has a private key that this password does not open",
      remedy,
      error,
      "certificatePassword",
    );
  }
}

function checkCertificate(path: string, text: string, key: KeyObject, now: Date): void {
  const certificate = parse(path, text);
  if (!certificate.checkPrivateKey(key)) {
    const what = "has a private key that is not that of its first certificate";
    throw wrong(path, what, "Put the certificate of the key before all others.");
  }
  const { validFrom, validTo } = certificate;
  if (new Date(validTo) < now)
    throw wrong(path, `has a certificate that expired on ${day(validTo)}`, "Give a current one.");
  if (new Date(validFrom) > now)
    throw wrong(
      path,
      `has a certificate that is valid from ${day(validFrom)} on only`,
      "Give a current one.",
    );
}

function parse(path: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch (error) {
    throw wrong(path, "has a certificate that cannot be read", "Export it anew.", error);
  }
}

function day(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}

function wrong(
  path: string,
  what: string,
  remedy: string,
  cause?: unknown,
  target: Answer = "certificatePath",
): Failure {
  const message = `The file ${path} ${what}.`;
  return new Failure("invalid-input", message, { remedy, details: [{ target, message }], cause });
}
