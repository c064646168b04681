import { checkAudience, checkIssuer, checkRequiredClaims } from "./claims.ts";
import { decodeToken } from "./decode.ts";
import type { DecodedToken } from "./decoded-token.ts";
import { decryptToken } from "./decrypt.ts";
import type { Check, Examination } from "./examination.ts";
import type { KeySets } from "./keys.ts";
import { checkLifetime } from "./lifetime.ts";
import { describeFinding, type FindingDescription } from "./messages.ts";
import type { JwtRequirements } from "./requirements.ts";
import { checkSignature } from "./signature.ts";
import type { Doubt, Finding, RejectedVerdict, Verdict } from "./verdict.ts";

/** A token together with how it was sent. */
export interface PresentedToken {
  readonly text: string;
  /** What stood before it in the header, such as `Bearer`; `undefined` when nothing did. */
  readonly scheme: string | undefined;
}

/** In the order of the gateway's own library; the first that fails decides. */
const afterSignature: readonly Check[] = [checkLifetime, checkAudience, checkIssuer, checkRequiredClaims];
/** What the library looks at before it says that no key has the token's `kid`. */
const beforeUnknownKey: readonly Check[] = [checkLifetime, checkIssuer, checkAudience];

/** Splits a header's value into scheme and token; `undefined` when there is no token. */
export function readPresentedToken(headerValue: string | undefined): PresentedToken | undefined {
  const [first = "", ...rest] = (headerValue ?? "").trim().split(/\s+/);
  if (first === "" || (rest.length === 0 && first.toLowerCase() === "bearer")) return undefined;
  // with more words than two there is more than the token, which is for the evaluation to say
  return rest.length === 0 ? { text: first, scheme: undefined } : { text: rest.join(" "), scheme: first };
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
  const doubts = new Set<Doubt>();
  const refuse = (finding: Finding, decoded?: DecodedToken): RejectedVerdict =>
    reject(finding, decoded, requirements, [...unread]);
  const presented = typeof token === "string" ? readPresentedToken(token) : token;
  const text = presented?.text.trim();
  if (!presented || !text) return refuse({ kind: "no-token" });
  const scheme = typeof token === "object" ? checkScheme(token, requirements, unread) : undefined;
  if (scheme) return refuse(scheme);
  if (/\s/.test(text)) {
    return refuse({ kind: "malformed", part: "token", problem: "There is more than the token." });
  }
  const opened = await openToken(text, requirements, keys);
  if (opened.kind === "undecided") return opened;
  const { decoded } = opened;
  if (decoded.kind !== "jws") return refuse(findUnreadable(decoded, opened.tried), decoded);
  const examination = { text: opened.text, token: decoded, requirements, keys, now, unread, doubts };
  const finding = await examine(examination);
  if (finding) return refuse(finding, decoded);
  if (unread.size > 0) return { kind: "undecided", token: decoded, unread: [...unread] };
  return { kind: "accepted", token: decoded, doubts: [...doubts] };
}

async function examine(examination: Examination): Promise<Finding | undefined> {
  const signature = await checkSignature(examination);
  if (signature?.kind === "key-not-found" && examination.token.keyId !== undefined) {
    return (await firstFinding(beforeUnknownKey, examination)) ?? signature;
  }
  return signature ?? firstFinding(afterSignature, examination);
}

async function firstFinding(
  checks: readonly Check[],
  examination: Examination,
): Promise<Finding | undefined> {
  for (const check of checks) {
    const finding = await check(examination);
    if (finding) return finding;
  }
  return undefined;
}

type OpenToken =
  | { readonly kind: "read"; readonly text: string; readonly decoded: DecodedToken; readonly tried: number }
  | Extract<Verdict, { kind: "undecided" }>;

/** Decodes a token; of an encrypted one that the policy has a key for, the one within. */
async function openToken(text: string, requirements: JwtRequirements, keys: KeySets): Promise<OpenToken> {
  const decoded = decodeToken(text);
  if (decoded.kind !== "jwe" || requirements.decryptionKeys.length === 0) {
    return { kind: "read", text, decoded, tried: 0 };
  }
  const decryption = await decryptToken(text, requirements, keys);
  if (decryption.kind === "unknown") {
    return { kind: "undecided", token: decoded, unread: ["decryption-keys"] };
  }
  if (decryption.kind === "refused") return { kind: "read", text, decoded, tried: decryption.tried };
  const { text: inner } = decryption;
  return { kind: "read", text: inner, decoded: decodeToken(inner), tried: 0 };
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

function findUnreadable(token: Exclude<DecodedToken, { kind: "jws" }>, tried: number): Finding {
  if (token.kind === "opaque") return { kind: "opaque", parts: token.parts };
  if (token.kind === "jwe") return { kind: "encrypted", tried };
  return { kind: "malformed", part: token.part, problem: token.problem };
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
      : { status, message: own ?? (isMissing(finding) ? description.message : "Invalid JWT.") };
  const seenReason = description.seenReason ?? description.reason;
  return { kind: "rejected", token, ...description, seenReason, response, finding, unread };
}

/** A caller is told that the token is missing, of any other fault only that there is one. */
function isMissing({ kind }: Finding): boolean {
  return kind === "no-token" || kind === "wrong-scheme";
}
