import type { DecodedToken, SignedToken } from "./decoded-token.ts";
import { type Json, readJsonPart } from "./read-json.ts";

/** Characters of a token that the gateway's library still reads. */
const longest = 256_000;
/** Seconds of the last moment that a `Date` can hold; later ones are cut down to it. */
const last = 8.64e12;

/** Reads a token without verifying anything. Never throws; surrounding white space and a leading `Bearer` are ignored. */
export function decodeToken(text: string): DecodedToken {
  const plain = text.trim().replace(/^bearer\s+/i, "");
  const parts = plain.split(".");
  const [first = "", second = "", third = ""] = parts;
  if (parts.length !== 3 && parts.length !== 5) return { kind: "opaque", parts: parts.length };
  if (plain.length > longest) {
    return malformed("token", `It has more than ${longest} characters.`);
  }
  const header = readJsonPart(first);
  if (!header) return malformed("header", "The header is not base64url-encoded JSON.");
  if (parts.length === 5) return { kind: "jwe", header };
  const claims = readJsonPart(second);
  if (!claims) return malformed("payload", "The payload is not base64url-encoded JSON.");
  if (!/^[\w-]*$/.test(third)) return malformed("token", "The signature is not base64url-encoded.");
  return readSigned(header, claims, third.length > 0);
}

function malformed(part: "token" | "header" | "payload", problem: string): DecodedToken {
  return { kind: "malformed", part, problem };
}

function readSigned(header: Json, claims: Json, hasSignature: boolean): DecodedToken {
  const times: Record<string, Date | undefined> = {};
  for (const name of ["iat", "nbf", "exp"]) {
    const value = claims[name];
    if (value === undefined) continue;
    const time = readTime(value);
    if (!time) return malformed("payload", `The claim “${name}” is not a number of seconds.`);
    times[name] = time;
  }
  const audiences = readAudiences(claims["aud"]);
  if (!audiences) return malformed("payload", "The claim “aud” holds something else than text.");
  return {
    kind: "jws",
    header,
    claims,
    algorithm: readString(header["alg"]),
    keyId: readString(header["kid"]),
    issuer: readString(claims["iss"]),
    audiences,
    issuedAt: times["iat"],
    notBefore: times["nbf"],
    expiresAt: times["exp"],
    scopes: (readString(claims["scope"]) ?? "").split(" ").filter((scope) => scope !== ""),
    hasSignature,
  };
}

/** Whole seconds, or digits in a text; fractions are rounded, very late times cut down. */
function readTime(value: unknown): Date | undefined {
  const seconds = typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof seconds !== "number") return undefined;
  return new Date(Math.max(-last, Math.min(last, Math.round(seconds))) * 1000);
}

/** `undefined` when there is something else than text. */
function readAudiences(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((item) => typeof item === "string");
  return texts.length === list.length ? texts : undefined;
}

/** Whether the claims are those of an ID token: made for the application to read, not to call an API with. */
export function looksLikeIdToken(token: SignedToken): boolean {
  const { claims } = token;
  if (["scope", "permissions", "gty"].some((name) => claims[name] !== undefined)) return false;
  const [audience, ...others] = token.audiences;
  if (audience !== undefined && others.length === 0 && audience === claims["azp"]) return true;
  return ["nonce", "at_hash", "c_hash", "sid", "nickname", "email", "name"].some(
    (name) => claims[name] !== undefined,
  );
}

function readString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
