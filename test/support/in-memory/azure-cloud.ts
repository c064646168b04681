import { Failure } from "../../../src/core/failure.ts";
import type {
  ApimApi,
  ApiRef,
  ApiRevision,
  AuthorizationServer,
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
} from "../../../src/domain/apim.ts";
import type { AzureCloud, CredentialConnectionRef } from "../../../src/domain/azure-cloud.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Shelved } from "../../../src/resources/clouds.ts";
import type { Shelf } from "../../../src/resources/kind.ts";
import { type ApiTag, type ApiTagLink, apiTag } from "../../../src/resources/kinds/api-tag.ts";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { type BackendDraft, type BackendSettings, backend } from "../../../src/resources/kinds/backend.ts";
import { certificate } from "../../../src/resources/kinds/certificate.ts";
import {
  type ConnectionAccess,
  type ConnectionAccessDraft,
  connectionAccess,
} from "../../../src/resources/kinds/connection-access.ts";
import { credentialConnection } from "../../../src/resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../../src/resources/kinds/credential-provider.ts";
import { currentRevision } from "../../../src/resources/kinds/current-revision.ts";
import { type ApimGroup, type ApimGroupDraft, apimGroup } from "../../../src/resources/kinds/group.ts";
import { groupUser } from "../../../src/resources/kinds/group-user.ts";
import { importedApi } from "../../../src/resources/kinds/imported-api.ts";
import { apimInstance } from "../../../src/resources/kinds/instance.ts";
import { type NamedValueSettings, namedValue } from "../../../src/resources/kinds/named-value.ts";
import { openIdProvider } from "../../../src/resources/kinds/openid-provider.ts";
import { policy } from "../../../src/resources/kinds/policy.ts";
import { policyFragment } from "../../../src/resources/kinds/policy-fragment.ts";
import { type ProductDraft, type ProductSettings, product } from "../../../src/resources/kinds/product.ts";
import { type ProductApi, type ProductLink, productApi } from "../../../src/resources/kinds/product-api.ts";
import {
  type ProductGroup,
  type ProductGroupLink,
  productGroup,
} from "../../../src/resources/kinds/product-group.ts";
import { publication } from "../../../src/resources/kinds/publication.ts";
import { subscription } from "../../../src/resources/kinds/subscription.ts";
import { apimTag } from "../../../src/resources/kinds/tag.ts";
import { userAuthorization } from "../../../src/resources/kinds/user-authorization.ts";
import {
  type VersionSet,
  type VersionSetDraft,
  versionSet,
} from "../../../src/resources/kinds/version-set.ts";
import { fragmentStore, instanceOf, policyStore, userAuthorizationStore } from "./azure-stores.ts";
import { Calls, oneByOne } from "./calls.ts";
import { apiKey, instanceKey, policyKey, resourceId } from "./resource-ids.ts";
import { shelvesOf } from "./shelves.ts";
import { InMemoryStore } from "./store.ts";
import { InMemoryWorkspaces, isOfInstance } from "./workspaces.ts";

/** What one API Management instance holds; a test may fill it and look at it. */
export class InMemoryInstance {
  readonly apis = new Map<string, VersionedApi>();
  /** By API id. */
  readonly operations = new Map<string, Operation[]>();
  /** By the id of an authorization server or an OpenID Connect provider; keys of subscriptions by `id/field`. */
  readonly secrets = new Map<string, string>();
  readonly policies = new Map<string, StoredPolicy>();
  /** Ids of the products that an API is in, by API id. */
  readonly productsOfApis = new Map<string, string[]>();
  /** By version set id. */
  readonly versionSchemes = new Map<string, VersionScheme>();
  /** By lower-case fragment id. */
  readonly fragmentDescriptions = new Map<string, string>();
  certificateIds: string[] = [];
  portalRevisions: PortalRevision[] = [];
  masterKey = "in-memory-master-key";

  constructor(
    readonly instance: Instance,
    private readonly stores: InMemoryAzureCloud["stores"],
  ) {}

  /** Puts these there, by their display names. */
  set namedValues(values: readonly Pick<NamedValueSettings, "displayName" | "secret" | "value">[]) {
    const rest = { tags: [], keyVault: undefined };
    for (const one of values)
      this.stores.namedValues.put(instancePath(this.instance), one.displayName, { ...one, ...rest });
  }

