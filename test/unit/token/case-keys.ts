import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { JWK } from "jose";

/** A key of the token cases; made anew for each run, so that none is kept anywhere. */
export interface CaseKey {
  readonly publicJwk: JWK;
  /** The secret of a symmetric key. */
  readonly secret: Buffer | undefined;
  sign(text: string, algorithm: string): Buffer;
}

/** The keys that the cases name. */
export function createCaseKeys(): ReadonlyMap<string, CaseKey> {
  const rsa = (modulusLength: number) => asymmetric(generateKeyPairSync("rsa", { modulusLength }));
  const ec = (namedCurve: string) => asymmetric(generateKeyPairSync("ec", { namedCurve }));
  const first = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = first.publicKey.export({ type: "spki", format: "pem" });
  return new Map<string, CaseKey>([
    ["rsa1", asymmetric(first)],
    ["rsa2", rsa(2048)],
    ["rsa1024", rsa(1024)],
    ["ec1", ec("P-256")],
    ["ec384", ec("P-384")],
    ["ec521", ec("P-521")],
    ["oct10", symmetric(randomBytes(10))],
    ["oct16", symmetric(randomBytes(16))],
    ["oct31", symmetric(randomBytes(31))],
    ["oct32", symmetric(randomBytes(32))],
    ["oct64", symmetric(randomBytes(64))],
    ["octRaw", symmetric(Buffer.from("ThisIsTheRawAuth0SigningSecret32"))],
    // has - and _ in base64url
    ["octUrl", symmetric(Buffer.alloc(32, 0xfb).fill(0xff, 16))],
    ["pem1", symmetric(Buffer.from(pem))],
  ]);
}

/** Puts the keys of this run in the place of `«name.part»`. */
export function fillKeys(text: string, keys: ReadonlyMap<string, CaseKey>): string {
  return text.replace(/«(\w+)\.(\w+)»/g, (_, name: string, part: string) => {
    const key = keys.get(name);
    if (part === "n") return String(key?.publicJwk.n);
    if (part === "k") return key?.secret?.toString("base64url") ?? "";
    const base64 = key?.secret?.toString("base64") ?? "";
    return part === "unpadded" ? base64.replace(/=+$/, "") : base64;
  });
}

function symmetric(secret: Buffer): CaseKey {
  return {
    secret,
    publicJwk: { kty: "oct", k: secret.toString("base64url") },
    sign: (text, algorithm) => createHmac(algorithm.replace("HS", "sha"), secret).update(text).digest(),
  };
}

function asymmetric(pair: { publicKey: KeyObject; privateKey: KeyObject }): CaseKey {
  return {
    secret: undefined,
    publicJwk: pair.publicKey.export({ format: "jwk" }) as JWK,
    sign: (text, algorithm) => {
      const hash = `sha${algorithm.slice(2)}`;
      const key = { key: pair.privateKey, dsaEncoding: "ieee-p1363" as const };
      // 6 is RSA_PKCS1_PSS_PADDING, -1 a salt as long as the hash
      const pss = algorithm.startsWith("PS") ? { padding: 6, saltLength: -1 } : {};
      return sign(hash, Buffer.from(text), { ...key, ...pss });
    },
  };
}
