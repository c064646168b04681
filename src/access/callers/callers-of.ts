import { FoundOnce } from "../alike.ts";
import { type Call, type SpaceCalls, spacesOf, type Way } from "../calls.ts";
import type { ApiSnapshot, InstanceSnapshot } from "../instance-snapshot.ts";
import type { AccessPath, Check } from "../report.ts";
import type { TokenCheck } from "../token-check.ts";
import { accessByWay } from "../way.ts";
import { attributeText, notKnown } from "../written.ts";
import { admissionsOf } from "./admission.ts";
import { bearerSource, type Caller, type CallerToken } from "./caller.ts";
import { keyInWords, ownerInWords, showsInWords, tokenDetails } from "./name.ts";
import { tokensOf } from "./tokens-of.ts";

/** The tokens that a link is to let in. */
export interface WantedToken {
  readonly issuer: string;
  readonly audience: string;
  /** The address of the issuer's discovery document. */
  readonly discoveryUrl: string;
  /** Scopes that are asked for, by any operation. */
  readonly scopes: readonly string[];
}

/** What a caller sends and shows besides a key. */
type Bearing = Pick<
  Caller,
  "token" | "moreTokens" | "headers" | "certificate" | "address" | "family" | "isWanted" | "lacks"
> & { readonly details: string };

/**
 * The callers worth telling: those without a token; those whom some check of the first snapshot lets in, with no more than it asks
 * for, and those whom later ones let in besides; and those whom a link is to let in, with all scopes, and without each of them.
 * Each by every key that opens an API.
 */
export function callersOf(snapshots: readonly InstanceSnapshot[], wanted?: WantedToken): readonly Caller[] {
  const spaces = snapshots.map((snapshot) => spacesOf(snapshot));
  const metBySnapshot = spaces.map((each) =>
    each.flatMap((space) => space.apis.flatMap((api) => metAt(space, api))),
  );
  const met = metBySnapshot.flat();
  const keys = unique(spaces.flat().flatMap((space) => space.apis.flatMap((api) => keysOf(space, api))));
  const common = commonOf(met);
  const nobody: Bearing = { ...common, family: "", details: "" };
  const [first = [], ...later] = metBySnapshot.map((each) =>
    unique(each.flatMap((one) => bearingsAt(one, common))),
  );
  const own = wanted ? wantedTokens(wanted, met).map((each) => ({ ...common, ...each })) : [];
  const bearings = [...first, ...newIn(later.flat(), [...first, ...own]), ...own];
  return unique([
    ...keys.map((key) => plainCaller(key, nobody)),
    ...bearings.flatMap((bearing) => keys.map((key) => caller(key, bearing))),
  ]);
}

/** Those among `later` whose tokens are of another issuer, or for another audience, than all of `known`, each once. */
function newIn(later: readonly Bearing[], known: readonly Bearing[]): readonly Bearing[] {
  const of = ({ token, family }: Bearing) => JSON.stringify(token ? [token.issuer, token.audiences] : family);
  const seen = new Set(known.map(of));
  return later.flatMap((bearing) => {
    if (seen.has(of(bearing))) return [];
    seen.add(of(bearing));
    return [{ ...bearing, family: `${bearing.family}${bearing.details}`, details: "" }];
  });
}

function bearingsAt({ paths, tokens }: Met, common: Common): readonly Bearing[] {
  return paths.flatMap((path) => bearingsOf(path, tokens, common));
}

/** What calls of one operation in one way meet. */
interface Met {
  readonly call: Call;
  readonly paths: readonly AccessPath[];
  readonly tokens: ReadonlyMap<Check, TokenCheck>;
}

function metAt(space: SpaceCalls, api: ApiSnapshot): readonly Met[] {
  const callOf = space.callsOf(api);
  const ways = space.waysOf(api);
  const found = new FoundOnce<Way, Met>();
  const met = space.operationsOf(api).flatMap((operation) =>
    ways.map((way) => {
      const call = callOf(operation, way.product);
      return found.of(call.alike, way, () => {
        const { policy, facts, outlook } = call;
        const { paths, tokens } = accessByWay(policy, facts, way.key, outlook, () => undefined);
        return { call, paths, tokens };
      });
    }),
  );
  return [...new Set(met)];
}

/** The keys by which an API can be called, each context once. */
function keysOf(space: SpaceCalls, api: ApiSnapshot): readonly Caller["key"][] {
  const without = admissionsOf(space, api, "none");
  const needsNone = without.every((one) => one.isAdmitted && !one.product);
  const products = space.productsOf(api).map(({ name }) => ({ product: name }));
  return ["none", ...(needsNone ? [] : ["api" as const]), ...products];
}

type Common = Pick<Caller, "headers" | "address">;