  /** Puts these there. */
  set backendIds(ids: readonly string[]) {
    const draft = { url: "https://backend.example", protocol: "http" };
    for (const id of ids) this.stores.backends.put(instancePath(this.instance), id, backendOf(draft));
  }

  get backendIds(): readonly string[] {
    const owner = instancePath(this.instance);
    return this.stores.backends.all.flatMap(({ ref }) => (ref.owner === owner ? [ref.id] : []));
  }

  /** Puts these there, as they usually are. */
  set products(all: readonly (Omit<Product, "subscriptionRequired"> & Partial<Product>)[]) {
    for (const { productId, displayName, subscriptionRequired = true } of all)
      this.stores.products.put(
        instancePath(this.instance),
        productId,
        productOf({ displayName, subscriptionRequired }),
      );
  }

  get products(): readonly Product[] {
    const owner = instancePath(this.instance);
    return this.stores.products.all.flatMap(({ ref, value: { displayName, subscriptionRequired } }) =>
      ref.owner === owner
        ? [
            {
              id: `${this.instance.id}/products/${ref.id}`,
              productId: ref.id,
              displayName,
              subscriptionRequired,
            },
          ]
        : [],
    );
  }

  /** By id, as they are now. */
  get authorizationServers(): ReadonlyMap<string, AuthorizationServer> {
    const owner = instancePath(this.instance);
    return new Map(
      this.stores.servers.all.flatMap(({ ref, value }) =>
        ref.owner === owner ? [[ref.id, value] as const] : [],
      ),
    );
  }
}

function backendOf(draft: BackendDraft): BackendSettings {
  const nothing = { title: undefined, description: undefined, tls: undefined, credentials: undefined };
  const noMore = { proxy: undefined, pool: undefined, circuitBreaker: undefined, resourceId: undefined };
  return { type: "Single", properties: undefined, ...nothing, ...noMore, ...draft };
}

function productOf(draft: ProductDraft): ProductSettings {
  const { subscriptionRequired = true } = draft;
  return {
    description: undefined,
    terms: undefined,
    approvalRequired: subscriptionRequired ? false : undefined,
    subscriptionsLimit: undefined,
    state: "notPublished",
    ...draft,
    subscriptionRequired,
  };
}

