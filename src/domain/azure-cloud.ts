import type {
  ApimApi,
  ApiRef,
  ApiRevision,
  Directory,
  Instance,
  InstanceRef,
  InstanceTier,
  Operation,
  PolicyFragment,
  PolicyLevel,
  PortalRevision,
  Product,
  SpaceRef,
  StoredPolicy,
  Subscription,
  UserAuthorization,
  VersionedApi,
  VersionScheme,
  Workspace,
  WorkspaceRef,
} from "./apim.ts";

/** Names one connection of the credential manager. */
export interface CredentialConnectionRef {
  readonly instance: InstanceRef;
  readonly providerId: string;
  readonly connectionId: string;
}

/** A named value as far as policies are concerned. */
export interface NamedText {
  /** By which policies name it. */
  readonly displayName: string;
  /** `undefined` for a secret, which no list tells. */
  readonly value: string | undefined;
}

/** What is in the workspaces of an instance. They are only read here. */
export interface WorkspaceCloud {
  /** None where the tier has none. */
  list(instance: InstanceRef, signal: AbortSignal): AsyncIterable<Workspace>;
  /** Current revisions only. */
  listApis(workspace: WorkspaceRef, signal: AbortSignal): AsyncIterable<ApimApi>;
  listProducts(workspace: WorkspaceRef, signal: AbortSignal): AsyncIterable<Product>;
  /** The APIs that are in a product. */
  listApiIds(workspace: WorkspaceRef, productId: string, signal: AbortSignal): AsyncIterable<string>;
  listNamedValues(workspace: WorkspaceRef, signal: AbortSignal): AsyncIterable<NamedText>;
}

/**
 * Azure, as one signed-in account sees it. Lists come lazily, page by page.
 *
 * Every call may throw `Failure` with `unauthorized` (sign in again), `forbidden` (no right on the subscription or
 * resource; the message names the action), `rate-limited`, `unreachable` or `cancelled`; what else it throws is said at the
 * call. Deleting what is gone already is no error.
 */
export interface AzureCloud {
  listSubscriptions(signal: AbortSignal): AsyncIterable<Subscription>;
  /** The directories that the account is in. */
  listDirectories(signal: AbortSignal): AsyncIterable<Directory>;
  listInstances(subscriptionId: string, signal: AbortSignal): AsyncIterable<Instance>;
  /** Throws `not-found`. */
  readInstance(instance: InstanceRef, signal: AbortSignal): Promise<Instance>;

  /** What instances may be made in. */
  listTiers(subscriptionId: string, signal: AbortSignal): AsyncIterable<InstanceTier>;
  /** Why the name may not be taken by a new instance, as the service says it; `undefined` when it may. */
  findNameProblem(subscriptionId: string, name: string, signal: AbortSignal): Promise<string | undefined>;
  /** Whether an instance of that name was deleted there not long ago, so that its name is not free. */
  findDeletedInstance(instance: InstanceRef, location: string, signal: AbortSignal): Promise<boolean>;

  /**
   * Where somebody signs in for a connection of the credential manager, which then sends them back to `returnTo`. Whoever has the link
   * can sign in for the connection. Throws `not-found`.
   */
  readLoginLink(connection: CredentialConnectionRef, returnTo: string, signal: AbortSignal): Promise<string>;

  readonly workspaces: WorkspaceCloud;
  /** Current revisions only, and those of the instance itself. */
  listApis(instance: InstanceRef, signal: AbortSignal): AsyncIterable<ApimApi>;
  /**
   * As {@link listApis}, of a workspace too, and with the revisions besides the current ones that the service lists among them. Whether it
   * lists all of those is not documented.
   */
  listApisWithRevisions(space: SpaceRef, signal: AbortSignal): AsyncIterable<ApimApi>;
  /** All of an API, whichever of them `api` names. */
  listRevisions(api: ApiRef, signal: AbortSignal): AsyncIterable<ApiRevision>;
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
  /** The products that the API is in; of its workspace where it is in one. */
  listProductsOfApi(api: ApiRef, signal: AbortSignal): AsyncIterable<Product>;
  /** Throws `not-found` when there is no such product. */
  listApisOfProduct(instance: InstanceRef, productId: string, signal: AbortSignal): AsyncIterable<ApimApi>;
  /** `undefined` when there is no such version set, or it names a scheme that is not known here. */
  readVersionScheme(
    instance: InstanceRef,
    versionSetId: string,
    signal: AbortSignal,
  ): Promise<VersionScheme | undefined>;

  listProducts(instance: InstanceRef, signal: AbortSignal): AsyncIterable<Product>;
  listFragments(instance: InstanceRef, signal: AbortSignal): AsyncIterable<PolicyFragment>;
  /** Names that policies use as `backend-id`. */
  listBackendIds(instance: InstanceRef, signal: AbortSignal): AsyncIterable<string>;
  /** Names that policies use as `certificate-id`. */
  listCertificateIds(instance: InstanceRef, signal: AbortSignal): AsyncIterable<string>;

  /**
   * The levels that have a policy of their own, as one list of the service tells: none where it has no such list. How complete
   * the list is the service does not say. `undefined` stands for a level that is not known here.
   */
  listPolicyLevels(instance: InstanceRef, signal: AbortSignal): AsyncIterable<PolicyLevel | undefined>;
  /** `undefined` when the level has no policy of its own. */
  readPolicy(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined>;
  /**
   * The ETag that {@link readPolicy} would give now, without the text. `undefined` where it gives none: the answer has no body that would
   * say why, so only reading tells.
   */
  readPolicyEtag(level: PolicyLevel, signal: AbortSignal): Promise<string | undefined>;
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

  listPortalRevisions(instance: InstanceRef, signal: AbortSignal): AsyncIterable<PortalRevision>;

  /** The instance's all-access subscription key, for a call through the gateway. */
  readMasterKey(instance: InstanceRef, signal: AbortSignal): Promise<string>;
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
