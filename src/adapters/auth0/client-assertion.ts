import { constants, createPrivateKey, randomUUID, sign } from "node:crypto";
import type { AssertionAlgorithm } from "../../domain/account.ts";

/** As OAuth names a JWT with which an application proves itself. */
export const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Seconds that an assertion is good for; Auth0 takes at most 300. */
const lifetime = 180;

/** Hashes by algorithm, and whether the signature is padded by PSS. */
const hashes: Readonly<Record<AssertionAlgorithm, { readonly hash: string; readonly isPss: boolean }>> = {
  RS256: { hash: "sha256", isPss: false },
  RS384: { hash: "sha384", isPss: false },
  PS256: { hash: "sha256", isPss: true },
};

/** What signs for an application. */
interface AssertionKey {
  /** PEM, PKCS#8, without a passphrase. */
  readonly pem: string;
  readonly algorithm: AssertionAlgorithm;
}

/** A JWT with which the application `clientId` proves to the tenant at `domain` who it is. `now` in milliseconds. */
export function clientAssertion(
  { domain, clientId }: { readonly domain: string; readonly clientId: string },
  { pem, algorithm }: AssertionKey,
  now: number,
): string {
  const issuedAt = Math.floor(now / 1000);
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: `https://${domain}/`,
    iat: issuedAt,
    exp: issuedAt + lifetime,
    jti: randomUUID(),
  };
  const content = [{ alg: algorithm, typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const { hash, isPss } = hashes[algorithm];
  const key = createPrivateKey(pem);
  const padding = isPss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { padding: constants.RSA_PKCS1_PADDING };
  return `${content}.${sign(hash, Buffer.from(content), { key, ...padding }).toString("base64url")}`;
}
