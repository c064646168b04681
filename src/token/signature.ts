import { compactVerify, importJWK, type JWK } from "jose";
import { type CandidateKey, type CandidateKeys, gatherCandidates } from "./candidates.ts";
import type { Examination } from "./examination.ts";
import type { Finding, KeySearch } from "./verdict.ts";

/** Key type by algorithm: the asymmetric ones of the policy's reference, and HS256 with a secret in the policy. */
const KEY_TYPES: Readonly<Record<string, string>> = {
  RS256: "RSA",
  RS512: "RSA",
  PS256: "RSA",
  ES256: "EC",
  HS256: "oct",
};

/** Verifies the signature with the key the token names, or with every key when it names none of the policy's. */
export async function checkSignature(examination: Examination): Promise<Finding | undefined> {
  const { token, requirements, unread } = examination;
  if (!token.hasSignature) {
    if (!requirements.requireSignedTokens.known) unread.add("require-signed-tokens");
    else if (requirements.requireSignedTokens.value) return { kind: "unsigned" };
    return undefined;
  }
  const algorithm = token.algorithm ?? "";
  const keyType = KEY_TYPES[algorithm];
  if (!keyType) return { kind: "algorithm", got: token.algorithm };
  const candidates = gatherCandidates(requirements, examination.keys);
  const matching = candidates.keys.filter((key) => key.id !== undefined && key.id === token.keyId);
  const usable = (matching.length > 0 ? matching : candidates.keys).filter((key) => isUsable(key, keyType));
  for (const key of usable) {
    if (await verifies(examination.text, key.jwk, algorithm)) return undefined;
  }
  return describeFailure(examination, candidates, matching.length > 0 ? "signature" : "key-not-found");
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
function isUsable(key: CandidateKey, keyType: string): boolean {
  if (key.jwk.kty !== keyType || key.jwk.use === "enc") return false;
  return keyType !== "oct" || key.origin === "policy";
}

async function verifies(text: string, jwk: JWK, algorithm: string): Promise<boolean> {
  try {
    if (jwk.alg !== undefined && jwk.alg !== algorithm) return false;
    const key = await importJWK(jwk, algorithm);
    await compactVerify(text, key, { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
}
