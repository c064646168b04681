import { Failure } from "../../../src/core/failure.ts";
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
} from "../../../src/domain/apim.ts";
import type { AzureCloud } from "../../../src/domain/azure-cloud.ts";
import { Calls, oneByOne } from "./calls.ts";
import { apiKey, policyKey, resourceId, serviceKey } from "./resource-ids.ts";

/** What one API Management instance holds; a test may fill it and look at it. */
export class InMemoryService {
  readonly apis = new Map<string, VersionedApi>();
  /** By API id. */
  readonly operations = new Map<string, Operation[]>();
  readonly authorizationServers = new Map<string, AuthorizationServer>();
  /** By authorization server id. */
  readonly secrets = new Map<string, string>();
  readonly policies = new Map<string, StoredPolicy>();
  products: Product[] = [];
  /** Ids of the products that an API is in, by API id. */
  readonly productsOfApis = new Map<string, string[]>();
  /** By version set id. */
  readonly versionSchemes = new Map<string, VersionScheme>();
  namedValues: NamedValue[] = [];
  /** By lower-case fragment id. */
  readonly fragmentDescriptions = new Map<string, string>();
  backendIds: string[] = [];
  certificateIds: string[] = [];
  portalRevisions: PortalRevision[] = [];
  masterKey = "in-memory-master-key";
  readonly service: ApimService;

  constructor(service: ApimService) {
    this.service = service;
  }
}

/** Azure in memory. */
export class InMemoryAzureCloud implements AzureCloud {
  readonly calls = new Calls<keyof AzureCloud>();
  subscriptions: Subscription[] = [];
  /** Subscriptions the account may see in a list but not look into. */
  readonly forbidden = new Set<string>();
  private readonly services = new Map<string, InMemoryService>();
  private version = 0;

  /** Adds an empty instance and gives access to what it holds. */
  addService(service: ApimService): InMemoryService {
    const added = new InMemoryService(service);
    this.services.set(serviceKey(service), added);
    return added;
  }

  /** Adds an API with its operations. */
  addApi(api: ApimApi, operations: readonly Operation[] = []): void {
    const service = this.service(api.service);
    service.apis.set(apiKey(api), { api, etag: this.nextEtag() });
    service.operations.set(apiKey(api), [...operations]);
  }

  /** Stores a policy as another person would: without asking for an ETag. */
  putPolicy(level: PolicyLevel, text: string): StoredPolicy {
    const stored = { level, text, etag: this.nextEtag() };
    this.service(level.service).policies.set(policyKey(level), stored);
    return stored;
  }

  /** What an instance holds. Throws `not-found`. */
  service(ref: ServiceRef): InMemoryService {
    const found = this.services.get(serviceKey(ref));
    if (!found) throw new Failure("not-found", `There is no API Management instance ${ref.serviceName}.`);
    return found;
  }

  async *listSubscriptions(signal: AbortSignal): AsyncGenerator<Subscription> {
    this.calls.begin("listSubscriptions", signal);
    yield* oneByOne(this.subscriptions, signal);
  }

  async *listServices(subscriptionId: string, signal: AbortSignal): AsyncGenerator<ApimService> {
    this.begin("listServices", { subscriptionId }, signal);
    const all = [...this.services.values()].map((one) => one.service);
    yield* oneByOne(
      all.filter((service) => service.subscriptionId === subscriptionId),
      signal,
    );
  }

  async readService(service: ServiceRef, signal: AbortSignal): Promise<ApimService> {
    this.begin("readService", service, signal);
    return this.service(service).service;
  }

  async *listApis(service: ServiceRef, signal: AbortSignal): AsyncGenerator<ApimApi> {
    this.begin("listApis", service, signal);
    const apis = [...this.service(service).apis.values()].map(({ api }) => api);
    yield* oneByOne(
      apis.filter((api) => api.isCurrent),
      signal,
    );
  }

  async readApi(api: ApiRef, signal: AbortSignal): Promise<VersionedApi | undefined> {
    this.begin("readApi", api.service, signal);
    return this.service(api.service).apis.get(apiKey(api));
  }

