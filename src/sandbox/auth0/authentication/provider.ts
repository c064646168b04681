import type { Configuration, Provider } from "oidc-provider";
import { asText, isObject } from "../json.ts";
import type { Auth0State } from "../state.ts";
import { findApi, lifetimeOf } from "./audiences.ts";
import { tokenAloneParameter } from "./authorize.ts";
import { grantTypes, responseTypes, toMetadata } from "./client-metadata.ts";
import { needsConsent } from "./consent.ts";
import { deviceFlowPages } from "./device-pages.ts";
import type { OidcProvider } from "./load-oidc-provider.ts";
import { errorPage } from "./pages.ts";
import { allClaims, claimsConfiguration } from "./profile-claims.ts";
import { findClient, findUser, type Realm } from "./realm.ts";
import { createResourceIndicators, customizeAccessToken, grantRequested } from "./resources.ts";
import { asksOffline, openIdScopes } from "./scope-markers.ts";
import { createAdapter } from "./token-store.ts";

const day = 86_400;
const decade = 3650 * day;

/** The paths of the authorization server, as Auth0 has them. */
export const paths = {
  authorization: "/authorize",
  token: "/oauth/token",
  device_authorization: "/oauth/device/code",
  code_verification: "/activate",
  login: "/u/login",
  consent: "/u/consent",
};

/** The certified authorization server, told to behave as the tenant in `state` would. */
export function createProvider(oidc: OidcProvider, realm: Omit<Realm, "provider">): Provider {
  const { context, state, store } = realm;
  const provider = new oidc.Provider(`${context.origins.auth0}/`, {
    ...createConfiguration(state),
    interactions: {
      policy: createPolicy(oidc, realm),
      url: (_, { prompt, uid }) => {
        const page = prompt.name === "consent" ? paths.consent : paths.login;
        return `${page}?state=${encodeURIComponent(uid)}`;
      },
    },
    adapter: createAdapter(store, (id) => {
      const client = findClient(state, id);
      return client && toMetadata(client);
    }),
    formats: {
      customizers: { jwt: (_, token, parts) => customizeAccessToken(token, parts, state, context) },
    },
  });
  provider.Client.prototype.redirectUriAllowed = function isRegistered(
    this: { clientId: string },
    uri: string,
  ) {
    return findClient(state, this.clientId)?.callbacks?.includes(uri) ?? false;
  };
  return provider;
}

function createConfiguration(state: Auth0State): Configuration {
  return {
    claims: claimsConfiguration,
    clientAuthMethods: ["client_secret_post", "none"],
    clientBasedCORS: () => true,
    conformIdTokenClaims: false,
    cookies: {
      names: { session: "auth0", interaction: "auth0_interaction", resume: "auth0_resume" },
      keys: [state.cookieSecret],
      // a page of another site asks in a frame who is logged in
      long: { httpOnly: true, overwrite: true, sameSite: "none", secure: true },
    },
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "HS256"] },
    expiresWithSession: () => false,
    extraParams: ["audience", "connection", "organization", "screen_hint", tokenAloneParameter],
    features: createFeatures(state),
    findAccount: (_, id) => {
      const user = findUser(state, id);
      return user && { accountId: id, claims: () => allClaims(user) };
    },
    issueRefreshToken: (_, __, source) => asksOffline(source.scope),
    jwks: {
      keys: state.signingKeys.map(({ kid, privateKey }) => ({ ...toRsaKey(privateKey), kid, use: "sig" })),
    },
    loadExistingGrant: (ctx) => grantRequested(ctx, state),
    pkce: { required: () => false },
    renderError: (ctx, out) => {
      ctx.type = "html";
      ctx.body = errorPage(out.error, out.error_description ?? "");
    },
    responseTypes: [...responseTypes],
    rotateRefreshToken: (ctx) => rotates(state, ctx.oidc.client?.clientId),
    routes: paths,
    scopes: openIdScopes,
    ttl: {
      AccessToken: (_, token) => {
        const api = findApi(state, asText(token.aud) ?? "");
        return api ? lifetimeOf(api, token.gty) : day;
      },
      AuthorizationCode: 60,
      ClientCredentials: (_, token) => token.resourceServer?.accessTokenTTL ?? day,
      DeviceCode: 900,
      // a grant has to live as long as the refresh token that may come of it
      Grant: (ctx) => (/offline_access/.test(asText(ctx.oidc.params?.["scope"]) ?? "") ? decade : day),
      IdToken: (_, __, client) => idTokenLifetime(state, client.clientId),
      Interaction: 3600,
      RefreshToken: (_, __, client) => refreshTokenLifetime(state, client.clientId),
      Session: 7 * day,
    },
  };
}

/** Off is what Auth0 does not have, or what stands in front of the server here. */
function createFeatures(state: Auth0State): Configuration["features"] {
  return {
    claimsParameter: { enabled: false },
    dPoP: { enabled: false },
    deviceFlow: { enabled: true, charset: "base-20", mask: "****-****", ...deviceFlowPages },
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: { enabled: true, ...createResourceIndicators(state) },
    revocation: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
  };
}

/** Log in when there is no session; consent to applications of third parties, once for the same scopes. */
function createPolicy(oidc: OidcProvider, realm: Omit<Realm, "provider">) {
  const { base, Check, Prompt } = oidc.interactionPolicy;
  const policy = base();
  const check = policy.get("login")?.checks.get("no_session");
  if (check) check.description = "Login required";
  policy.remove("consent");
  const missing = new Check("consent_missing", "Consent required", "consent_required", (ctx) =>
    needsConsent(realm, ctx),
  );
  policy.add(new Prompt({ name: "consent", requestable: false }, missing));
  return policy;
}

function toRsaKey(key: { [member: string]: unknown }): {
  kty: "RSA";
  n: string;
  e: string;
  [member: string]: unknown;
} {
  return { ...key, kty: "RSA", n: String(key["n"]), e: String(key["e"]) };
}

function rotates(state: Auth0State, clientId: string | undefined): boolean {
  const settings = findClient(state, clientId)?.["refresh_token"];
  return isObject(settings) && settings["rotation_type"] === "rotating";
}

function refreshTokenLifetime(state: Auth0State, clientId: string): number {
  const settings = findClient(state, clientId)?.["refresh_token"];
  const lifetime =
    isObject(settings) && settings["expiration_type"] === "expiring" ? settings["token_lifetime"] : decade;
  return typeof lifetime === "number" && lifetime > 0 ? lifetime : decade;
}

function idTokenLifetime(state: Auth0State, clientId: string): number {
  const settings = findClient(state, clientId)?.["jwt_configuration"];
  const lifetime = isObject(settings) ? settings["lifetime_in_seconds"] : undefined;
  return typeof lifetime === "number" && lifetime > 0 ? lifetime : 36_000;
}

/** Every grant type that goes through the authorization server. */
export const knownGrantTypes: ReadonlySet<string> = new Set(
  Object.values(grantTypes).filter((type) => type !== grantTypes.implicit),
);
