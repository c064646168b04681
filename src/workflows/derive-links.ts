import { isAuth0Domain, tenantAt } from "../core/tenant-hosts.ts";
import type { ApimApi, AuthorizationServer } from "../domain/apim.ts";
import type { Application, Auth0Api } from "../domain/auth0.ts";

/** What one `validate-jwt` of an API's effective policies names; what an expression or a secret decides is left out. */
export interface PolicyLink {
  /** Addresses of discovery documents. */
  readonly discoveryUrls: readonly string[];
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
}

/** A connected tenant, as far as it was read: lists that were not are empty. */
export interface LinkTenant {
  readonly domain: string;
  readonly customDomains: readonly string[];
  readonly apis: readonly Auth0Api[];
  readonly applications: readonly Application[];
}

/** What links are derived from. All of it may be partial; nothing is concluded from what is missing. */
interface LinkSources {
  readonly apis: readonly ApimApi[];
  readonly authorizationServers: readonly AuthorizationServer[];
  readonly tenants: readonly LinkTenant[];
  /** By the resource id of the API, in lower case. */
  readonly policies?: ReadonlyMap<string, readonly PolicyLink[]>;
}

type Facts = Omit<LinkSources, "apis">;

/** An authorization server that stands for an API of an Auth0 tenant. */
interface ServerLink {
  /** The tenant's own domain when it is connected, else the host that the server names. */
  readonly tenantDomain: string;
  readonly audience: string | undefined;
  readonly clientId: string;
}

/** An APIM API joined with an Auth0 tenant, as both clouds tell it. */
export interface Link {
  readonly api: ApimApi;
  /** `undefined` when only the policy makes the link, as in tiers without a developer portal. */
  readonly authorizationServer: AuthorizationServer | undefined;
  readonly tenantDomain: string;
  readonly audience: string | undefined;
  readonly clientId: string | undefined;
  /** The tenant's API with that audience, when the tenant is connected and has it. */
  readonly auth0Api?: Auth0Api;
  /** The tenant's application with that client id, when the tenant is connected and has it. */
  readonly application?: Application;
  /** What the API's policies demand of tokens of that tenant. */
  readonly policy?: { readonly issuer: string | undefined; readonly audience: string | undefined };
}

/** All links between the APIs and Auth0, those made by hand included, in the order of the APIs. */
export function deriveLinks(sources: LinkSources): readonly Link[] {
  return sources.apis.flatMap((api) => {
    const byServer = linksByServer(api, sources);
    return byServer.length > 0 ? byServer : linkByPolicy(api, sources);
  });
}

/** The APIs that no authorization server links: only their policies may. */
export function withoutServer(
  apis: readonly ApimApi[],
  sources: Omit<Facts, "policies">,
): readonly ApimApi[] {
  return apis.filter((api) => linksByServer(api, sources).length === 0);
}

/** What an authorization server says about Auth0; `undefined` when it names no Auth0 tenant. */
export function readServerLink(
  server: AuthorizationServer,
  tenants: readonly Pick<LinkTenant, "domain" | "customDomains">[],
): ServerLink | undefined {
  const endpoint = parseUrl(server.authorizationEndpoint);
  const tenantDomain = endpoint && auth0Domain(endpoint.host, tenants);
  if (!endpoint || !tenantDomain) return undefined;
  const bodyAudience = server.tokenBodyParameters.find(({ name }) => name === "audience")?.value;
  return {
    tenantDomain,
    audience: endpoint.searchParams.get("audience") ?? bodyAudience,
    clientId: server.clientId,
  };
}

/** The APIM APIs that an Auth0 API is linked to. */
export function linksOfAuth0Api(links: readonly Link[], domain: string, api: Auth0Api): readonly Link[] {
  return links.filter((link) => link.tenantDomain === domain && link.audience === api.identifier);
}

function linksByServer(api: ApimApi, sources: Facts): readonly Link[] {
  return api.userAuthorization.oauth2.flatMap(({ authorizationServerId }) =>
    linkByServer(api, authorizationServerId, sources),
  );
}

function linkByServer(api: ApimApi, authorizationServerId: string, sources: Facts): readonly Link[] {
  const server = sources.authorizationServers.find(
    (candidate) =>
      isSameId(candidate.authorizationServerId, authorizationServerId) && isSameInstance(candidate, api),
  );
  const found = server && readServerLink(server, sources.tenants);
  return found ? [complete({ api, authorizationServer: server, ...found }, sources)] : [];
}

function linkByPolicy(api: ApimApi, sources: Facts): readonly Link[] {
  return policiesOf(api, sources).flatMap((policy) => {
    const tenantDomain = policyTenant(policy, sources.tenants);
    if (!tenantDomain) return [];
    const [audience] = policy.audiences;
    const link = { api, authorizationServer: undefined, tenantDomain, audience, clientId: undefined };
    return [complete(link, sources)];
  });
}

function complete(link: Link, sources: Facts): Link {
  const tenant = sources.tenants.find(({ domain }) => domain === link.tenantDomain);
  const auth0Api = tenant?.apis.find(({ identifier }) => identifier === link.audience);
  const application = tenant?.applications.find(({ clientId }) => clientId === link.clientId);
  const policy = policiesOf(link.api, sources).find(
    (candidate) => policyTenant(candidate, sources.tenants) === link.tenantDomain,
  );
  return {
    ...link,
    ...(auth0Api && { auth0Api }),
    ...(application && { application }),
    ...(policy && { policy: summarise(policy, link.audience) }),
  };
}

function summarise(policy: PolicyLink, wanted: string | undefined): NonNullable<Link["policy"]> {
  const audience = policy.audiences.find((candidate) => candidate === wanted) ?? policy.audiences[0];
  return { issuer: policy.issuers[0], audience };
}

function policiesOf(api: ApimApi, sources: Facts): readonly PolicyLink[] {
  return sources.policies?.get(api.id.toLowerCase()) ?? [];
}

function policyTenant(policy: PolicyLink, tenants: LinkSources["tenants"]): string | undefined {
  for (const address of [...policy.issuers, ...policy.discoveryUrls]) {
    const host = parseUrl(address)?.host;
    const domain = host && auth0Domain(host, tenants);
    if (domain) return domain;
  }
  return undefined;
}

/** Hosts carry their port, so that a local tenant is told apart by it. */
function auth0Domain(
  host: string,
  tenants: readonly Pick<LinkTenant, "domain" | "customDomains">[],
): string | undefined {
  return tenantAt(host, tenants)?.domain ?? (isAuth0Domain(host) ? host : undefined);
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isSameInstance(server: AuthorizationServer, api: ApimApi): boolean {
  const key = ({ instance }: AuthorizationServer | ApimApi) =>
    [instance.subscriptionId, instance.resourceGroup, instance.serviceName].join("/");
  return isSameId(key(server), key(api));
}
