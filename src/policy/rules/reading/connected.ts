import { tenantAt } from "../../../core/tenant-hosts.ts";
import type { LiveApi, LiveFacts, LiveTenant } from "../../facts/live-facts.ts";
import type { JwtPolicy } from "../../jwt/read.ts";

/**
 * The connected tenants behind a policy; `undefined` unless every issuer and discovery document of it is at one, so
 * that nothing is said about tokens of somebody else.
 */
export function tenantsBehind(jwt: JwtPolicy, live: LiveFacts | undefined): LiveTenant[] | undefined {
  if (!live?.tenants.known) return undefined;
  const items = [...jwt.openIdConfigs, ...jwt.issuers];
  if (items.length === 0 || jwt.openIdConfigs.length < jwt.openIdConfigCount) return undefined;
  // What is filled in may be at another provider.
  if (jwt.mayHoldMore("issuers")) return undefined;
  const tenants = new Set<LiveTenant>();
  for (const { url } of items) {
    const tenant = url && tenantAt(url.host, live.tenants.value);
    if (!tenant) return undefined;
    tenants.add(tenant);
  }
  return [...tenants];
}

/** The APIs of the tenants behind a policy; `undefined` unless all of them are known. */
export function apisBehind(jwt: JwtPolicy, live: LiveFacts | undefined): LiveApi[] | undefined {
  const tenants = tenantsBehind(jwt, live);
  const lists = tenants?.map(({ apis }) => (apis.known ? apis.value : undefined));
  if (!lists || lists.includes(undefined)) return undefined;
  return lists.flatMap((list) => list ?? []);
}

/**
 * The APIs that a policy's audiences name; `undefined` unless every audience is known to be one, since a token for
 * another API may pass then, too.
 */
export function audienceApis(jwt: JwtPolicy, live: LiveFacts | undefined): LiveApi[] | undefined {
  const apis = apisBehind(jwt, live);
  if (!apis || jwt.audiences.length === 0 || jwt.mayHoldMore("audiences")) return undefined;
  const named: LiveApi[] = [];
  for (const { value } of jwt.audiences) {
    const api = value.literal ? apis.find(({ identifier }) => identifier === value.text) : undefined;
    if (!api) return undefined;
    named.push(api);
  }
  return named;
}
