import { entraIssuer } from "../issuers.ts";
import type { Check } from "../report.ts";
import { notKnown } from "../written.ts";
import type { Caller, CallerToken } from "./caller.ts";

/** Whose token it is, in words: what tells it best. */
export function ownerInWords({ issuer, keys }: CallerToken): string {
  const entra = entraIssuer(issuer);
  if (entra) return `Entra tokens of ${entra.tenant}`;
  if (issuer !== notKnown) return `tokens of ${hostOf(issuer)}`;
  const [key = notKnown] = keys;
  if (URL.canParse(key) && /^https?:/i.test(key)) return `tokens of ${hostOf(key)}`;
  if (key.startsWith("value:")) return `tokens signed with {{${key.slice("value:".length)}}}`;
  if (key.startsWith("certificate:")) return `tokens of the certificate ${key.slice("certificate:".length)}`;
  return key === notKnown
    ? "tokens of an issuer that is not known"
    : "tokens signed with a key in the policy";
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** What tells a token from others of the same owner. */
export function tokenDetails({ issuer, audiences, scopes, claims }: CallerToken): string {
  const { version: number } = entraIssuer(issuer) ?? {};
  const version = number === undefined ? "" : ` (version ${number})`;
  const known = audiences.filter((audience) => audience !== notKnown);
  const audience = known.length > 0 ? ` for ${known.join(" and ")}` : "";
  const has = [...(scopes === "all" ? [] : scopes), ...Object.keys(claims ?? {})];
  return `${version}${audience}${has.length > 0 ? ` with ${has.join(", ")}` : ""}`;
}

/** With which key, behind a comma. */
export function keyInWords(key: Caller["key"]): string {
  if (key === "none") return "no key";
  return key === "api" ? "a key of the API" : `a key of ${key.product}`;
}

/** What else a caller shows, with a space in front. */
export function showsInWords({ certificate, address }: Pick<Caller, "certificate" | "address">): string {
  const from = address !== undefined && address !== "elsewhere" ? ` from ${rangesInWords(address)}` : "";
  return `${certificate ? " with a client certificate" : ""}${from}`;
}

function rangesInWords(asks: NonNullable<Check["asks"]>): string {
  const ranges = asks
    .flat()
    .map((range) => (range === notKnown ? "an address that is not known" : single(range)));
  const [first = "", ...more] = ranges;
  return more.length === 0 ? first : `${first} or ${more.length} more ranges`;
}

function single(range: string): string {
  const [from, to] = range.split("-");
  return from === to ? (from ?? range) : range;
}
