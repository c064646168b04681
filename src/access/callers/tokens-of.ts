import { documentOfEntra, entraIssuer } from "../issuers.ts";
import type { TokenCheck } from "../token-check.ts";
import type { RequiredClaim } from "../token-demands.ts";
import { notKnown } from "../written.ts";
import { bearerSource, type CallerToken } from "./caller.ts";
import { documentNames, issuersIn } from "./documents.ts";
import { judgeToken } from "./token-verdict.ts";

/**
 * The tokens that pass all of `checks`, which read the same place, with nothing in them that is not asked for: one for each issuer
 * and audience.
 */
export function tokensOf(checks: readonly TokenCheck[]): readonly CallerToken[] {
  const [first, ...more] = checks;
  if (!first) return [];
  const tokens = issuersOf(first).flatMap(({ issuer, keys }) =>
    audiencesOf(first).map((audiences) => withClaims({ ...plain(first), issuer, keys, audiences }, first)),
  );
  return more.reduce<readonly CallerToken[]>(
    (list, check) => list.flatMap((token) => passing(token, check)),
    tokens,
  );
}

function plain({ source }: TokenCheck): Pick<CallerToken, "scopes" | "otherClaims" | "source"> {
  const isElsewhere = source !== undefined && source !== bearerSource && !source.startsWith("value");
  return { scopes: [], otherClaims: "none", ...(isElsewhere && { source }) };
}

/** The issuers that a check accepts, each with where its key is found. */
function issuersOf({ check, named, keys }: TokenCheck): readonly Pick<CallerToken, "issuer" | "keys">[] {
  if (check.kind === "entra") {
    const issuers = check.issuers ?? [notKnown];
    return issuers.map((issuer) => ({ issuer, keys: [documentOf(issuer)] }));
  }
  const documents = check.discovery ?? [];
  const held = keys.filter((key) => !documents.includes(key));
  const ofNamed = named.map((issuer) => {
    const own = documents.filter((url) => isLikelyOf(url, issuer));
    return { issuer, keys: own.length > 0 ? own : keys };
  });
  const covered = new Set(ofNamed.flatMap((one) => one.keys));
  const rest = documents.filter((url) => !covered.has(url));
  const ofDocuments = rest.flatMap((url) => issuersIn(url).map((issuer) => ({ issuer, keys: [url] })));
  const ofHeld = named.length === 0 && held.length > 0 ? [{ issuer: notKnown, keys: held }] : [];
  return [...ofNamed, ...ofDocuments, ...ofHeld];
}

/** Whether a document is the one that an issuer publishes its keys in. */
function isLikelyOf(url: string, issuer: string): boolean {
  const isSameHost = URL.canParse(url) && URL.canParse(issuer) && new URL(url).host === new URL(issuer).host;
  return isSameHost || documentNames(url, issuer, []) === true;
}

function documentOf(issuer: string): string {
  const { tenant = "", version } = entraIssuer(issuer) ?? {};
  return version === undefined ? notKnown : documentOfEntra(tenant, version);
}

/** Any will do where none is asked for. */
function audiencesOf({ check: { audiences = [] } }: TokenCheck): readonly (readonly string[])[] {
  return audiences.length > 0 ? audiences.map((audience) => [audience]) : [[notKnown]];
}

function withClaims(token: CallerToken, { required }: TokenCheck): CallerToken {
  return required.reduce(withClaim, token);
}

function withClaim(token: CallerToken, claim: RequiredClaim): CallerToken {
  const { name, values, match, separator } = claim;
  if (name === notKnown || name === "iss" || name === "aud") return token;
  const asked = match === "any" ? values.slice(0, 1) : values;
  if (name === "scope" && values.length > 0) {
    const had = token.scopes === "all" ? [] : token.scopes;
    return { ...token, scopes: [...new Set([...had, ...asked])] };
  }
  const text = asked.length === 0 ? notKnown : asked;
  const value = typeof text === "string" || separator === undefined ? text : text.join(separator);
  return { ...token, claims: { ...token.claims, [name]: value } };
}

/** The token with what one more check asks for; none where it cannot have both. */
function passing(token: CallerToken, check: TokenCheck): readonly CallerToken[] {
  const wider = withClaims(token, check);
  const [audience] = check.check.audiences ?? [];
  const audiences = audience === undefined ? [] : [audience];
  const wanted = [wider, { ...wider, audiences: [...wider.audiences, ...audiences] }];
  const found = wanted.find((each) => judgeToken(check, each).kind !== "fails");
  return found ? [found] : [];
}
