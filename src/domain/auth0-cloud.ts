import type {
  Application,
  ApplicationChanges,
  ApplicationDraft,
  Auth0Api,
  Auth0ApiDraft,
  Auth0User,
  ClientGrant,
  Connection,
  Discovery,
  IssuedToken,
  PublicKey,
  Tenant,
  UserDraft,
} from "./auth0.ts";

/**
 * One connected Auth0 tenant. Lists come lazily, page by page, in the tenant's order.
 *
 * Every call may throw `Failure` with `unauthorized` (credentials refused), `forbidden` (the message names the missing
 * Management API scopes), `rate-limited`, `unreachable` or `cancelled`; what else it throws is said at the call. Deleting
 * what is gone already is no error.
 */
export interface Auth0Cloud {
  readonly domain: string;
  readTenant(signal: AbortSignal): Promise<Tenant>;
  readDiscovery(signal: AbortSignal): Promise<Discovery>;
  /** The keys behind the discovery document's `jwks_uri`. */
  readPublicKeys(signal: AbortSignal): Promise<readonly PublicKey[]>;

  listApis(signal: AbortSignal): AsyncIterable<Auth0Api>;
  /** The API with exactly this identifier, or `undefined`. */
  findApi(identifier: string, signal: AbortSignal): Promise<Auth0Api | undefined>;
  /** Throws `already-exists` when the identifier is taken. */
  createApi(draft: Auth0ApiDraft, signal: AbortSignal): Promise<Auth0Api>;
  /** Replaces the list of scopes. */
  updateApiScopes(id: string, scopes: Auth0Api["scopes"], signal: AbortSignal): Promise<Auth0Api>;
  deleteApi(id: string, signal: AbortSignal): Promise<void>;

  listApplications(signal: AbortSignal): AsyncIterable<Application>;
  /** `undefined` when there is none with this client id. */
  readApplication(clientId: string, signal: AbortSignal): Promise<Application | undefined>;
  /** The client secret; `undefined` for an application that is public, uses keys, or does not exist. */
  readClientSecret(clientId: string, signal: AbortSignal): Promise<string | undefined>;
  createApplication(draft: ApplicationDraft, signal: AbortSignal): Promise<Application>;
  updateApplication(clientId: string, changes: ApplicationChanges, signal: AbortSignal): Promise<Application>;
  deleteApplication(clientId: string, signal: AbortSignal): Promise<void>;

  listConnections(signal: AbortSignal): AsyncIterable<Connection>;
  /** Creates a database connection. Throws `already-exists` when the name is taken. */
  createDatabaseConnection(name: string, signal: AbortSignal): Promise<Connection>;
  deleteConnection(id: string, signal: AbortSignal): Promise<void>;
  /** Client ids of the applications that may sign users in with this connection. */
  listEnabledClients(connectionId: string, signal: AbortSignal): AsyncIterable<string>;
  setConnectionEnabled(
    connectionId: string,
    clientId: string,
    enabled: boolean,
    signal: AbortSignal,
  ): Promise<void>;

  /** The user with this e-mail address in the connection of this name, or `undefined`. */
  findUser(email: string, connection: string, signal: AbortSignal): Promise<Auth0User | undefined>;
  /** The users of the connection of this name, as the tenant's search knows them: it lags some seconds behind. */
  listUsers(connection: string, signal: AbortSignal): AsyncIterable<Auth0User>;
  /** Throws `already-exists`, or `rejected` when the password is too weak. */
  createUser(draft: UserDraft, signal: AbortSignal): Promise<Auth0User>;
  deleteUser(id: string, signal: AbortSignal): Promise<void>;

  listClientGrants(
    filter: { readonly clientId?: string; readonly audience?: string },
    signal: AbortSignal,
  ): AsyncIterable<ClientGrant>;
  createClientGrant(
    draft: { readonly clientId: string; readonly audience: string; readonly scopes: readonly string[] },
    signal: AbortSignal,
  ): Promise<ClientGrant>;
  deleteClientGrant(id: string, signal: AbortSignal): Promise<void>;

  /**
   * A token by client credentials for `audience`, from the Authentication API. Throws `unauthorized` for a wrong secret
   * and `forbidden` when the application has no grant on the API.
   */
  requestToken(
    request: { readonly clientId: string; readonly clientSecret: string; readonly audience: string },
    signal: AbortSignal,
  ): Promise<IssuedToken>;
}
