import { base64url, type JWK } from "jose";

interface Algorithm {
  readonly keyType: "RSA" | "EC" | "oct";
  readonly parameters: EcdsaParameters | RsaParameters | HmacParameters;
  /** Fewest octets of a secret. */
  readonly least?: number;
}

interface EcdsaParameters {
  readonly name: "ECDSA";
  readonly namedCurve: string;
  readonly hash: string;
}

interface RsaParameters {
  readonly name: "RSASSA-PKCS1-v1_5" | "RSA-PSS";
  readonly hash: string;
  readonly saltLength: number;
}

interface HmacParameters {
  readonly name: "HMAC";
  readonly hash: string;
}

/**
 * What a signature may be made with. The policy's reference lists RS256, RS512, PS256 and ES256; the others are what
 * the gateway's library does besides, HS256 among them as many have used it.
 */
const algorithms: ReadonlyMap<string, Algorithm> = new Map([
  ...[256, 384, 512].flatMap((bits): [string, Algorithm][] => {
    const hash = `SHA-${bits}`;
    const octets = bits / 8;
    const rsa = (name: RsaParameters["name"]): Algorithm => ({
      keyType: "RSA",
      parameters: { name, hash, saltLength: octets },
    });
    return [
      [`RS${bits}`, rsa("RSASSA-PKCS1-v1_5")],
      [`PS${bits}`, rsa("RSA-PSS")],
      [`HS${bits}`, { keyType: "oct", parameters: { name: "HMAC", hash }, least: octets }],
    ];
  }),
  ...(
    [
      ["ES256", "P-256", "SHA-256"],
      ["ES384", "P-384", "SHA-384"],
      ["ES512", "P-521", "SHA-512"],
    ] as const
  ).map(([name, namedCurve, hash]): [string, Algorithm] => [
    name,
    { keyType: "EC", parameters: { name: "ECDSA", namedCurve, hash } },
  ]),
]);

/** The `kty` of the keys for an algorithm; `undefined` for one that the gateway does not know. */
export function keyTypeOf(algorithm: string): string | undefined {
  return algorithms.get(algorithm)?.keyType;
}

/**
 * Whether `jwk` verifies the signature of the compact token `text`. As in the gateway's library neither `crit` nor the
 * key's `alg` and `key_ops` are looked at, and an RSA key may be short; a secret may not.
 */
export async function verifySignature(text: string, jwk: JWK, algorithm: string): Promise<boolean> {
  const known = algorithms.get(algorithm);
  if (!known || jwk.kty !== known.keyType) return false;
  const end = text.lastIndexOf(".");
  try {
    const signature = base64url.decode(text.slice(end + 1));
    const key = await importKey(jwk, known);
    if (!key) return false;
    const data = new TextEncoder().encode(text.slice(0, end));
    return await crypto.subtle.verify(known.parameters, key, signature, data);
  } catch {
    // a key that is none verifies nothing
    return false;
  }
}

async function importKey(jwk: JWK, { keyType, parameters, least }: Algorithm) {
  if (keyType === "oct") {
    const secret = base64url.decode(jwk.k ?? "");
    if (secret.length < (least ?? 0)) return undefined;
    return crypto.subtle.importKey("raw", secret, parameters, false, ["verify"]);
  }
  const { n = "", e = "", crv = "", x = "", y = "" } = jwk;
  const bare = keyType === "RSA" ? { kty: keyType, n, e } : { kty: keyType, crv, x, y };
  return crypto.subtle.importKey("jwk", bare, parameters, false, ["verify"]);
}
