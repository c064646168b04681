import type { AssertionAlgorithm } from "./account.ts";
import type { Discovery, IssuedToken, PublicKey, Tenant } from "./auth0.ts";

/**
 * One connected Auth0 tenant, besides the kinds that it keeps.
 *
 * Every call may throw `Failure` with `unauthorized` (credentials refused), `forbidden` (the message names the missing
 * Management API scopes), `rate-limited`, `unreachable` or `cancelled`; what else it throws is said at the call.
 */
export interface Auth0Cloud {
  readonly domain: string;
  readTenant(signal: AbortSignal): Promise<Tenant>;
  readDiscovery(signal: AbortSignal): Promise<Discovery>;
  /** The keys behind the discovery document's `jwks_uri`. */
  readPublicKeys(signal: AbortSignal): Promise<readonly PublicKey[]>;

  /**
   * An address at which whoever has it may set a new password of a user, for `seconds`. Throws `not-found` when there is no such
   * user, and `rejected` for one who is in no database.
   */
  createPasswordTicket(userId: string, seconds: number, signal: AbortSignal): Promise<string>;

  /**
   * A token by client credentials for `audience`, from the Authentication API. Throws `unauthorized` for a wrong secret
   * and `forbidden` when the application has no grant on the API.
   */
  requestToken(request: TokenRequest, signal: AbortSignal): Promise<IssuedToken>;
}

/** Who asks for a token, how it proves itself, and for which API. */
export type TokenRequest = { readonly clientId: string; readonly audience: string } & (
  | { readonly clientSecret: string }
  /** PEM, PKCS#8, without a passphrase. */
  | { readonly privateKey: string; readonly algorithm: AssertionAlgorithm }
);