/** Azure in memory. */
export class InMemoryAzureCloud implements AzureCloud, Shelved {
  readonly calls = new Calls<string>();
  readonly workspaces = new InMemoryWorkspaces((instance) =>
    [...this.instance(instance).apis.values()].map(({ api }) => api),
  );
  readonly stores = {
    servers: new InMemoryStore(authorizationServer, {
      make: ({ clientSecret, resourceOwnerPassword: _, ...draft }, authorizationServerId, owner) => {
        const { instance, secrets } = this.instance(instanceOf(owner));
        if (clientSecret !== undefined) secrets.set(authorizationServerId, clientSecret);
        const id = `${instance.id}/authorizationServers/${authorizationServerId}`;
        return { ...draft, instance: instanceOf(owner), id, authorizationServerId };
      },
      check: (verb, stored, { displayName = "", clientSecret }) => {
        if (verb === "create") checkDisplayName(displayName);
        if (!stored) return;
        const { secrets } = this.instance(stored.value.instance);
        if (verb === "delete") secrets.delete(stored.ref.id);
        else if (clientSecret !== undefined) secrets.set(stored.ref.id, clientSecret);
      },
    }),
    providers: new InMemoryStore(openIdProvider, {
      make: ({ clientSecret, ...provider }, id, owner) => {
        if (clientSecret !== undefined) this.instance(instanceOf(owner)).secrets.set(id, clientSecret);
        return provider;
      },
      check: (_, stored, { clientSecret }) => {
        if (stored && clientSecret !== undefined)
          this.instance(instanceOf(stored.ref.owner)).secrets.set(stored.ref.id, clientSecret);
      },
    }),
    namedValues: new InMemoryStore(namedValue, {
      make: ({ secretValue, value, tags = [], keyVault, ...draft }) => ({
        ...draft,
        value: secretValue === undefined ? value : undefined,
        tags,
        keyVault,
      }),
    }),
    credentialProviders: new InMemoryStore(credentialProvider, {
      make: ({ clientSecret: _, oauth2, ...draft }) => ({ ...draft, oauth2 }),
    }),
    connectionAccess: new InMemoryStore<ConnectionAccess, ConnectionAccessDraft>(connectionAccess, {
      make: (draft, id) => ({ ...draft, connection: id.split("/").slice(0, 2).join("/") }),
    }),
    credentialConnections: new InMemoryStore(credentialConnection, {
      make: ({ clientSecret: _, ...draft }, id) => {
        const [providerId = "", connectionId = ""] = id.split("/");
        return { ...draft, providerId, connectionId, status: "Connected", error: undefined };
      },
    }),
    instances: new InMemoryStore(apimInstance, {
      make: ({ location, sku, ...publisher }, serviceName, owner) => {
        const ref = { ...instanceOf(owner), serviceName };
        const shown = { ...ref, id: resourceId(ref), location, sku: sku.name };
        this.addInstance({ ...shown, gatewayUrl: undefined, developerPortalUrls: [] });
        return { location, sku, ...publisher, hosts: [] };
      },
    }),
    apis: new InMemoryStore(apimApi, {
      make: (draft) => ({
        description: undefined,
        serviceUrl: undefined,
        protocols: ["https"],
        subscriptionRequired: true,
        subscriptionKeyParameterNames: undefined,
        authorizationServers: [],
        openIdProviders: [],
        termsOfServiceUrl: undefined,
        contact: undefined,
        license: undefined,
        apiVersionDescription: undefined,
        apiRevisionDescription: undefined,
        type: "http",
        apiRevision: "1",
        apiVersion: undefined,
        apiVersionSetId: undefined,
        ...draft,
      }),
    }),
    importedApis: new InMemoryStore(importedApi, {
      make: ({ document: _, source: __, ...draft }) => ({
        revisionDescription: undefined,
        products: [],
        revisions: ["1"],
        ...draft,
      }),
    }),
    versionSets: new InMemoryStore<VersionSet, VersionSetDraft>(versionSet, {
      make: (draft) => ({
        description: undefined,
        versionQueryName: undefined,
        versionHeaderName: undefined,
        ...draft,
      }),
    }),
    currentRevisions: new InMemoryStore(currentRevision, { make: (draft) => draft }),
    backends: new InMemoryStore(backend, { make: backendOf }),
    certificates: new InMemoryStore(certificate, { make: (draft) => draft }),
    products: new InMemoryStore(product, { make: productOf }),
    productApis: new InMemoryStore<ProductApi, ProductLink>(productApi, {
      make: (draft): ProductApi => draft,
      nextId: ({ productId, apiId }) => `${productId}/${apiId}`,
    }),
    productGroups: new InMemoryStore<ProductGroup, ProductGroupLink>(productGroup, {
      make: (draft): ProductGroup => draft,
      nextId: ({ productId, groupId }) => `${productId}/${groupId}`,
    }),
    groups: new InMemoryStore<ApimGroup, ApimGroupDraft>(apimGroup, {
      make: (draft) => ({ type: "custom", builtIn: false, ...draft }),
    }),
    groupUsers: new InMemoryStore(groupUser, { make: (draft) => draft }),
    tags: new InMemoryStore(apimTag, { make: (draft) => draft }),
    apiTags: new InMemoryStore<ApiTag, ApiTagLink>(apiTag, {
      make: (draft): ApiTag => draft,
      nextId: ({ apiId, tagId }) => `${apiId}/${tagId}`,
    }),
    subscriptions: new InMemoryStore(subscription, {
      make: ({ primaryKey, secondaryKey, ...draft }, id, owner) => {
        const { secrets } = this.instance(instanceOf(owner));
        secrets.set(`${id}/primaryKey`, primaryKey ?? `${id}-primary-1`);
        secrets.set(`${id}/secondaryKey`, secondaryKey ?? `${id}-secondary-1`);
        return { ownerId: undefined, state: "active", allowTracing: false, ...draft };
      },
      secretOf: ({ owner, id }, field) => this.instance(instanceOf(owner)).secrets.get(`${id}/${field}`),
      rotateSecret: ({ owner, id }, field) => {
        const { secrets } = this.instance(instanceOf(owner));
        const key = `${secrets.get(`${id}/${field}`)}, made anew`;
        secrets.set(`${id}/${field}`, key);
        return key;
      },
    }),
    publications: new InMemoryStore(publication, {
      make: ({ description }, id, owner) => {
        this.publish(instanceOf(owner), id, description);
        return { description };
      },
    }),
  };
  readonly shelves: ReadonlyMap<string, Shelf> = new Map([
    ...shelvesOf(Object.values(this.stores), (call, _, signal) => this.calls.begin(call, signal)),
    [policy.id, { kind: policy, store: policyStore(this) }],
    [
      policyFragment.id,
      {
        kind: policyFragment,
        store: fragmentStore(this, (instance) => this.instance(instance).fragmentDescriptions),
      },
    ],
    [userAuthorization.id, { kind: userAuthorization, store: userAuthorizationStore(this) }],
  ]);
  subscriptions: Subscription[] = [];
  directories: Directory[] = [];
  tiers: InstanceTier[] = [];
  /** Names of instances somewhere in the world. */
  readonly takenNames = new Set<string>();
  /** Names of instances that were deleted not long ago. */
  readonly softDeleted = new Set<string>();
  /** Subscriptions the account may see in a list but not look into. */
  readonly forbidden = new Set<string>();
  private readonly instances = new Map<string, InMemoryInstance>();
  private version = 0;

