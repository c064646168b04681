import { base64url } from "jose";
import type { DecodedToken, SignedToken } from "./decoded-token.ts";

type Json = Readonly<Record<string, unknown>>;

/** Reads a token without verifying anything. Never throws; surrounding white space and a leading `Bearer` are ignored. */
export function decodeToken(text: string): DecodedToken {
  const parts = text
    .trim()
    .replace(/^bearer\s+/i, "")
    .split(".");
  const [first = "", second = "", third = ""] = parts;
  if (parts.length !== 3 && parts.length !== 5) return { kind: "opaque", parts: parts.length };
  const header = readJson(first);
  if (!header) return { kind: "malformed", problem: "The header is not base64url-encoded JSON." };
  if (parts.length === 5) return { kind: "jwe", header };
  const claims = readJson(second);
  if (!claims) return { kind: "malformed", problem: "The payload is not base64url-encoded JSON." };
  return readSigned(header, claims, third.length > 0);
}

function readSigned(header: Json, claims: Json, hasSignature: boolean): DecodedToken {
  const times: Record<string, Date | undefined> = {};
  for (const name of ["iat", "nbf", "exp"]) {
    const value = claims[name];
    if (value === undefined) continue;
    const time = typeof value === "number" ? new Date(value * 1000) : undefined;
    if (!time || Number.isNaN(time.getTime())) {
      return { kind: "malformed", problem: `The claim “${name}” is not a number of seconds.` };
    }
    times[name] = time;
  }
  return {
    kind: "jws",
    header,
    claims,
    algorithm: readString(header["alg"]),
    keyId: readString(header["kid"]),
    issuer: readString(claims["iss"]),
    audiences: readStrings(claims["aud"]),
    issuedAt: times["iat"],
    notBefore: times["nbf"],
    expiresAt: times["exp"],
    scopes: (readString(claims["scope"]) ?? "").split(" ").filter((scope) => scope !== ""),
    hasSignature,
  };
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

function readJson(part: string): Json | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(base64url.decode(part));
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function readStrings(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === "string");
}
