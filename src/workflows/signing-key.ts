import { Failure } from "../core/failure.ts";

/** A private key as text that can be read, and whether a passphrase is asked for. */
interface SigningKeyText {
  readonly pem: string;
  readonly isEncrypted: boolean;
}

interface Block {
  readonly label: string;
  readonly body: string;
}

const makeOne =
  "Make one with “openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048”, and register its public key.";

/** How PKCS#1 says that it is encrypted (RFC 1421); the length of what starts the cipher tells where the key begins without line ends. */
const encryption =
  /Proc-Type:\s*4,ENCRYPTED\s*DEK-Info:\s*(AES-\d{3}-\w{3},[\dA-Fa-f]{32}|DES-[\w-]{3,8},[\dA-Fa-f]{16}|[\w-]+,[\dA-Fa-f]+)\s*/;

/** Why a text of this kind is no key to sign with, and what to do. */
const others: readonly (readonly [label: RegExp, message: string, remedy: string])[] = [
  [
    /^OPENSSH PRIVATE KEY$/,
    "This is a key in OpenSSH's own form.",
    "Turn it into PEM: ssh-keygen -p -m PEM -f <file>.",
  ],
  [/^EC PRIVATE KEY$/, "This is a key of an elliptic curve, and Auth0 takes RSA keys.", makeOne],
  [/^DSA PRIVATE KEY$/, "This is a DSA key, and Auth0 takes RSA keys.", makeOne],
  [/PUBLIC KEY$/, "This is a public key.", "Give the private key that belongs to it."],
  [/CERTIFICATE/, "This is a certificate.", "Give the private key that belongs to it."],
];

const labels = /^(?:RSA |ENCRYPTED )?PRIVATE KEY$/;

/**
 * The private key in what a person pasted or a file has: PKCS#8 or PKCS#1, with a passphrase or without, also with its line ends
 * lost, as boxes of one line and environment variables lose them.
 *
 * @throws Failure `invalid-input` that says what it is instead.
 */
export function readSigningKeyText(text: string): SigningKeyText {
  const blocks = [...blocksIn(text.replaceAll(/\\+r|\r/g, "").replaceAll(/\\+n/g, "\n"))];
  const key = blocks.find(({ label }) => labels.test(label));
  if (!key) throw refused(text, blocks);
  const headers = encryption.exec(key.body);
  const data = (headers ? key.body.slice(headers.index + headers[0].length) : key.body).replaceAll(/\s/g, "");
  const lines = data.match(/.{1,64}/g) ?? [];
  const lead = headers ? ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${headers[1]}`, ""] : [];
  return {
    pem: [`-----BEGIN ${key.label}-----`, ...lead, ...lines, `-----END ${key.label}-----`, ""].join("\n"),
    isEncrypted: headers !== null || key.label === "ENCRYPTED PRIVATE KEY",
  };
}

/** Each from a BEGIN to the next END, which has to be of the same kind. */
function* blocksIn(text: string): Generator<Block> {
  let begun: { readonly label: string; readonly from: number } | undefined;
  for (const { 0: line, 1: edge, 2: label = "", index } of text.matchAll(
    /-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----/g,
  )) {
    if (edge === "BEGIN") {
      begun = { label, from: index + line.length };
    } else {
      if (begun?.label === label) yield { label, body: text.slice(begun.from, index) };
      begun = undefined;
    }
  }
}

function refused(text: string, blocks: readonly Block[]): Failure {
  const [, message, remedy] = others.find(([kind]) => blocks.some(({ label }) => kind.test(label))) ?? [];
  if (message !== undefined) return invalid(message, remedy);
  if (/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/.test(text)) {
    return invalid("The key is cut off: its last line is missing.", "Give all of it, from BEGIN to END.");
  }
  if (text.trimStart().startsWith("{")) {
    return invalid("This is JSON, such as a JWK.", "Give the private key as PEM.");
  }
  return invalid(
    "This is no private key in PEM.",
    "It begins with -----BEGIN PRIVATE KEY----- (PKCS#8) or -----BEGIN RSA PRIVATE KEY----- (PKCS#1).",
  );
}

function invalid(message: string, remedy: string | undefined): Failure {
  return new Failure("invalid-input", message, { ...(remedy !== undefined && { remedy }) });
}
