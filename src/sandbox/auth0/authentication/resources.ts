import { randomUUID } from "node:crypto";
import type {
  AccessToken,
  ClientCredentials,
  Grant,
  JWTStructured,
  KoaContextWithOIDC,
  ResourceServer as ResourceInfo,
} from "oidc-provider";
import type { SandboxContext } from "../../service.ts";
import { asText } from "../json.ts";
import type { Auth0State, ResourceServer } from "../state.ts";
import { accessTokenParts } from "./access-token-claims.ts";
import { effectiveAudience, findApi, grantableScopes, toAudience, toResource } from "./audiences.ts";
import { OAuthProblem } from "./oauth-problem.ts";
import { findClient, findUser } from "./realm.ts";
import { openIdScopes } from "./scope-markers.ts";

/** How the authorization server finds the API a request is for, by `audience` instead of `resource`. */
export function createResourceIndicators(state: Auth0State) {
  return {
    defaultResource: (ctx: KoaContextWithOIDC) => {
      const audience = effectiveAudience(state, asText(ctx.oidc.params?.["audience"]));
      return audience && toResource(audience);
    },
    getResourceServerInfo: (_: KoaContextWithOIDC, resource: string) =>
      resourceInfo(state, toAudience(resource)),
    useGrantedResource: () => true,
  };
}

/** An API in the authorization server's words; throws `access_denied` when there is none. */
export function resourceInfo(state: Auth0State, audience: string): ResourceInfo {
  const api = findApi(state, audience);
  if (!api) throw new OAuthProblem(403, "access_denied", `Service not found: ${audience}`);
  return {
    audience,
    scope: [...(api.scopes ?? []).map(({ value }) => value), ...openIdScopes].join(" "),
    accessTokenTTL: Math.max(1, api.token_lifetime),
    accessTokenFormat: "jwt",
    jwt: { sign: signer(api, state) },
  };
}

/** HS256 uses the API's own secret, the others the tenant's current key. */
function signer(api: ResourceServer, state: Auth0State): NonNullable<ResourceInfo["jwt"]>["sign"] {
  if (api.signing_alg === "HS256") return { alg: "HS256", key: Buffer.from(api.signing_secret ?? "") };
  const kid = state.signingKeys[0]?.kid;
  return { alg: api.signing_alg, ...(kid === undefined ? {} : { kid }) };
}

/** Rewrites a JWT that is about to be signed into the API's dialect. */
export function customizeAccessToken(
  token: AccessToken | ClientCredentials,
  parts: JWTStructured,
  state: Auth0State,
  context: SandboxContext,
): void {
  const api = findApi(state, typeof token.aud === "string" ? token.aud : (token.aud?.[0] ?? ""));
  if (!api) return;
  const isClient = token.kind === "ClientCredentials";
  const written = accessTokenParts(
    api,
    {
      clientId: token.clientId ?? "",
      userId: "accountId" in token ? token.accountId : undefined,
      scope: token.scope,
      grantTypes: isClient
        ? ["client_credentials"]
        : ("gty" in token ? (token.gty ?? "") : "").split(" ").filter(Boolean),
      id: randomUUID(),
    },
    state,
    context,
  );
  parts.header = written.header;
  parts.payload = written.claims;
}

/** The grant for what a logged-in user's request asks for: all of it that the API, the policies and RBAC allow. */
export async function grantRequested(ctx: KoaContextWithOIDC, state: Auth0State): Promise<Grant | undefined> {
  const { session, client, provider } = ctx.oidc;
  if (!session?.accountId || !client) return undefined;
  const resources = Object.keys(ctx.oidc.resourceServers ?? {});
  return createGrant(provider, state, session.accountId, client.clientId, resources);
}

/** A stored grant of every OpenID Connect scope and of what a user may have of each resource through an application. */
export async function createGrant(
  provider: KoaContextWithOIDC["oidc"]["provider"],
  state: Auth0State,
  userId: string,
  clientId: string,
  resources: readonly string[],
): Promise<Grant> {
  const grant = new provider.Grant({ accountId: userId, clientId });
  grant.addOIDCScope(openIdScopes.join(" "));
  for (const resource of resources) {
    const api = findApi(state, toAudience(resource));
    if (!api) continue;
    const scopes = grantableScopes(state, findClient(state, clientId), findUser(state, userId), api);
    grant.addResourceScope(resource, scopes.join(" "));
  }
  await grant.save();
  return grant;
}
