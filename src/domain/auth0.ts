import type { ApplicationSettings } from "./application-settings.ts";
import type { Settings } from "./settings.ts";

/** An Auth0 tenant, named by the host its tokens are issued from, e.g. `contoso.eu.auth0.com`. */
export interface Tenant {
  readonly domain: string;
  /** The tenant's own name for itself; `undefined` when it gave none. */
  readonly friendlyName: string | undefined;
  /** The audience of a request that names none; `undefined` means such a token is opaque. */
  readonly defaultAudience: string | undefined;
  /** Verified custom domains, whose tokens carry another issuer than the tenant's own. */
  readonly customDomains: readonly string[];
}

/** A public key of the tenant as its JWKS document shows it (RFC 7517). */
export type PublicKey = Readonly<Record<string, unknown>>;

export type SigningAlgorithm = "RS256" | "RS512" | "HS256" | "PS256";

export interface Scope {
  readonly value: string;
  readonly description?: string | undefined;
}

/** Who may have tokens for an API, with a user and without; a policy that is left out stays. */
interface AccessPolicies {
  readonly user?: { readonly policy?: "allow_all" | "require_client_grant" | "deny_all" };
  readonly client?: { readonly policy?: "require_client_grant" | "deny_all" };
}

/** What can be decided of an API. What the tenant did not say is left out. */
export interface Auth0ApiDraft {
  /** The dashboard shows the identifier where there is none. */
  readonly name?: string | undefined;
  /** The audience; it can never be changed. */
  readonly identifier: string;
  readonly scopes?: readonly Scope[] | undefined;
  readonly signingAlgorithm?: SigningAlgorithm | undefined;
  /** Signs tokens with HS256; the tenant makes one where none is given. */
  readonly signingSecret?: string | undefined;
  /** Seconds that an access token lives. */
  readonly tokenLifetime?: number | undefined;
  /** Seconds, at most `tokenLifetime`, where a browser gets the token by the implicit or hybrid flow. */
  readonly tokenLifetimeForWeb?: number | undefined;
  /** `access_token`, `access_token_authz`, `rfc9068_profile` or `rfc9068_profile_authz`. */
  readonly tokenDialect?: string | undefined;
  /** Role-based access control is on. */
  readonly enforcesPolicies?: boolean | undefined;
  /** Refresh tokens may be had for it. */
  readonly allowsOfflineAccess?: boolean | undefined;
  /** Applications of the tenant's own ask no user for consent. */
  readonly skipsConsent?: boolean | undefined;
  readonly accessPolicies?: AccessPolicies | undefined;
  /** Refresh tokens that end with the user's session may be had for it. */
  readonly allowsOnlineAccess?: boolean | undefined;
  /** As `allowsOnlineAccess`, where sessions end with the browser. */
  readonly allowsOnlineAccessInEphemeralSessions?: boolean | undefined;
  /** The types of rich authorization requests that it takes. */
  readonly authorizationDetails?: readonly Settings[] | undefined;
  readonly authorizationPolicy?: Settings | undefined;
  readonly consentPolicy?: string | undefined;
  /** Tokens are bound to a key or a certificate of the client. */
  readonly proofOfPossession?: Settings | undefined;
  /** Tokens are encrypted, so that only the API itself can read them. */
  readonly tokenEncryption?: Settings | undefined;
}

/** A resource server: what Auth0's dashboard calls an API. */
export interface Auth0Api extends Omit<Auth0ApiDraft, "signingSecret"> {
  readonly id: string;
  /** One of Auth0's own, such as the tenant's Management API: it takes no change. */
  readonly isSystem: boolean;
}

/** What people call an API. */
export function apiTitle({ name, identifier }: Pick<Auth0Api, "name" | "identifier">): string {
  return name ?? identifier;
}

/** A client: what Auth0's dashboard calls an application. Its secret is read apart and only when needed. */
export interface Application extends ApplicationSettings {
  readonly clientId: string;
  readonly name: string;
}

