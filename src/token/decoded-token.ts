/** A signed token, read but not verified. The text of the token itself is not kept. */
export interface SignedToken {
  readonly kind: "jws";
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** `alg` of the header. */
  readonly algorithm: string | undefined;
  /** `kid` of the header. */
  readonly keyId: string | undefined;
  /** `iss`. */
  readonly issuer: string | undefined;
  /** `aud`, one or several; empty when there is none. */
  readonly audiences: readonly string[];
  /** `iat`. */
  readonly issuedAt: Date | undefined;
  /** `nbf`. */
  readonly notBefore: Date | undefined;
  /** `exp`. */
  readonly expiresAt: Date | undefined;
  /** `scope`, split at blanks; empty when there is none. */
  readonly scopes: readonly string[];
  /** The third part is not empty. */
  readonly hasSignature: boolean;
}

/** An encrypted token: only its header can be read. */
interface EncryptedToken {
  readonly kind: "jwe";
  readonly header: Readonly<Record<string, unknown>>;
}

/** Not a JWT at all, as Auth0 hands out when no audience was asked for. */
interface OpaqueToken {
  readonly kind: "opaque";
  /** Number of parts between dots; a JWT has 3 or 5. */
  readonly parts: number;
}

/** Cut into parts as a JWT is, yet unreadable. */
interface MalformedToken {
  readonly kind: "malformed";
  readonly part: "token" | "header" | "payload";
  /** Which part cannot be read, and why, as a sentence. */
  readonly problem: string;
}

/** What a text given as a token turned out to be. */
export type DecodedToken = SignedToken | EncryptedToken | OpaqueToken | MalformedToken;
