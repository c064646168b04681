/** Ending of every discovery document's URL (OpenID Connect Discovery 1.0, section 4). */
export const wellKnownPath = "/.well-known/openid-configuration";

/** Signature algorithms that `validate-jwt` verifies with a public key, according to its reference. */
export const asymmetricAlgorithms: readonly string[] = ["RS256", "RS512", "PS256", "ES256"];

/** Signature algorithms that an inline base64 key verifies. */
export const symmetricAlgorithms: readonly string[] = ["HS256", "HS384", "HS512"];

/** Least bytes of a key for HS256 (RFC 7518, section 3.2). */
export const minimumSecretBytes = 32;

/** Largest difference between clocks, in seconds, that does not weaken the check of the lifetime. */
export const largestSensibleClockSkew = 300;

/** A value of `context.LastError.Reason` after `validate-jwt` refused a token. */
interface RefusalReason {
  readonly reason: string;
  readonly meaning: string;
}

/** Why `validate-jwt` refuses a token, in the order in which the checks run. */
export const refusalReasons: readonly RefusalReason[] = [
  { reason: "TokenNotPresent", meaning: "The request carries no token where the policy looks for it." },
  { reason: "JwtInvalid", meaning: "The text is not a readable token, or no other reason fits." },
  { reason: "TokenSignatureKeyNotFound", meaning: "None of the keys has the token's key id." },
  { reason: "TokenSignatureInvalid", meaning: "The signature does not fit the content and the key." },
  { reason: "TokenExpired", meaning: "The time of `exp` is past." },
  { reason: "TokenAudienceNotAllowed", meaning: "No value of `aud` is among the audiences." },
  { reason: "TokenIssuerNotAllowed", meaning: "`iss` is not among the issuers." },
  { reason: "TokenClaimNotFound", meaning: "A required claim is missing." },
  { reason: "TokenClaimValueNotAllowed", meaning: "A required claim does not have the required value." },
];

/** A claim that tokens carry. */
export interface ClaimFacts {
  readonly name: string;
  readonly description: string;
  /** How the value stands in the token; `list` is one text with spaces between its values. */
  readonly form: "text" | "number" | "array" | "list" | "text-or-array";
}

/** Claims of RFC 7519 that the policy checks itself. */
export const standardClaims: readonly ClaimFacts[] = [
  {
    name: "iss",
    form: "text",
    description: "Who issued the token. Checked by `issuers` and `openid-config`.",
  },
  { name: "aud", form: "text-or-array", description: "Who the token is for. Checked by `audiences`." },
  { name: "exp", form: "number", description: "When the token ends. Checked by the policy itself." },
  {
    name: "nbf",
    form: "number",
    description: "When the token begins to hold. Checked by the policy itself.",
  },
  { name: "iat", form: "number", description: "When the token was issued." },
  { name: "sub", form: "text", description: "Who the token is about." },
  { name: "jti", form: "text", description: "Id of the token." },
];
