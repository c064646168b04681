import { base64url, compactDecrypt, errors, type JWK } from "jose";
import { readMaterial } from "./candidates.ts";
import type { KeySets } from "./keys.ts";
import type { JwtRequirements } from "./requirements.ts";

/** How keys may be wrapped: what the gateway's library does, which leaves the password-based ones out. */
const keyAlgorithms = ["dir", "A128KW", "A192KW", "A256KW", "RSA-OAEP"];
/** Octets that a compressed token may have once it is not compressed any more. */
const largest = 250 * 1024;

/** The token within an encrypted one, what keeps it from being known, or that no key opens it. */
type Decryption =
  | { readonly kind: "opened"; readonly text: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "refused"; readonly tried: number };

/** Tries every key of `decryption-keys`. A certificate's private key is in nobody's hands but the gateway's. */
export async function decryptToken(
  text: string,
  { decryptionKeys }: JwtRequirements,
  keys: KeySets,
): Promise<Decryption> {
  let isUnknown = false;
  let tried = 0;
  for (const { material } of decryptionKeys) {
    const jwk = material.known ? readMaterial(material.value, keys) : undefined;
    if (jwk === "unreadable") continue;
    if (jwk?.kty !== "oct") {
      isUnknown = true;
      continue;
    }
    tried += 1;
    const opened = await openWith(text, jwk);
    if (opened === "unknown") isUnknown = true;
    else if (opened !== undefined) return { kind: "opened", text: opened };
  }
  return isUnknown ? { kind: "unknown" } : { kind: "refused", tried };
}

async function openWith(text: string, { k = "" }: JWK): Promise<string | "unknown" | undefined> {
  try {
    const options = { keyManagementAlgorithms: keyAlgorithms, maxDecompressedLength: largest };
    const { plaintext } = await compactDecrypt(text, base64url.decode(k), options);
    return new TextDecoder().decode(plaintext);
  } catch (error) {
    return error instanceof errors.JOSENotSupported ? "unknown" : undefined;
  }
}