  async setUserAuthorization(
    api: ApiRef,
    authorization: UserAuthorization,
    etag: string,
    signal: AbortSignal,
  ): Promise<VersionedApi> {
    this.begin("setUserAuthorization", api.service, signal);
    const service = this.service(api.service);
    const stored = service.apis.get(apiKey(api));
    if (!stored) throw new Failure("not-found", `There is no API ${api.apiId}.`);
    if (etag !== stored.etag && etag !== "*") throw changed(`The API ${api.apiId}`);
    for (const { authorizationServerId } of authorization.oauth2) {
      if (service.authorizationServers.has(authorizationServerId)) continue;
      throw rejected("AuthenticationSettings", "Authorization server was not found.");
    }
    const next = { api: { ...stored.api, userAuthorization: authorization }, etag: this.nextEtag() };
    service.apis.set(apiKey(api), next);
    return next;
  }

  async *listOperations(api: ApiRef, signal: AbortSignal): AsyncGenerator<Operation> {
    this.begin("listOperations", api.service, signal);
    const operations = this.service(api.service).operations.get(apiKey(api));
    if (!operations) throw new Failure("not-found", `There is no API ${api.apiId}.`);
    yield* oneByOne(operations, signal);
  }

  async *listProductsOfApi(api: ApiRef, signal: AbortSignal): AsyncGenerator<Product> {
    this.begin("listProductsOfApi", api.service, signal);
    const { products, productsOfApis } = this.service(api.service);
    const ids = productsOfApis.get(apiKey(api)) ?? [];
    yield* oneByOne(
      products.filter(({ productId }) => ids.includes(productId)),
      signal,
    );
  }

  async readVersionScheme(
    service: ServiceRef,
    versionSetId: string,
    signal: AbortSignal,
  ): Promise<VersionScheme | undefined> {
    this.begin("readVersionScheme", service, signal);
    return this.service(service).versionSchemes.get(versionSetId);
  }

  async *listAuthorizationServers(
    service: ServiceRef,
    signal: AbortSignal,
  ): AsyncGenerator<AuthorizationServer> {
    this.begin("listAuthorizationServers", service, signal);
    yield* oneByOne([...this.service(service).authorizationServers.values()], signal);
  }

  async readAuthorizationServer(
    service: ServiceRef,
    authorizationServerId: string,
    signal: AbortSignal,
  ): Promise<AuthorizationServer | undefined> {
    this.begin("readAuthorizationServer", service, signal);
    return this.service(service).authorizationServers.get(authorizationServerId);
  }

  async readAuthorizationServerSecret(
    service: ServiceRef,
    authorizationServerId: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    this.begin("readAuthorizationServerSecret", service, signal);
    return this.service(service).secrets.get(authorizationServerId);
  }

  async createAuthorizationServer(
    service: ServiceRef,
    authorizationServerId: string,
    draft: AuthorizationServerDraft,
    clientSecret: string,
    signal: AbortSignal,
  ): Promise<AuthorizationServer> {
    this.begin("createAuthorizationServer", service, signal);
    const state = this.service(service);
    if (state.authorizationServers.has(authorizationServerId)) {
      throw new Failure(
        "already-exists",
        `The authorization server ${authorizationServerId} exists already.`,
      );
    }
    if (draft.displayName.length < 1 || draft.displayName.length > 50) {
      throw rejected("displayName", "The display name must have 1 to 50 characters.");
    }
    const id = `${state.service.id}/authorizationServers/${authorizationServerId}`;
    const created = { ...draft, service, id, authorizationServerId };
    state.authorizationServers.set(authorizationServerId, created);
    state.secrets.set(authorizationServerId, clientSecret);
    return created;
  }

  async deleteAuthorizationServer(
    service: ServiceRef,
    authorizationServerId: string,
    signal: AbortSignal,
  ): Promise<void> {
    this.begin("deleteAuthorizationServer", service, signal);
    this.service(service).authorizationServers.delete(authorizationServerId);
    this.service(service).secrets.delete(authorizationServerId);
  }

  async *listProducts(service: ServiceRef, signal: AbortSignal): AsyncGenerator<Product> {
    this.begin("listProducts", service, signal);
    yield* oneByOne(this.service(service).products, signal);
  }

