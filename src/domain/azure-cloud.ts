import type {
  ApimApi,
  ApimService,
  ApiRef,
  AuthorizationServer,
  AuthorizationServerDraft,
  NamedValue,
  Operation,
  PolicyFragment,
  PolicyLevel,
  PortalRevision,
  Product,
  ServiceRef,
  StoredPolicy,
  Subscription,
  UserAuthorization,
  VersionedApi,
  VersionScheme,
} from "./apim.ts";

/**
 * Azure, as one signed-in account sees it. Lists come lazily, page by page.
 *
 * Every call may throw `Failure` with `unauthorized` (sign in again), `forbidden` (no right on the subscription or
 * resource; the message names the action), `rate-limited`, `unreachable` or `cancelled`; what else it throws is said at the
 * call. Deleting what is gone already is no error.
 */
export interface AzureCloud {
  listSubscriptions(signal: AbortSignal): AsyncIterable<Subscription>;
  listServices(subscriptionId: string, signal: AbortSignal): AsyncIterable<ApimService>;
  /** Throws `not-found`. */
  readService(service: ServiceRef, signal: AbortSignal): Promise<ApimService>;

  /** Current revisions only. */
  listApis(service: ServiceRef, signal: AbortSignal): AsyncIterable<ApimApi>;
  /** `undefined` when there is no such API. */
  readApi(api: ApiRef, signal: AbortSignal): Promise<VersionedApi | undefined>;
  /** Throws `changed-on-server` when `etag` is stale, `rejected` when a named authorization server does not exist. */
  setUserAuthorization(
    api: ApiRef,
    authorization: UserAuthorization,
    etag: string,
    signal: AbortSignal,
  ): Promise<VersionedApi>;
  listOperations(api: ApiRef, signal: AbortSignal): AsyncIterable<Operation>;
  /** The products that the API is in. */
  listProductsOfApi(api: ApiRef, signal: AbortSignal): AsyncIterable<Product>;
  /** `undefined` when there is no such version set, or it names a scheme that is not known here. */
  readVersionScheme(
    service: ServiceRef,
    versionSetId: string,
    signal: AbortSignal,
  ): Promise<VersionScheme | undefined>;

  listAuthorizationServers(service: ServiceRef, signal: AbortSignal): AsyncIterable<AuthorizationServer>;
  /** `undefined` when there is none with this id. */
  readAuthorizationServer(
    service: ServiceRef,
    authorizationServerId: string,
    signal: AbortSignal,
  ): Promise<AuthorizationServer | undefined>;
  /** `undefined` when none is stored. */
  readAuthorizationServerSecret(
    service: ServiceRef,
    authorizationServerId: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Creates only. Throws `already-exists` when the id is taken, `rejected` when a field is refused. */
  createAuthorizationServer(
    service: ServiceRef,
    authorizationServerId: string,
    draft: AuthorizationServerDraft,
    clientSecret: string,
    signal: AbortSignal,
  ): Promise<AuthorizationServer>;
  deleteAuthorizationServer(
    service: ServiceRef,
    authorizationServerId: string,
    signal: AbortSignal,
  ): Promise<void>;

  listProducts(service: ServiceRef, signal: AbortSignal): AsyncIterable<Product>;
  listNamedValues(service: ServiceRef, signal: AbortSignal): AsyncIterable<NamedValue>;
  listFragments(service: ServiceRef, signal: AbortSignal): AsyncIterable<PolicyFragment>;
  /** Names that policies use as `backend-id`. */
  listBackendIds(service: ServiceRef, signal: AbortSignal): AsyncIterable<string>;
  /** Names that policies use as `certificate-id`. */
  listCertificateIds(service: ServiceRef, signal: AbortSignal): AsyncIterable<string>;

  /** `undefined` when the level has no policy of its own. */
  readPolicy(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined>;
  /**
   * Writes `text` in `rawxml`. `etag` is the one that was read, `undefined` to create only. A fragment keeps its
   * description.
   *
   * Throws `changed-on-server` when the policy is no longer the one that was read (or exists already), and `rejected` with
   * the service's messages, which name line and column, when it refuses the text.
   */
  writePolicy(
    level: PolicyLevel,
    text: string,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<StoredPolicy>;
  /** Throws `changed-on-server` when `etag` is stale, `rejected` for a fragment that policies include. */
  deletePolicy(level: PolicyLevel, etag: string, signal: AbortSignal): Promise<void>;

  listPortalRevisions(service: ServiceRef, signal: AbortSignal): AsyncIterable<PortalRevision>;
  /** Publishes the developer portal and waits until it is done. */
  publishPortal(service: ServiceRef, description: string, signal: AbortSignal): Promise<PortalRevision>;

  /** The instance's all-access subscription key, for a call through the gateway. */
  readMasterKey(service: ServiceRef, signal: AbortSignal): Promise<string>;
}

/** A call to an API, as any client makes it. */
export interface ApiCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came back. */
export interface ApiAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  /** At most the first 64 KiB. */
  readonly body: string;
  /** From the call to the end of the body. */
  readonly milliseconds: number;
}

/** Calls through the API Management gateway. Throws `unreachable` or `cancelled`; an HTTP error is an answer. */
export interface ApiCaller {
  call(call: ApiCall, signal: AbortSignal): Promise<ApiAnswer>;
}