/** What all callers send and show, unless a check asks for more. */
function commonOf(met: readonly Met[]): Common {
  const documents = new Set(met.flatMap(({ call }) => call.documents));
  const named = [...documents].flatMap(({ document }) =>
    document.elements("check-header").map((element) => attributeText(element, "name")?.toLowerCase()),
  );
  const names = [...new Set(named)].filter((name) => name !== undefined && name !== notKnown);
  const isSecret = met.some(({ paths }) => paths.some(({ checks }) => checks.some(asksForHeader)));
  const headers = Object.fromEntries(names.map((name) => [name, isSecret ? null : (true as const)]));
  const hasAddresses = [...documents].some(({ document }) => document.elements("ip-filter").length > 0);
  return {
    ...(names.length > 0 && { headers }),
    ...(hasAddresses && { address: "elsewhere" as const }),
  };
}

function asksForHeader({ kind, rejects }: Check): boolean {
  return kind === "header" && rejects;
}

/** Those who get in by a path, with what its checks ask for; none where they ask for a key alone. */
function bearingsOf(
  { checks }: AccessPath,
  tokens: ReadonlyMap<Check, TokenCheck>,
  common: Common,
): readonly Bearing[] {
  const asked = (kind: Check["kind"]) => checks.find((check) => check.kind === kind && check.rejects)?.asks;
  const [certificate, address] = [asked("certificate"), asked("address")];
  const isSecret = checks.some(asksForHeader);
  const names = Object.keys(common.headers ?? {});
  const shows = {
    ...common,
    ...(certificate && { certificate }),
    ...(address && { address }),
    ...(isSecret && { headers: Object.fromEntries(names.map((name) => [name, true as const])) }),
  };
  const how = `${showsInWords(shows)}${isSecret ? ` with the header ${names.join(", ")}` : ""}`;
  const bySource = sourcesOf(checks.flatMap((check) => tokens.get(check) ?? []));
  if (bySource.length === 0) {
    return how === "" ? [] : [{ ...shows, family: `calls${how}`, details: "" }];
  }
  const [first = [], ...more] = bySource.map(tokensOf);
  const moreTokens = more.flatMap(([token]) => token ?? []);
  return first.map((token) => ({
    ...shows,
    token,
    ...(moreTokens.length > 0 && { moreTokens }),
    family: `${ownerInWords(token)}${how}`,
    details: tokenDetails(token),
  }));
}

/** Checks that read the same place, together; that of bearer tokens first. */
function sourcesOf(checks: readonly TokenCheck[]): readonly (readonly TokenCheck[])[] {
  const bySource = new Map<string, TokenCheck[]>();
  for (const check of checks) {
    const source = check.source?.startsWith("value") ? bearerSource : (check.source ?? bearerSource);
    bySource.set(source, [...(bySource.get(source) ?? []), check]);
  }
  return [...bySource]
    .sort(([a], [b]) => Number(b === bearerSource) - Number(a === bearerSource))
    .map(([, each]) => each);
}

/** The link's own token with every scope, and without each that is asked for. */
function wantedTokens(
  { issuer, audience, discoveryUrl, scopes }: WantedToken,
  met: readonly Met[],
): readonly Bearing[] {
  const token: CallerToken = {
    issuer,
    audiences: [audience],
    scopes: "all",
    otherClaims: "unknown",
    keys: [discoveryUrl],
  };
  const asked = new Set([...scopes, ...scopesAskedOf(issuer, met)]);
  const without = [...asked].map((scope) => ({
    family: `an Auth0 token without ${scope}`,
    details: "",
    token: { ...token, scopes: [...asked].filter((other) => other !== scope) },
    lacks: scope,
  }));
  return [{ family: "an Auth0 token", details: "", token, isWanted: true }, ...without];
}

/** The scopes that checks of an issuer's tokens ask for. */
function scopesAskedOf(issuer: string, met: readonly Met[]): readonly string[] {
  const checks = new Set(met.flatMap(({ tokens }) => [...tokens.values()]));
  const own = [...checks].filter(
    ({ check, named }) => named.includes(issuer) || check.issuers?.includes(issuer),
  );
  return own
    .flatMap(({ required }) => required.filter(({ name }) => name === "scope"))
    .flatMap(({ values }) => values.filter((value) => value !== notKnown));
}

function plainCaller(key: Caller["key"], { family: _, details: __, ...sends }: Bearing): Caller {
  const name = key === "none" ? "anybody" : `${keyInWords(key)} alone`;
  const family = key === "none" ? "anybody" : "a key alone";
  return { id: JSON.stringify([key, sends]), name, family, key, isPlain: true, ...sends };
}

function caller(key: Caller["key"], { family, details, ...sends }: Bearing): Caller {
  const name = `${family}${details}, ${keyInWords(key)}`;
  return { id: JSON.stringify([key, sends]), name, family, key, details, ...sends };
}

function unique<T>(items: readonly T[]): readonly T[] {
  const byText = new Map(items.map((item) => [idOf(item), item] as const));
  return [...byText.values()];
}

function idOf(item: unknown): string {
  return typeof item === "object" && item !== null && "id" in item ? String(item.id) : JSON.stringify(item);
}
