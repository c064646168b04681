import type { JWK } from "jose";
import type { KeySets } from "./keys.ts";
import type { JwtRequirements, KeyMaterial } from "./requirements.ts";

/** A key that a signature may be tried with. */
export interface CandidateKey {
  readonly id: string | undefined;
  readonly origin: "discovery" | "policy";
  readonly jwk: JWK;
}

/** All keys of an element, and what kept others away. */
export interface CandidateKeys {
  readonly keys: readonly CandidateKey[];
  /** Secrets of the policy that are not base64. */
  readonly unreadable: number;
  /** Some keys cannot be known. */
  readonly incomplete: boolean;
  /** Discovery documents that could not be fetched. */
  readonly unavailable: readonly { readonly url: string; readonly problem: string }[];
}

/** Gathers the keys that `requirements` name, in the order of the document. */
export function gatherCandidates(requirements: JwtRequirements, sets: KeySets): CandidateKeys {
  const keys: CandidateKey[] = [];
  const unavailable: { url: string; problem: string }[] = [];
  let unreadable = 0;
  let incomplete = false;
  for (const url of requirements.openIdConfigs) {
    const found = url.known ? sets.discovery.get(url.value) : undefined;
    if (!found || !url.known) incomplete = true;
    else if (found.kind === "unavailable") unavailable.push({ url: url.value, problem: found.problem });
    else keys.push(...found.keys.filter(isForSignatures).map(toCandidate));
  }
  for (const { id, material } of requirements.signingKeys) {
    const jwk = material.known ? readMaterial(material.value, sets) : undefined;
    if (jwk === "unreadable") unreadable += 1;
    else if (jwk) keys.push({ id, origin: "policy", jwk });
    else incomplete = true;
  }
  return { keys, unreadable, incomplete, unavailable };
}

/** A key that is meant for something else is as good as not there; what it may do besides is not looked at. */
function isForSignatures({ use }: JWK): boolean {
  return use === undefined || use === "sig";
}

function toCandidate(jwk: JWK): CandidateKey {
  return { id: jwk.kid, origin: "discovery", jwk };
}

/** The key that a `<key>` holds; `undefined` for a certificate that is not at hand. */
export function readMaterial(material: KeyMaterial, sets: KeySets): JWK | "unreadable" | undefined {
  if (material.kind === "certificate") return sets.certificates.get(material.certificateId);
  if (material.kind === "rsa") return { kty: "RSA", n: material.n, e: material.e };
  const base64 = material.base64.replace(/\s+/g, "");
  const valid = base64.length > 0 && base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  if (!valid) return "unreadable";
  return { kty: "oct", k: base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") };
}
