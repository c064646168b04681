import type { DecodedToken, SignedToken } from "./decoded-token.ts";

/** `context.LastError.Reason` as the gateway gives it. */
export type RejectionReason =
  | "TokenNotPresent"
  | "TokenSignatureInvalid"
  | "TokenSignatureKeyNotFound"
  | "TokenExpired"
  | "TokenAudienceNotAllowed"
  | "TokenIssuerNotAllowed"
  | "TokenClaimNotFound"
  | "TokenClaimValueNotAllowed"
  | "JwtInvalid";

/** What exactly was found wrong, with what an explanation needs. Holds no token and no key. */
export type Finding =
  | { readonly kind: "no-token" }
  | { readonly kind: "wrong-scheme"; readonly expected: string; readonly got: string | undefined }
  | { readonly kind: "opaque"; readonly parts: number }
  | {
      readonly kind: "encrypted";
      /** How many decryption keys were tried. */
      readonly tried: number;
    }
  | {
      readonly kind: "malformed";
      readonly part: "token" | "header" | "payload";
      readonly problem: string;
    }
  | { readonly kind: "unsigned" }
  | { readonly kind: "algorithm"; readonly got: string | undefined }
  | { readonly kind: "key-not-found"; readonly got: KeySearch }
  | { readonly kind: "signature"; readonly got: KeySearch }
  | { readonly kind: "keys-unavailable"; readonly url: string; readonly problem: string }
  | { readonly kind: "no-expiration" }
  | { readonly kind: "expired"; readonly expiresAt: Date; readonly now: Date; readonly clockSkew: number }
  | {
      readonly kind: "not-yet-valid";
      readonly notBefore: Date;
      readonly now: Date;
      readonly clockSkew: number;
    }
  | { readonly kind: "reversed-lifetime"; readonly notBefore: Date; readonly expiresAt: Date }
  | { readonly kind: "audience"; readonly expected: readonly string[]; readonly got: readonly string[] }
  | { readonly kind: "issuer"; readonly expected: readonly string[]; readonly got: string | undefined }
  | { readonly kind: "claims-missing"; readonly names: readonly string[] }
  | ClaimMismatch;

/** A required claim that is there with other values. */
export interface ClaimMismatch {
  readonly kind: "claim-value";
  readonly name: string;
  readonly match: "all" | "any";
  readonly separator: string | undefined;
  readonly expected: readonly string[];
  /** The token's values, after the separator split them. */
  readonly got: readonly string[];
}

/** Which keys were looked at for a signature. */
export interface KeySearch {
  readonly algorithm: string;
  readonly keyId: string | undefined;
  /** `kid`s of all keys the policy has. */
  readonly keyIds: readonly string[];
  /** Number of keys from discovery documents. */
  readonly discovered: number;
  /** Number of keys written in the policy that hold a secret. */
  readonly symmetric: number;
  /** Of these, how many are not base64. */
  readonly unreadable: number;
  /** Hosts of the discovery documents. */
  readonly hosts: readonly string[];
}

/**
 * On what an acceptance hangs that no document promises: a slash at the end of the audience that the policy writes
 * otherwise, an issuer that only a discovery document names, an algorithm that the reference does not list.
 */
export type Doubt = "audience-slash" | "discovered-issuer" | "algorithm";

/** What the gateway makes of a token. */
export type Verdict =
  | {
      readonly kind: "accepted";
      readonly token: SignedToken;
      /** What only the source of the gateway's library speaks for; empty when the reference says so too. */
      readonly doubts: readonly Doubt[];
    }
  | RejectedVerdict
  | {
      /** Everything that could be read passes, but some of the policy could not be read. */
      readonly kind: "undecided";
      readonly token: DecodedToken | undefined;
      /** Which parts of the element are unknown. */
      readonly unread: readonly string[];
    };

/** The gateway refuses the call. */
export interface RejectedVerdict {
  readonly kind: "rejected";
  readonly token: DecodedToken | undefined;
  readonly reason: RejectionReason;
  /** The name under which real gateways were seen to give the documented `reason`. */
  readonly seenReason: RejectionReason | "TokenClaimValueMismatch";
  /** `context.LastError.Message`. */
  readonly message: string;
  /** What the caller gets; unknown parts of the element count as their defaults. */
  readonly response: { readonly status: number; readonly message: string };
  readonly finding: Finding;
  /** Parts of the element that could not be read; an earlier one may give another reason for the same refusal. */
  readonly unread: readonly string[];
}
