import { checkAudience, checkIssuer, checkRequiredClaims } from "./claims.ts";
import { decodeToken } from "./decode.ts";
import type { DecodedToken } from "./decoded-token.ts";
import type { Check } from "./examination.ts";
import type { KeySets } from "./keys.ts";
import { checkLifetime } from "./lifetime.ts";
import { describeFinding, type FindingDescription } from "./messages.ts";
import type { JwtRequirements } from "./requirements.ts";
import { checkSignature } from "./signature.ts";
import type { Finding, RejectedVerdict, Verdict } from "./verdict.ts";

/** A token together with how it was sent. */
export interface PresentedToken {
  readonly text: string;
  /** What stood before it in the header, such as `Bearer`; `undefined` when nothing did. */
  readonly scheme: string | undefined;
}

/** In the order of the gateway's own library; the first that fails decides. */
const CHECKS: readonly Check[] = [
  checkSignature,
  checkLifetime,
  checkAudience,
  checkIssuer,
  checkRequiredClaims,
];

/** Splits a header's value into scheme and token; `undefined` when there is neither. */
export function readPresentedToken(headerValue: string | undefined): PresentedToken | undefined {
  const words = (headerValue ?? "").trim().split(/\s+/);
  const [first = "", second] = words;
  if (first === "") return undefined;
  return second === undefined ? { text: first, scheme: undefined } : { text: second, scheme: first };
}

/**
 * What the gateway makes of `token`: a text alone counts as sent the way the policy wants it, `undefined` as not sent.
 * Checks go on past what is unknown, so that a refusal is certain and an acceptance only given when nothing is unknown.
 */
export async function evaluateToken(
  token: PresentedToken | string | undefined,
  requirements: JwtRequirements,
  keys: KeySets,
  now: Date,
): Promise<Verdict> {
  const unread = new Set<string>();
  const refuse = (finding: Finding, decoded?: DecodedToken): RejectedVerdict =>
    reject(finding, decoded, requirements, [...unread]);
  const presented = typeof token === "string" ? readPresentedToken(token) : token;
  const text = presented?.text.trim();
  if (!presented || !text) return refuse({ kind: "no-token" });
  const scheme = typeof token === "object" ? checkScheme(token, requirements, unread) : undefined;
  if (scheme) return refuse(scheme);
  if (/\s/.test(text)) return refuse({ kind: "malformed", problem: "There is more than the token." });
  const decoded = decodeToken(text);
  if (decoded.kind === "jwe" && requirements.decrypts) {
    return { kind: "undecided", token: decoded, unread: ["decryption-keys"] };
  }
  if (decoded.kind !== "jws") return refuse(findUnreadable(decoded), decoded);
  for (const check of CHECKS) {
    const finding = await check({ text, token: decoded, requirements, keys, now, unread });
    if (finding) return refuse(finding, decoded);
  }
  if (unread.size > 0) return { kind: "undecided", token: decoded, unread: [...unread] };
  return { kind: "accepted", token: decoded };
}

/** Only the header Authorization is held to `require-scheme`; with any other the gateway ignores it. */
function checkScheme(
  token: PresentedToken,
  { source, requireScheme }: JwtRequirements,
  unread: Set<string>,
): Finding | undefined {
  if (requireScheme.known && requireScheme.value === undefined) return undefined;
  if (!source.known || !requireScheme.known) {
    unread.add("require-scheme");
    return undefined;
  }
  if (source.value.kind !== "header" || source.value.name.toLowerCase() !== "authorization") return undefined;
  const expected = requireScheme.value ?? "";
  if (token.scheme?.toLowerCase() === expected.toLowerCase()) return undefined;
  return { kind: "wrong-scheme", expected, got: token.scheme };
}

function findUnreadable(token: Exclude<DecodedToken, { kind: "jws" }>): Finding {
  if (token.kind === "opaque") return { kind: "opaque", parts: token.parts };
  return token.kind === "jwe" ? { kind: "encrypted" } : { kind: "malformed", problem: token.problem };
}

function reject(
  finding: Finding,
  token: DecodedToken | undefined,
  { failureStatus, failureMessage }: JwtRequirements,
  unread: readonly string[],
): RejectedVerdict {
  const description: FindingDescription = describeFinding(finding);
  const own = failureMessage.known ? failureMessage.value : undefined;
  const status = failureStatus.known ? failureStatus.value : 401;
  const response =
    finding.kind === "keys-unavailable"
      ? { status: 500, message: "Internal server error" }
      : { status, message: own ?? description.message };
  return { kind: "rejected", token, ...description, response, finding, unread };
}
