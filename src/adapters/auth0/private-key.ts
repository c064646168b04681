import { createPrivateKey, type KeyObject } from "node:crypto";
import { Failure } from "../../core/failure.ts";
import { reasonOf } from "../without-body.ts";

/** Bits below which neither Auth0 nor its SDK takes an RSA key. */
const leastBits = 2048;

/**
 * A private key in the one form that signing needs, PKCS#8 without a passphrase, from any that people have.
 *
 * @throws Failure `unauthorized` for a wrong passphrase or a missing one, `invalid-input` for what is no RSA key of enough bits.
 */
export function toSigningKey(pem: string, passphrase: string | undefined): string {
  const key = readKey(pem, passphrase);
  if (key.asymmetricKeyType !== "rsa") {
    throw new Failure("invalid-input", `The key is of the type ${key.asymmetricKeyType}, not RSA.`, {
      remedy:
        "Auth0 takes RSA keys: make one with “openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048”.",
    });
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < leastBits) {
    throw new Failure("invalid-input", `The key has ${bits} bits.`, {
      remedy: `Make one with at least ${leastBits}.`,
    });
  }
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function readKey(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: "pem", ...(passphrase !== undefined && { passphrase }) });
  } catch (error) {
    if (passphrase !== undefined) {
      throw new Failure("unauthorized", "The passphrase does not open the key.", {
        remedy: "Type it again, or give another key.",
        signIns: [],
        cause: error,
      });
    }
    throw new Failure("invalid-input", `The key cannot be read: ${reasonOf(error)}.`, {
      remedy: "It may have been cut off: choose the file, or paste all of it with its first and last line.",
      cause: error,
    });
  }
}
