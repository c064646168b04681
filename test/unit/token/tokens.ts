import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import { known } from "../../../src/core/known.ts";
import type { JwtRequirements, KeySets } from "../../../src/token/index.ts";

export const testNow = new Date("2026-03-01T12:00:00Z");
export const testSeconds = testNow.getTime() / 1000;
export const testIssuer = "https://contoso.eu.auth0.com/";
export const discovery = "https://contoso.eu.auth0.com/.well-known/openid-configuration";
export const audience = "https://calculator.example";

/** A key pair whose private half signs and whose public half stands in a key set. */
export interface TestKey {
  readonly algorithm: string;
  readonly publicJwk: JWK;
  sign(claims?: JWTPayload, header?: Record<string, unknown>): Promise<string>;
}

/** The claims of an Auth0 access token that satisfies {@link requirements}. */
export const goodClaims: JWTPayload = {
  iss: testIssuer,
  aud: audience,
  sub: "auth0|1",
  azp: "the-client",
  iat: testSeconds - 60,
  exp: testSeconds + 600,
  scope: "read:sums write:sums",
};

/** `good` with other claims; `undefined` takes one away. */
export function claims(changes: Record<string, unknown>): JWTPayload {
  return JSON.parse(JSON.stringify({ ...goodClaims, ...changes }));
}

export async function createKey(algorithm: string, kid: string): Promise<TestKey> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const publicJwk: JWK = { ...(await exportJWK(pair.publicKey)), kid, alg: algorithm, use: "sig" };
  return {
    algorithm,
    publicJwk,
    sign: (payload = goodClaims, header = {}) =>
      new SignJWT(payload).setProtectedHeader({ alg: algorithm, kid, ...header }).sign(pair.privateKey),
  };
}

/** Signs with a shared secret, without a kid, as Auth0 does for HS256. */
export function signWithSecret(secret: Uint8Array, payload: JWTPayload = goodClaims): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: "HS256" }).sign(secret);
}

/** The key sets of a gateway that has fetched one discovery document. */
export function discovered(...keys: readonly JWK[]): KeySets {
  return {
    discovery: new Map([[discovery, { kind: "keys", issuer: testIssuer, keys }]]),
    certificates: new Map(),
  };
}

/** What a careful `validate-jwt` for the calculator requires. */
export function requirements(changes: Partial<JwtRequirements> = {}): JwtRequirements {
  return {
    source: known({ kind: "header", name: "Authorization" }),
    requireScheme: known("Bearer"),
    failureStatus: known(401),
    failureMessage: known(undefined),
    requireExpirationTime: known(true),
    requireSignedTokens: known(true),
    clockSkew: known(0),
    openIdConfigs: [known(discovery)],
    signingKeys: [],
    decryptionKeys: [],
    audiences: [known(audience)],
    issuers: [known(testIssuer)],
    requiredClaims: [],
    outputVariable: undefined,
    ...changes,
  };
}
