import type { Maybe } from "../../core/known.ts";
import type { TokenDialect } from "./auth0.ts";

/** An API of an Auth0 tenant, as far as policies care. */
export interface LiveApi {
  /** The audience, compared exactly. */
  readonly identifier: string;
  readonly name: string;
  /** `RS256`, `PS256` or `HS256`. */
  readonly signingAlgorithm: Maybe<string>;
  /** Scopes that the API defines; permissions have the same names. */
  readonly scopes: Maybe<readonly string[]>;
  readonly dialect: Maybe<TokenDialect>;
  /** RBAC is on and the dialect puts `permissions` in access tokens. */
  readonly permissionsInToken: Maybe<boolean>;
}

/** A connected Auth0 tenant. */
export interface LiveTenant {
  /** The tenant's own host name, `tenant.eu.auth0.com`. */
  readonly domain: string;
  /** Host names of verified custom domains. */
  readonly customDomains: Maybe<readonly string[]>;
  readonly apis: Maybe<readonly LiveApi[]>;
  /** Client ids of applications: the audience of ID tokens. */
  readonly clientIds: Maybe<readonly string[]>;
}

/** A named value of the connected instance. */
export interface LiveNamedValue {
  /** What stands between `{{` and `}}`; case counts. */
  readonly displayName: string;
  readonly secret: boolean;
  /** Not known when secret. */
  readonly value: Maybe<string>;
}

/**
 * What the connected clouds hold, as it was when last read. Every list may be unknown, and what is unknown is passed
 * over in silence: nobody waits for it and nothing is reported on its strength.
 */
export interface LiveFacts {
  readonly tenants: Maybe<readonly LiveTenant[]>;
  readonly namedValues: Maybe<readonly LiveNamedValue[]>;
  /** Names of policy fragments. */
  readonly fragments: Maybe<readonly string[]>;
  /** Names of backend entities. */
  readonly backends: Maybe<readonly string[]>;
  /** Names of certificates. */
  readonly certificates: Maybe<readonly string[]>;
}
