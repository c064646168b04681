import { notKnown } from "../written.ts";
import type { CallerToken } from "./caller.ts";

/** Claims of RFC 7519 and of access tokens (RFC 9068) that any token may have, whoever gave it. */
const registered = new Set([
  "sub",
  "exp",
  "nbf",
  "iat",
  "jti",
  "azp",
  "appid",
  "client_id",
  "auth_time",
  "gty",
  "tid",
  "oid",
  "ver",
]);

/**
 * The values of a claim as they stand in a token, where text with spaces is one value: `any`, every value that may be asked for;
 * `absent`, there is none.
 */
export function claimIn(token: CallerToken, name: string): readonly string[] | "any" | "absent" | "unknown" {
  if (name === notKnown) return "unknown";
  const { claims = {}, scopes, issuer, audiences } = token;
  const told = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (told !== undefined) return [told].flat();
  if (name === "iss") return issuer === notKnown ? "unknown" : [issuer];
  if (name === "aud") return audiences;
  if (name === "scope") {
    if (scopes === "all") return "any";
    return scopes.length > 0 ? [scopes.join(" ")] : "absent";
  }
  if (registered.has(name) || token.otherClaims === "unknown") return "unknown";
  return "absent";
}
