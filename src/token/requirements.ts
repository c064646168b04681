import type { Maybe } from "../core/known.ts";

/** Where `validate-jwt` takes the token from. */
export type TokenSource =
  | { readonly kind: "header"; readonly name: string }
  | { readonly kind: "query"; readonly name: string }
  | { readonly kind: "value"; readonly value: Maybe<string> };

/** One `<key>` of `<issuer-signing-keys>` or `<decryption-keys>`. */
export interface SigningKey {
  /** `id`, compared with the token's `kid`. */
  readonly id: string | undefined;
  readonly material: Maybe<KeyMaterial>;
}

/** What a `<key>` holds: a base64 secret, an RSA public key, or the name of a certificate stored in the instance. */
export type KeyMaterial =
  | { readonly kind: "symmetric"; readonly base64: string }
  | { readonly kind: "rsa"; readonly n: string; readonly e: string }
  | { readonly kind: "certificate"; readonly certificateId: string };

/** One `<claim>` of `<required-claims>`. */
export interface RequiredClaim {
  readonly name: Maybe<string>;
  readonly match: Maybe<"all" | "any">;
  /** Splits the token's value of the claim, not the values of the policy. */
  readonly separator: Maybe<string | undefined>;
  /** Empty: the claim must be present, whatever its value. */
  readonly values: readonly Maybe<string>[];
}

/** A `validate-jwt` element as data. What an expression or a named value decides is unknown. */
export interface JwtRequirements {
  /** Unknown also when the element names no source. */
  readonly source: Maybe<TokenSource>;
  readonly requireScheme: Maybe<string | undefined>;
  /** `failed-validation-httpcode`, 401 unless given. */
  readonly failureStatus: Maybe<number>;
  /** `failed-validation-error-message`; `undefined`: the gateway answers with the reason itself. */
  readonly failureMessage: Maybe<string | undefined>;
  readonly requireExpirationTime: Maybe<boolean>;
  readonly requireSignedTokens: Maybe<boolean>;
  /** Seconds, 0 unless given. */
  readonly clockSkew: Maybe<number>;
  /** Addresses of discovery documents. */
  readonly openIdConfigs: readonly Maybe<string>[];
  readonly signingKeys: readonly SigningKey[];
  /** Keys of `decryption-keys`; empty: encrypted tokens are refused. */
  readonly decryptionKeys: readonly SigningKey[];
  /** Empty: every audience passes. */
  readonly audiences: readonly Maybe<string>[];
  /** Empty: only the issuers that the discovery documents name, if any. */
  readonly issuers: readonly Maybe<string>[];
  readonly requiredClaims: readonly RequiredClaim[];
  /** `output-token-variable-name`. */
  readonly outputVariable: string | undefined;
}
