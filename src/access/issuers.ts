import { isAuth0Domain } from "../core/tenant-hosts.ts";

/** Issuers a check accepts; `undefined` when they are not all known. */
export type AcceptedIssuers = ReadonlySet<string> | undefined;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const microsoft = /^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.com)\/([^/]+)(?:\/.*)?$/i;

/**
 * The issuer that the discovery document at `url` names, as far as its address tells: Auth0's documents name their own host
 * (`https://tenant.eu.auth0.com/`), as RFC 8414 asks; of others that is not sure.
 */
export function issuerOfDiscovery(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, origin } = new URL(url);
  return isAuth0Domain(host) ? `${origin}/` : undefined;
}

/** The issuers of tokens that a Microsoft Entra tenant gives: of version 1 and of version 2. */
export function issuersOfEntra(tenant: string): ReadonlySet<string> {
  return new Set([issuerOfEntra(tenant, 1), issuerOfEntra(tenant, 2)]);
}

/** Versions of Microsoft Entra's tokens. */
export type EntraVersion = 1 | 2;

/** Where Microsoft Entra publishes its documents and keys, and what issuers of version 2 begin with. */
const entra = "https://login.microsoftonline.com";
const entraOfVersion1 = "https://sts.windows.net";

/** The issuer of an Entra tenant's tokens of a version. */
export function issuerOfEntra(tenant: string, version: EntraVersion): string {
  const name = tenant.toLowerCase();
  return version === 1 ? `${entraOfVersion1}/${name}/` : `${entra}/${name}/v2.0`;
}

/** The tenant of Entra that an issuer names, and the version of its tokens; without a version where its form is neither's. */
export function entraIssuer(
  issuer: string,
): { readonly tenant: string; readonly version: EntraVersion | undefined } | undefined {
  const [, tenant] = microsoft.exec(issuer) ?? [];
  if (tenant === undefined) return undefined;
  const version = ([1, 2] as const).find((one) => issuerOfEntra(tenant, one) === issuer.toLowerCase());
  return { tenant, version };
}

/** The discovery document of an Entra tenant's tokens of a version. */
export function documentOfEntra(tenant: string, version: EntraVersion): string {
  return `${entra}/${tenant}/${version === 2 ? "v2.0/" : ""}.well-known/openid-configuration`;
}

/** The tenant and version whose discovery document of Entra stands at an address. */
export function entraDocument(
  url: string,
): { readonly tenant: string; readonly version: EntraVersion } | undefined {
  const [, tenant, version2] =
    /^https:\/\/login\.microsoftonline\.com\/([^/]+)\/(v2\.0\/)?\.well-known\/openid-configuration/i.exec(
      url,
    ) ?? [];
  return tenant === undefined ? undefined : { tenant, version: version2 === undefined ? 1 : 2 };
}

/** Whether Microsoft Entra publishes something at an address. */
export function isOfEntra(url: string): boolean {
  return url.toLowerCase().startsWith(`${entra}/`);
}

/** Whether it is certain that no issuer is accepted by both. */
export function areDisjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].every((one) => [...b].every((other) => differ(one, other)));
}

/** A tenant of Entra has an identifier and domains, and which belong together is not known here. */
function differ(one: string, other: string): boolean {
  if (one === other) return false;
  const [first, second] = [microsoft.exec(one)?.[1], microsoft.exec(other)?.[1]];
  if (first === undefined || second === undefined) return true;
  return guid.test(first) && guid.test(second);
}

/** Those that both accept, as far as that is known. */
export function commonIssuers(a: AcceptedIssuers, b: AcceptedIssuers): AcceptedIssuers {
  if (!a || !b) return a ?? b;
  const common = [...a].filter((issuer) => b.has(issuer));
  return common.length > 0 ? new Set(common) : a;
}
