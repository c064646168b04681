import type { AccessToken, Grant, TokenEndpointGrantContext } from "oidc-provider";
import { asText } from "../json.ts";
import type { Client, User } from "../state.ts";
import {
  checkUserAccess,
  effectiveAudience,
  findApi,
  findGrant,
  grantedScopes,
  toResource,
} from "./audiences.ts";
import { grantTypes } from "./client-metadata.ts";
import { missingParameter, OAuthProblem } from "./oauth-problem.ts";
import { allClaims } from "./profile-claims.ts";
import { findClient, type Realm } from "./realm.ts";
import { createGrant, resourceInfo } from "./resources.ts";
import { asksOffline, markScope } from "./scope-markers.ts";
import { loginConnections, verifyUser } from "./users.ts";

/** Adds the grant types that the authorization server does not have, or has otherwise: M2M and both password ones. */
export function registerGrants(realm: Realm): void {
  const { provider } = realm;
  provider.registerGrantType(grantTypes.clientCredentials, (ctx) => clientCredentials(realm, ctx), [
    "audience",
    "scope",
  ]);
  const parameters = ["username", "password", "audience", "scope", "realm"];
  for (const name of [grantTypes.password, grantTypes.passwordRealm]) {
    provider.registerGrantType(name, (ctx) => password(realm, ctx), parameters);
  }
}

/** A token for the application itself, with the scopes of its grant that were asked for, or all of them. */
async function clientCredentials({ provider, state }: Realm, ctx: TokenEndpointGrantContext): Promise<void> {
  const { client, params } = ctx.oidc;
  const audience = asText(params["audience"]) ?? "";
  const own = findClient(state, client.clientId);
  const grant = own && findGrant(state, own, audience, "client");
  const api = findApi(state, audience);
  const granted = grant && api ? grantedScopes(grant, api) : [];
  const asked = asText(params.scope)?.split(" ").filter(Boolean);
  const scope = granted.filter((one) => !asked || asked.includes(one)).join(" ");
  const token = new provider.ClientCredentials({ client, scope });
  token.resourceServer = new provider.ResourceServer(toResource(audience), resourceInfo(state, audience));
  const value = await token.save();
  ctx.body = {
    access_token: value,
    ...(scope ? { scope } : {}),
    expires_in: token.expiration,
    token_type: "Bearer",
  };
}

/** Tokens for a user whose password the application was told. */
async function password(realm: Realm, ctx: TokenEndpointGrantContext): Promise<void> {
  const { state, provider } = realm;
  const { client, params } = ctx.oidc;
  const own = findClient(state, client.clientId);
  if (!own) throw new OAuthProblem(401, "access_denied", "Unauthorized");
  const user = await logIn(realm, own, params);
  const audience = effectiveAudience(state, asText(params["audience"]));
  const api = audience === undefined ? undefined : findApi(state, audience);
  if (audience !== undefined && !api) {
    throw new OAuthProblem(403, "access_denied", `Service not found: ${audience}`);
  }
  if (api) checkUserAccess(state, own, api);
  const resource = api && toResource(api.identifier);
  const grant = await createGrant(provider, state, user.user_id, client.clientId, resource ? [resource] : []);
  const mayRefresh = own.grant_types.includes(grantTypes.refresh) && (api?.allow_offline_access ?? true);
  const scope = requestedScope(
    asText(params.scope),
    api?.scopes?.map(({ value }) => value),
    mayRefresh,
  );
  await issue(realm, ctx, { user, grant, resource, scope });
}

/** `password` looks in the tenant's default directory, `password-realm` where the request says. */
function logIn(
  { state }: Realm,
  client: Client,
  params: { readonly [name: string]: unknown },
): Promise<User> {
  const [name, secret] = [asText(params["username"]), asText(params["password"])];
  if (name === undefined) throw missingParameter("username");
  if (secret === undefined) throw missingParameter("password");
  const isRealm = params["grant_type"] === grantTypes.passwordRealm;
  const realm = isRealm ? asText(params["realm"]) : asText(state.settings["default_directory"]);
  if (!realm) {
    if (isRealm) throw missingParameter("realm");
    const description = "Authorization server not configured with default connection.";
    throw new OAuthProblem(500, "server_error", description);
  }
  return verifyUser(state, loginConnections(state, client, realm), name, secret);
}

/** Without a scope a password request gets every scope of the API. */
function requestedScope(
  asked: string | undefined,
  defined: string[] | undefined,
  mayRefresh: boolean,
): string {
  const wanted = (asked ?? ["openid profile email address phone", ...(defined ?? [])].join(" ")).split(" ");
  return markScope(wanted.filter((one) => mayRefresh || one !== "offline_access").join(" "));
}

interface Issue {
  readonly user: User;
  readonly grant: Grant;
  readonly resource: string | undefined;
  readonly scope: string;
}

/** Access token, and refresh and ID token when the scope asks for them, all of one grant. */
async function issue(realm: Realm, ctx: TokenEndpointGrantContext, source: Issue): Promise<void> {
  const { provider, state } = realm;
  const { client } = ctx.oidc;
  const { user, grant, resource, scope } = source;
  const common = { accountId: user.user_id, client, grantId: grant.jti, gty: grantTypes.password };
  const granted = resource
    ? grant.getResourceScopeFiltered(resource, scope.split(" "))
    : grant.getOIDCScopeFiltered(scope.split(" "));
  const token: AccessToken = new provider.AccessToken({ ...common, scope: granted });
  if (resource) {
    const audience = decodeURIComponent(resource.slice(resource.lastIndexOf(":") + 1));
    token.resourceServer = new provider.ResourceServer(resource, resourceInfo(state, audience));
  }
  const value = await token.save();
  const refresh = asksOffline(granted)
    ? await new provider.RefreshToken({ ...common, scope: granted, ...(resource ? { resource } : {}) }).save()
    : undefined;
  ctx.body = {
    access_token: value,
    ...(refresh === undefined ? {} : { refresh_token: refresh }),
    ...(granted.split(" ").includes("openid") ? { id_token: await idToken(realm, ctx, user, granted) } : {}),
    scope: granted,
    expires_in: token.expiration,
    token_type: "Bearer",
  };
}

async function idToken(
  { provider }: Realm,
  ctx: TokenEndpointGrantContext,
  user: User,
  scope: string,
): Promise<string> {
  const token = new provider.IdToken({ ...allClaims(user) }, { ctx });
  Object.assign(token, { scope });
  return token.issue({ use: "idtoken" });
}
