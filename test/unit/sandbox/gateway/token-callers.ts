import { SignJWT, UnsecuredJWT } from "jose";
import type { Caller, CallerToken } from "../../../../src/access/callers/index.ts";
import type { AccessEntry } from "../../../../src/access/index.ts";
import type { Check } from "../../../../src/access/report.ts";
import { keyOfProduct, secret } from "../../../support/scenarios/build.ts";
import type { Instance } from "./instance.ts";

/** What a token says, in the words of a scenario. */
interface TokenOfCaller {
  readonly issuer: string;
  readonly audience: string;
  readonly scope?: string;
  readonly expired?: boolean;
  /** Signed with the instance's own secret. */
  readonly symmetric?: boolean;
}

/** Somebody who calls. */
export interface TokenCaller {
  readonly token: string;
  readonly key: "none" | "good" | "wrong" | "product";
  /** Other headers of the call. */
  readonly headers: Readonly<Record<string, string>>;
}

const acme = "https://acme.eu.auth0.com/";
const api = "https://api.example/";
/** The tenant of Microsoft Entra that the sandbox has. */
const entraTenant = "11111111-2222-3333-4444-555555555555";

/** The tokens that callers may have. */
export const tokens: Readonly<Record<string, TokenOfCaller | undefined>> = {
  none: undefined,
  good: { issuer: acme, audience: api, scope: "read" },
  foreign: { issuer: "https://partner.eu.auth0.com/", audience: api, scope: "read" },
  expired: { issuer: acme, audience: api, scope: "read", expired: true },
  elsewhere: { issuer: acme, audience: "https://other.example/", scope: "read" },
  "without scope": { issuer: acme, audience: api },
  entra: { issuer: `https://sts.windows.net/${entraTenant}/`, audience: "api://orders", scope: "read" },
  symmetric: { issuer: acme, audience: api, scope: "read", symmetric: true },
};

/** The texts of the tokens, signed by those who give them. */
export async function signTokens(gateway: Instance): Promise<ReadonlyMap<string, string>> {
  // of several keys with one id only the first counts
  await gateway.partner.rotate("k2");
  const signed = new Map<string, string>();
  for (const [name, token] of Object.entries(tokens)) {
    if (token) signed.set(name, await sign(gateway, token));
  }
  return signed;
}

function sign(gateway: Instance, { issuer, audience, scope, expired, symmetric }: TokenOfCaller) {
  const exp = gateway.clock / 1000 + (expired ? -60 : 360_000);
  const claims = { aud: audience, exp, ...(scope !== undefined && { scope }) };
  if (symmetric) {
    return new SignJWT({ ...claims, iss: gateway.tenant.issuer })
      .setProtectedHeader({ alg: "HS256" })
      .sign(Buffer.from(secret, "base64"));
  }
  if (issuer.includes("windows")) return gateway.entraToken(claims);
  return (issuer === acme ? gateway.tenant : gateway.partner).token(claims);
}

/** A token that says what it likes, and that nobody has signed. */
export function forgedToken(issuer: string): string {
  return new UnsecuredJWT({ iss: issuer, aud: api, scope: "read" }).encode();
}

/** The headers with which a caller comes. */
export function headersOf(
  { token, key, headers }: TokenCaller,
  gateway: Instance,
  signed: ReadonlyMap<string, string>,
): Record<string, string> {
  const text = signed.get(token);
  const keys = {
    none: undefined,
    good: gateway.subscriptionKey,
    wrong: "0",
    product: keyOfProduct("starter"),
  };
  return {
    ...headers,
    ...(text !== undefined && { Authorization: `Bearer ${text}`, "X-Token": text }),
    ...(keys[key] !== undefined && { "Ocp-Apim-Subscription-Key": keys[key] }),
  };
}

/** The same caller as access follows one in particular. */
export function asCaller({ token: name, key, headers }: TokenCaller): Caller {
  const token = tokens[name];
  const told: CallerToken | undefined = token && {
    issuer: token.issuer,
    audiences: [token.audience],
    scopes: token.scope === undefined ? [] : [token.scope],
    otherClaims: token.issuer.includes("windows") ? "unknown" : "none",
    keys: [keyOf(token)],
    ...(token.expired && { expired: true }),
  };
  const keys = {
    none: "none",
    good: "api",
    wrong: { product: "nobody" },
    product: { product: "starter" },
  } as const;
  return {
    id: name,
    name,
    family: name,
    key: keys[key],
    ...(told && { token: told, moreTokens: [{ ...told, source: "header x-token" }] }),
    headers: Object.fromEntries(
      Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]),
    ),
    sendsNothingElse: true,
    address: "elsewhere",
  };
}

function keyOf({ issuer, symmetric }: TokenOfCaller): string {
  if (symmetric) return "?";
  if (!issuer.includes("windows")) return `${issuer}.well-known/openid-configuration`;
  return `https://login.microsoftonline.com/${entraTenant}/v2.0/.well-known/openid-configuration`;
}

/** Whether a caller passes a check; `undefined` where what access tells of it leaves that open. */
type Passes = boolean | undefined;

/**
 * What access tells of a caller: `in` where a way that is always taken asks for nothing that they lack, `out` where every way asks
 * for something that they lack, else `undefined`.
 */
export function fateByAccess({ verdict, paths }: AccessEntry, caller: TokenCaller): "in" | "out" | undefined {
  const each = paths.map(({ when, checks }) => ({
    when,
    passes: allOf(checks.map((one) => passes(one, caller))),
  }));
  if (verdict !== "unknown" && each.some(({ when, passes }) => when.length === 0 && passes === true))
    return "in";
  return verdict !== "unknown" && each.every(({ passes }) => passes === false) ? "out" : undefined;
}

function allOf(all: readonly Passes[]): Passes {
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}

function passes(check: Check, { token, key, headers }: TokenCaller): Passes {
  if (!check.rejects) return undefined;
  switch (check.kind) {
    case "key":
      return key === "good" || key === "product";
    case "jwt":
    case "entra":
      return tokenPasses(check, tokens[token]);
    case "certificate":
      return false;
    case "address":
      return check.asks?.every(([range = "?"]) => !/^(?:127\.|0\.|\?)/.test(range)) ? false : undefined;
    case "header":
      return check.asks?.some(([asked = "?"]) =>
        Object.keys(headers).some((name) => asked.startsWith(`${name.toLowerCase()}:`)),
      )
        ? undefined
        : false;
    case "other":
      return undefined;
  }
}

function tokenPasses(check: Check, token: TokenOfCaller | undefined): Passes {
  if (!token || token.expired) return false;
  const isKnown = token.symmetric ? undefined : listed(check.issuers, [token.issuer]);
  const isByDiscovery = check.kind === "entra" || (check.discovery ?? []).length > 0;
  const byKey = isByDiscovery ? !token.symmetric : undefined;
  const claims = (check.claims ?? []).map(({ name, values }): Passes => {
    if (name !== "scope") return undefined;
    if (token.scope === undefined) return false;
    return listed(values, [token.scope]);
  });
  return allOf([isKnown, byKey, listed(check.audiences, [token.audience]), ...claims]);
}

/** Whether one of `values` is in a list; in one without entries, every one is. */
function listed(list: readonly string[] | undefined, values: readonly string[]): Passes {
  if (!list || list.length === 0 || values.some((value) => list.includes(value))) return true;
  return list.includes("?") ? undefined : false;
}