  async *listNamedValues(service: ServiceRef, signal: AbortSignal): AsyncGenerator<NamedValue> {
    this.begin("listNamedValues", service, signal);
    yield* oneByOne(this.service(service).namedValues, signal);
  }

  async *listFragments(ref: ServiceRef, signal: AbortSignal): AsyncGenerator<PolicyFragment> {
    this.begin("listFragments", ref, signal);
    const { policies, fragmentDescriptions } = this.service(ref);
    const fragments = [...policies.values()].flatMap(({ level }) =>
      level.kind === "fragment" ? [level.fragmentId] : [],
    );
    for await (const fragmentId of oneByOne(fragments, signal)) {
      const id = `${resourceId(ref)}/policyFragments/${fragmentId}`;
      yield { id, fragmentId, description: fragmentDescriptions.get(fragmentId.toLowerCase()) };
    }
  }

  async *listBackendIds(service: ServiceRef, signal: AbortSignal): AsyncGenerator<string> {
    this.begin("listBackendIds", service, signal);
    yield* oneByOne(this.service(service).backendIds, signal);
  }

  async *listCertificateIds(service: ServiceRef, signal: AbortSignal): AsyncGenerator<string> {
    this.begin("listCertificateIds", service, signal);
    yield* oneByOne(this.service(service).certificateIds, signal);
  }

  async readPolicy(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined> {
    this.begin("readPolicy", level.service, signal);
    return this.service(level.service).policies.get(policyKey(level));
  }

  async writePolicy(
    level: PolicyLevel,
    text: string,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<StoredPolicy> {
    this.begin("writePolicy", level.service, signal);
    const stored = this.service(level.service).policies.get(policyKey(level));
    if (etag === undefined ? stored : !stored || (etag !== stored.etag && etag !== "*")) {
      throw changed("The policy");
    }
    const root = level.kind === "fragment" ? "fragment" : "policies";
    if (!new RegExp(`^\\s*<${root}[\\s/>]`).test(text)) {
      throw rejected("representation", `Error in element '${root}' on line 1, column 1: root is missing.`);
    }
    return stored?.text === text ? stored : this.putPolicy(level, text);
  }

  async deletePolicy(level: PolicyLevel, etag: string, signal: AbortSignal): Promise<void> {
    this.begin("deletePolicy", level.service, signal);
    const { policies } = this.service(level.service);
    const stored = policies.get(policyKey(level));
    if (stored && etag !== stored.etag && etag !== "*") throw changed("The policy");
    policies.delete(policyKey(level));
  }

  async *listPortalRevisions(service: ServiceRef, signal: AbortSignal): AsyncGenerator<PortalRevision> {
    this.begin("listPortalRevisions", service, signal);
    yield* oneByOne(this.service(service).portalRevisions, signal);
  }

  async publishPortal(
    service: ServiceRef,
    description: string,
    signal: AbortSignal,
  ): Promise<PortalRevision> {
    this.begin("publishPortal", service, signal);
    const state = this.service(service);
    const id = `${resourceId(service)}/portalRevisions/${state.portalRevisions.length + 1}`;
    const revision = { id, description, isCurrent: true, createdAt: new Date() };
    const earlier = state.portalRevisions.map((other) => ({ ...other, isCurrent: false }));
    state.portalRevisions = [...earlier, revision];
    return revision;
  }

  async readMasterKey(service: ServiceRef, signal: AbortSignal): Promise<string> {
    this.begin("readMasterKey", service, signal);
    return this.service(service).masterKey;
  }

  private begin(
    method: keyof AzureCloud,
    { subscriptionId }: { readonly subscriptionId: string },
    signal: AbortSignal,
  ): void {
    this.calls.begin(method, signal);
    if (this.forbidden.has(subscriptionId)) {
      throw new Failure("forbidden", `The account has no right to read in subscription ${subscriptionId}.`);
    }
  }

  private nextEtag(): string {
    this.version += 1;
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(this.version));
    return `"${bytes.toString("base64")}"`;
  }
}

function changed(what: string): Failure {
  return new Failure("changed-on-server", `${what} was changed by someone else in the meantime.`);
}

function rejected(target: string, message: string): Failure {
  return new Failure("rejected", message, { details: [{ target, message }] });
}