export interface ApplicationDraft extends ApplicationSettings {
  readonly name: string;
  /** One of the tenant's own making is better; it can be given to one that is there only. */
  readonly clientSecret?: string | undefined;
  /** Settings by add-on. They hold keys of other services, so they are never read. */
  readonly addons?: Settings | undefined;
}

/** What can be decided of a source of users. What the tenant did not say is left out. */
export interface ConnectionDraft {
  readonly name: string;
  /** `auth0` for a database connection, the only one that holds users of its own. */
  readonly strategy: string;
  readonly displayName?: string | undefined;
  /** Applications of third parties may use it too. */
  readonly isDomainConnection?: boolean | undefined;
  readonly showsAsButton?: boolean | undefined;
  readonly realms?: readonly string[] | undefined;
  readonly metadata?: Settings | undefined;
  readonly authentication?: Settings | undefined;
  readonly connectedAccounts?: Settings | undefined;
  readonly crossAppAccess?: Settings | undefined;
  /** Client ids of the applications that may sign users in with it; left out by lists, and where there are none. */
  readonly enabledApplications?: readonly string[] | undefined;
  /** Depend on the strategy. Without secrets, and left out altogether for who may not read them. */
  readonly options?: Settings | undefined;
}

/** A source of users. */
export interface Connection extends ConnectionDraft {
  readonly id: string;
}

/** That an application may sign users in with a connection. */
export interface EnabledApplication {
  readonly connectionId: string;
  readonly clientId: string;
}

/** What can be decided of a user. What the tenant did not say is left out. */
export interface UserDraft {
  /** The connection's name. */
  readonly connection: string;
  readonly email?: string | undefined;
  /** Only where the connection's users have one. */
  readonly username?: string | undefined;
  /** E.164, such as +15550100. */
  readonly phoneNumber?: string | undefined;
  /** Of a database connection; nobody can read it. */
  readonly password?: string | undefined;
  readonly emailVerified?: boolean | undefined;
  readonly phoneVerified?: boolean | undefined;
  readonly blocked?: boolean | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly name?: string | undefined;
  readonly nickname?: string | undefined;
  readonly picture?: string | undefined;
  readonly userMetadata?: Settings | undefined;
  readonly appMetadata?: Settings | undefined;
}

/** A user of the tenant. */
export interface Auth0User extends Omit<UserDraft, "password"> {
  readonly id: string;
  /** Names of the connections of other accounts that were linked to it; left out where there are none. */
  readonly linkedConnections?: readonly string[];
}

/** What can be decided of a client grant. What the tenant did not say is left out. */
export interface ClientGrantDraft {
  /** Left out where the grant is the default of a group of applications. */
  readonly clientId?: string | undefined;
  readonly audience: string;
  /**
   * `client`, which is meant where nothing is said: what the application gets for itself, without a user; `user`: what users may
   * get through it.
   */
  readonly subjectType?: "client" | "user" | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** Every scope of the API, those to come among them; `scopes` say nothing then. */
  readonly allowsAllScopes?: boolean | undefined;
  readonly organizationUsage?: "deny" | "allow" | "require" | undefined;
  readonly allowsAnyOrganization?: boolean | undefined;
  /** The types of rich authorization requests that it covers. */
  readonly authorizationDetailsTypes?: readonly string[] | undefined;
  /** `third_party_clients`. */
  readonly defaultFor?: string | undefined;
}

/** Permission of an application to ask for tokens of an API. */
export interface ClientGrant extends ClientGrantDraft {
  readonly id: string;
  readonly scopes: readonly string[];
  /** One of Auth0's own: it takes no change. */
  readonly isSystem?: boolean;
}

/** The discovery document, as far as a link needs it. URLs exactly as the tenant gave them. */
export interface Discovery {
  /** Where the document itself was read. */
  readonly url: string;
  /** Ends with a slash for Auth0; compared exactly by `validate-jwt`. */
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
}

/** An answered token request. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scope: string | undefined;
}
