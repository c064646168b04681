import type { Finding, KeySearch, RejectionReason } from "./verdict.ts";

/** The gateway's words for a finding. */
export interface FindingDescription {
  readonly reason: RejectionReason;
  readonly seenReason?: "TokenClaimValueMismatch";
  readonly message: string;
}

/** Longest text from a token or policy that a message repeats. */
const longestQuote = 200;

/**
 * `context.LastError.Reason` and `Message` for a finding. Messages name the code of the library the gateway uses
 * (`IDX…`), by which people search, and end as the gateway's do.
 */
export function describeFinding(finding: Finding): FindingDescription {
  switch (finding.kind) {
    case "no-token":
    case "wrong-scheme":
      return { reason: "TokenNotPresent", message: "JWT not present." };
    case "opaque":
    case "malformed":
    case "encrypted":
    case "keys-unavailable":
      return { reason: "JwtInvalid", message: describeUnreadable(finding) };
    case "unsigned":
    case "algorithm":
    case "signature":
    case "key-not-found":
      return describeSignature(finding);
    case "no-expiration":
    case "expired":
    case "not-yet-valid":
    case "reversed-lifetime":
      return describeLifetime(finding);
    case "audience":
      if (finding.got.length === 0) {
        return denied("TokenAudienceNotAllowed", "IDX10206: Unable to validate audience. There is none.");
      }
      return denied(
        "TokenAudienceNotAllowed",
        `IDX10214: Audience validation failed. Audiences: ${quote(finding.got)}. Allowed: ${quote(finding.expected)}.`,
      );
    case "issuer":
      if (finding.got === undefined) {
        return denied("TokenIssuerNotAllowed", "IDX10211: Unable to validate issuer. There is none.");
      }
      return denied(
        "TokenIssuerNotAllowed",
        `IDX10205: Issuer validation failed. Issuer: ${quote(finding.got)}. Allowed: ${quote(finding.expected)}.`,
      );
    case "claims-missing":
      return denied(
        "TokenClaimNotFound",
        `JWT token is missing the following claims: ${finding.names.map(clip).join(", ")}.`,
      );
    case "claim-value":
      return {
        reason: "TokenClaimValueNotAllowed",
        seenReason: "TokenClaimValueMismatch",
        message: `Claim value mismatch: ${clip(finding.name)}=${clip(firstMissing(finding))}.`,
      };
  }
}

function firstMissing({ expected, got }: Kind<"claim-value">): string {
  return expected.find((value) => !got.includes(value)) ?? "";
}

type Kind<K extends Finding["kind"]> = Extract<Finding, { kind: K }>;

/** For what cannot be read at all, in the header, in the payload. */
const formCodes = { token: "IDX12709", header: "IDX12729", payload: "IDX12723" } as const;

function describeUnreadable(
  finding: Kind<"opaque" | "malformed" | "encrypted" | "keys-unavailable">,
): string {
  switch (finding.kind) {
    case "opaque":
      return "IDX12741: JWT must have three segments (JWS) or five segments (JWE).";
    case "malformed":
      return `${formCodes[finding.part]}: JWT is not well formed. ${finding.problem}`;
    case "encrypted":
      return finding.tried === 0
        ? "IDX10609: Decryption failed. No keys tried: the policy has no decryption key for this token."
        : `IDX10603: Decryption failed. Keys tried: ${finding.tried}.`;
    case "keys-unavailable":
      return `IDX20803: Unable to obtain configuration from: ${quote(finding.url)}.`;
  }
}

function describeSignature(
  finding: Kind<"unsigned" | "algorithm" | "signature" | "key-not-found">,
): FindingDescription {
  switch (finding.kind) {
    case "unsigned":
      return denied(
        "TokenSignatureInvalid",
        "IDX10504: Unable to validate signature, token has no signature.",
      );
    case "algorithm":
      return denied(
        "TokenSignatureInvalid",
        `IDX10696: The algorithm ${quote(finding.got)} is not one that is accepted for signatures.`,
      );
    case "signature":
      return denied(
        "TokenSignatureInvalid",
        `IDX10511: Signature validation failed. The key with kid ${quote(finding.got.keyId)} does not verify it.`,
      );
    case "key-not-found":
      return denied("TokenSignatureKeyNotFound", describeSearch(finding.got));
  }
}

function describeSearch({ keyId, keyIds, discovered, symmetric }: KeySearch): string {
  if (keyIds.length + discovered + symmetric === 0) {
    return "IDX10500: Signature validation failed. There is no key to validate it with.";
  }
  if (keyId === undefined)
    return "IDX10517: Signature validation failed. The token has no kid. Every key was tried.";
  return `IDX10503: Signature validation failed. No key has the kid ${quote(keyId)}. Every key was tried.`;
}

function describeLifetime(
  finding: Kind<"no-expiration" | "expired" | "not-yet-valid" | "reversed-lifetime">,
): FindingDescription {
  switch (finding.kind) {
    case "no-expiration":
      return {
        reason: "JwtInvalid",
        message: "IDX10225: Lifetime validation failed. The token never expires.",
      };
    case "expired":
      return denied(
        "TokenExpired",
        `IDX10223: Lifetime validation failed. The token is expired. Valid to: ${iso(finding.expiresAt)}, now: ${iso(finding.now)}.`,
      );
    case "not-yet-valid":
      return {
        reason: "JwtInvalid",
        message: `IDX10222: Lifetime validation failed. The token is not yet valid. Valid from: ${iso(finding.notBefore)}, now: ${iso(finding.now)}.`,
      };
    case "reversed-lifetime":
      return {
        reason: "JwtInvalid",
        message: `IDX10224: Lifetime validation failed. Valid from ${iso(finding.notBefore)} is after valid to ${iso(finding.expiresAt)}.`,
      };
  }
}

function denied(reason: RejectionReason, message: string): FindingDescription {
  return { reason, message: `${message} Access denied.` };
}

function iso(date: Date): string {
  return date.toISOString();
}

function quote(value: string | readonly string[] | undefined): string {
  if (value === undefined) return "none";
  const texts = typeof value === "string" ? [value] : value;
  return texts.length === 0 ? "none" : texts.map((text) => `'${clip(text)}'`).join(", ");
}

function clip(text: string): string {
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}