  /** Adds an empty instance and gives access to what it holds. */
  addInstance(instance: Instance): InMemoryInstance {
    const added = new InMemoryInstance(instance, this.stores);
    this.instances.set(instanceKey(instance), added);
    return added;
  }

  /** Adds an API with its operations. */
  addApi(api: ApimApi, operations: readonly Operation[] = []): void {
    const instance = this.instance(api.instance);
    instance.apis.set(apiKey(api), { api, etag: this.nextEtag() });
    instance.operations.set(apiKey(api), [...operations]);
  }

  /** Stores a policy as another person would: without asking for an ETag. */
  putPolicy(level: PolicyLevel, text: string): StoredPolicy {
    const stored = { level, text, etag: this.nextEtag() };
    this.instance(level.instance).policies.set(policyKey(level), stored);
    return stored;
  }

  /** What an instance holds. Throws `not-found`. */
  instance(ref: InstanceRef): InMemoryInstance {
    const found = this.instances.get(instanceKey(ref));
    if (!found) throw new Failure("not-found", `There is no API Management instance ${ref.serviceName}.`);
    return found;
  }

  /** Every policy of an instance. */
  policiesOf(instance: InstanceRef, signal: AbortSignal): Iterable<StoredPolicy> {
    this.begin("readPolicy", instance, signal);
    return this.instance(instance).policies.values();
  }

  async *listSubscriptions(signal: AbortSignal): AsyncGenerator<Subscription> {
    this.calls.begin("listSubscriptions", signal);
    yield* oneByOne(this.subscriptions, signal);
  }

  async *listDirectories(signal: AbortSignal): AsyncGenerator<Directory> {
    this.calls.begin("listDirectories", signal);
    yield* oneByOne(this.directories, signal);
  }

  async *listInstances(subscriptionId: string, signal: AbortSignal): AsyncGenerator<Instance> {
    this.begin("listInstances", { subscriptionId }, signal);
    const all = [...this.instances.values()].map((one) => one.instance);
    yield* oneByOne(
      all.filter((instance) => instance.subscriptionId === subscriptionId),
      signal,
    );
  }

  async readInstance(instance: InstanceRef, signal: AbortSignal): Promise<Instance> {
    this.begin("readInstance", instance, signal);
    return this.instance(instance).instance;
  }

  /** Whoever goes there has signed in at once. */
  async readLoginLink(
    { instance, providerId, connectionId }: CredentialConnectionRef,
    _: string,
    signal: AbortSignal,
  ): Promise<string> {
    this.begin("readLoginLink", instance, signal);
    return `https://login.example/${providerId}/${connectionId}?ticket=of-one-person%2Ba%26b%3D`;
  }

