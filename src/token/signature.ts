import { keyTypeOf, verifySignature } from "./algorithms.ts";
import { type CandidateKey, type CandidateKeys, gatherCandidates } from "./candidates.ts";
import type { Examination } from "./examination.ts";
import type { Finding, KeySearch } from "./verdict.ts";

/** The reference lists the asymmetric ones; HS256 is what inline keys are used for. */
const documented: ReadonlySet<string> = new Set(["RS256", "RS512", "PS256", "ES256", "HS256"]);

/**
 * Verifies the signature: with the first key of the token's `kid`, or with every key when none of the policy's has it.
 */
export async function checkSignature(examination: Examination): Promise<Finding | undefined> {
  const { token, requirements, unread } = examination;
  if (!token.hasSignature) {
    if (!requirements.requireSignedTokens.known) unread.add("require-signed-tokens");
    else if (requirements.requireSignedTokens.value) return { kind: "unsigned" };
    return undefined;
  }
  const algorithm = token.algorithm ?? "";
  if (!keyTypeOf(algorithm)) return { kind: "algorithm", got: token.algorithm };
  const candidates = gatherCandidates(requirements, examination.keys);
  const named = candidates.keys.find((key) => key.id !== undefined && key.id === token.keyId);
  for (const key of named ? [named] : candidates.keys) {
    if (!isTrusted(key) || !(await verifySignature(examination.text, key.jwk, algorithm))) continue;
    if (!documented.has(algorithm)) examination.doubts.add("algorithm");
    return undefined;
  }
  return describeFailure(examination, candidates, named ? "signature" : "key-not-found");
}

function describeFailure(
  examination: Examination,
  candidates: CandidateKeys,
  kind: "signature" | "key-not-found",
): Finding | undefined {
  if (candidates.incomplete) {
    examination.unread.add("the signing keys");
    return undefined;
  }
  const [unavailable] = candidates.unavailable;
  if (kind === "key-not-found" && unavailable) return { kind: "keys-unavailable", ...unavailable };
  return { kind, got: describeSearch(examination, candidates) };
}

function describeSearch({ token, requirements }: Examination, candidates: CandidateKeys): KeySearch {
  const { keys, unreadable } = candidates;
  return {
    algorithm: token.algorithm ?? "",
    keyId: token.keyId,
    keyIds: keys.map((key) => key.id).filter((id) => id !== undefined),
    discovered: keys.filter((key) => key.origin === "discovery").length,
    symmetric: keys.filter((key) => key.jwk.kty === "oct").length + unreadable,
    unreadable,
    hosts: requirements.openIdConfigs.flatMap((url) => (url.known ? readHost(url.value) : [])),
  };
}

function readHost(url: string): readonly string[] {
  return URL.canParse(url) ? [new URL(url).host] : [];
}

/** A secret never comes from a discovery document: whoever reads it could sign with it. */
function isTrusted({ jwk, origin }: CandidateKey): boolean {
  return jwk.kty !== "oct" || origin === "policy";
}
