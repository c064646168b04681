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
  readonly description: string | undefined;
}

/** A resource server: what Auth0's dashboard calls an API. */
export interface Auth0Api {
  readonly id: string;
  readonly name: string;
  /** The audience; it can never be changed. */
  readonly identifier: string;
  readonly signingAlgorithm: SigningAlgorithm;
  readonly scopes: readonly Scope[];
  /** `access_token`, `access_token_authz`, `rfc9068_profile` or `rfc9068_profile_authz`. */
  readonly tokenDialect: string;
  /** Role-based access control is on. */
  readonly enforcesPolicies: boolean;
  /** The tenant's own Management API. */
  readonly isSystem: boolean;
}

export interface Auth0ApiDraft {
  readonly name: string;
  readonly identifier: string;
  readonly signingAlgorithm: SigningAlgorithm;
  readonly scopes: readonly Scope[];
  /** Off when left out. */
  readonly enforcesPolicies?: boolean;
}

export type ApplicationType = "regular_web" | "spa" | "native" | "non_interactive" | "other";

/** A client: what Auth0's dashboard calls an application. Its secret is read apart and only when needed. */
export interface Application {
  readonly clientId: string;
  readonly name: string;
  readonly type: ApplicationType;
  readonly callbacks: readonly string[];
  readonly grantTypes: readonly string[];
  /** `client_secret_post`, `client_secret_basic`, `none`…; `undefined` when the tenant did not say. */
  readonly tokenEndpointAuthMethod: string | undefined;
}

export interface ApplicationDraft {
  readonly name: string;
  readonly type: ApplicationType;
  readonly callbacks: readonly string[];
  readonly grantTypes: readonly string[];
  readonly tokenEndpointAuthMethod: string | undefined;
}

/** A source of users. Only database connections (`strategy` `auth0`) can hold a test user. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly strategy: string;
}

export type ConnectionDraft = Omit<Connection, "id">;

/** That an application may sign users in with a connection. */
export interface EnabledApplication {
  readonly connectionId: string;
  readonly clientId: string;
}

export interface Auth0User {
  readonly id: string;
  readonly email: string;
  readonly connection: string;
}

export interface UserDraft {
  readonly email: string;
  readonly password: string;
  /** The connection's name. */
  readonly connection: string;
}

/** Permission of an application to ask for tokens of an API without a user. */
export interface ClientGrant {
  readonly id: string;
  readonly clientId: string;
  readonly audience: string;
  readonly scopes: readonly string[];
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