  async *listApis(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<ApimApi> {
    this.begin("listApis", instance, signal);
    const apis = [...this.instance(instance).apis.values()].map(({ api }) => api);
    yield* oneByOne(
      apis.filter((api) => api.isCurrent && isOfInstance(api)),
      signal,
    );
  }

  /** Only a test that wants so lists others among them. */
  listApisWithRevisions({ instance, workspace }: SpaceRef, signal: AbortSignal): AsyncIterable<ApimApi> {
    return workspace === undefined
      ? this.listApis(instance, signal)
      : this.workspaces.listApis({ instance, workspace }, signal);
  }

  async *listRevisions(ref: ApiRef, signal: AbortSignal): AsyncGenerator<ApiRevision> {
    const { instance } = ref;
    this.begin("listRevisions", instance, signal);
    const plain = (api: ApiRef) => apiKey(api).replace(/;rev=.*$/, "");
    const all = [...this.instance(instance).apis.values()].map(({ api }) => api);
    const own = all.filter((api) => plain(api) === plain(ref));
    for await (const { revision, isCurrent } of oneByOne(own, signal))
      yield { number: revision, description: undefined, isCurrent, isOnline: true };
  }

  async readApi(api: ApiRef, signal: AbortSignal): Promise<VersionedApi | undefined> {
    this.begin("readApi", api.instance, signal);
    return this.instance(api.instance).apis.get(apiKey(api));
  }

  async setUserAuthorization(
    api: ApiRef,
    authorization: UserAuthorization,
    etag: string,
    signal: AbortSignal,
  ): Promise<VersionedApi> {
    this.begin("setUserAuthorization", api.instance, signal);
    const instance = this.instance(api.instance);
    const stored = instance.apis.get(apiKey(api));
    if (!stored) throw new Failure("not-found", `There is no API ${api.apiId}.`);
    if (etag !== stored.etag && etag !== "*") throw changed(`The API ${api.apiId}`);
    for (const { authorizationServerId } of authorization.oauth2) {
      if (instance.authorizationServers.has(authorizationServerId)) continue;
      throw rejected("AuthenticationSettings", "Authorization server was not found.");
    }
    const next = { api: { ...stored.api, userAuthorization: authorization }, etag: this.nextEtag() };
    instance.apis.set(apiKey(api), next);
    return next;
  }

  async *listOperations(api: ApiRef, signal: AbortSignal): AsyncGenerator<Operation> {
    this.begin("listOperations", api.instance, signal);
    const operations = this.instance(api.instance).operations.get(apiKey(api));
    if (!operations) throw new Failure("not-found", `There is no API ${api.apiId}.`);
    yield* oneByOne(operations, signal);
  }

  async *listProductsOfApi(api: ApiRef, signal: AbortSignal): AsyncGenerator<Product> {
    this.begin("listProductsOfApi", api.instance, signal);
    if (api.workspace !== undefined) {
      const { products = [], apiIds } = this.workspaces.of({ ...api, workspace: api.workspace }) ?? {};
      yield* products.filter(({ productId }) => apiIds?.get(productId)?.includes(api.apiId));
      return;
    }
    const { products, productsOfApis } = this.instance(api.instance);
    const ids = productsOfApis.get(apiKey(api)) ?? [];
    yield* oneByOne(
      products.filter(({ productId }) => ids.includes(productId)),
      signal,
    );
  }

  async *listApisOfProduct(
    instance: InstanceRef,
    productId: string,
    signal: AbortSignal,
  ): AsyncGenerator<ApimApi> {
    this.begin("listApisOfProduct", instance, signal);
    const { apis, products, productsOfApis } = this.instance(instance);
    if (!products.some((one) => one.productId === productId))
      throw new Failure("not-found", `There is no product ${productId}.`);
    for await (const { api } of oneByOne([...apis.values()], signal))
      if (productsOfApis.get(apiKey(api))?.includes(productId)) yield api;
  }

  async readVersionScheme(
    instance: InstanceRef,
    versionSetId: string,
    signal: AbortSignal,
  ): Promise<VersionScheme | undefined> {
    this.begin("readVersionScheme", instance, signal);
    return this.instance(instance).versionSchemes.get(versionSetId);
  }

  async *listProducts(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<Product> {
    this.begin("listProducts", instance, signal);
    yield* oneByOne(this.instance(instance).products, signal);
  }

  async *listFragments(ref: InstanceRef, signal: AbortSignal): AsyncGenerator<PolicyFragment> {
    this.begin("listFragments", ref, signal);
    const { policies, fragmentDescriptions } = this.instance(ref);
    const fragments = [...policies.values()].flatMap(({ level }) =>
      level.kind === "fragment" ? [level.fragmentId] : [],
    );
    for await (const fragmentId of oneByOne(fragments, signal)) {
      const id = `${resourceId(ref)}/policyFragments/${fragmentId}`;
      yield { id, fragmentId, description: fragmentDescriptions.get(fragmentId.toLowerCase()) };
    }
  }

  async *listBackendIds(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<string> {
    this.begin("listBackendIds", instance, signal);
    yield* oneByOne(this.instance(instance).backendIds, signal);
  }

  async *listCertificateIds(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<string> {
    this.begin("listCertificateIds", instance, signal);
    yield* oneByOne(this.instance(instance).certificateIds, signal);
  }

  async *listPolicyLevels(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<PolicyLevel> {
    this.begin("listPolicyLevels", instance, signal);
    const levels = [...this.instance(instance).policies.values()].map(({ level }) => level);
    yield* oneByOne(
      levels.filter(({ kind }) => kind !== "fragment"),
      signal,
    );
  }

  async readPolicy(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined> {
    this.begin("readPolicy", level.instance, signal);
    return this.instance(level.instance).policies.get(policyKey(level));
  }

  async readPolicyEtag(level: PolicyLevel, signal: AbortSignal): Promise<string | undefined> {
    this.begin("readPolicyEtag", level.instance, signal);
    return this.instance(level.instance).policies.get(policyKey(level))?.etag;
  }

  async writePolicy(
    level: PolicyLevel,
    text: string,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<StoredPolicy> {
    this.begin("writePolicy", level.instance, signal);
    const stored = this.instance(level.instance).policies.get(policyKey(level));
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
    this.begin("deletePolicy", level.instance, signal);
    const { policies } = this.instance(level.instance);
    const stored = policies.get(policyKey(level));
    if (stored && etag !== stored.etag && etag !== "*") throw changed("The policy");
    policies.delete(policyKey(level));
  }

  async *listPortalRevisions(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<PortalRevision> {
    this.begin("listPortalRevisions", instance, signal);
    yield* oneByOne(this.instance(instance).portalRevisions, signal);
  }

  private publish(instance: InstanceRef, revision: string, description: string): PortalRevision {
    const state = this.instance(instance);
    const id = `${resourceId(instance)}/portalRevisions/${revision}`;
    const published = { id, description, isCurrent: true, createdAt: new Date() };
    const earlier = state.portalRevisions.map((other) => ({ ...other, isCurrent: false }));
    state.portalRevisions = [...earlier, published];
    return published;
  }

  async *listTiers(subscriptionId: string, signal: AbortSignal): AsyncGenerator<InstanceTier> {
    this.begin("listTiers", { subscriptionId }, signal);
    yield* oneByOne(this.tiers, signal);
  }

  async findNameProblem(
    subscriptionId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    this.begin("findNameProblem", { subscriptionId }, signal);
    return this.takenNames.has(name) ? `${name} is already in use.` : undefined;
  }

  async findDeletedInstance(instance: InstanceRef, _: string, signal: AbortSignal): Promise<boolean> {
    this.begin("findDeletedInstance", instance, signal);
    return this.softDeleted.has(instance.serviceName);
  }

  async readMasterKey(instance: InstanceRef, signal: AbortSignal): Promise<string> {
    this.begin("readMasterKey", instance, signal);
    return this.instance(instance).masterKey;
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

function checkDisplayName({ length }: string): void {
  if (length < 1 || length > 50) {
    throw rejected("displayName", "The display name must have 1 to 50 characters.");
  }
}
