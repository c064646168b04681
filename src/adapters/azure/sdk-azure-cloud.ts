import { type ApiContract, ApiManagementClient } from "@azure/arm-apimanagement";
import { SubscriptionClient } from "@azure/arm-resources-subscriptions";
import type { TokenCredential } from "@azure/identity";
import { Failure } from "../../core/failure.ts";
import { type AzureAccount, type AzureCredentials, azureAccountKey } from "../../domain/account.ts";
import type {
  ApimApi,
  ApiRef,
  ApiRevision,
  Directory,
  Instance,
  InstanceRef,
  InstanceTier,
  Operation,
  Product,
  SpaceRef,
  Subscription,
  UserAuthorization,
  VersionedApi,
  VersionScheme,
} from "../../domain/apim.ts";
import type { AzureCloud, CredentialConnectionRef } from "../../domain/azure-cloud.ts";
import { resourceManagerScope } from "../../domain/azure-clouds.ts";
import type { Shelved } from "../../resources/clouds.ts";
import { pathSegment } from "../path-segment.ts";
import { type AzureAddresses, addressesOf } from "./addresses.ts";
import { createCredential } from "./credential.ts";
import { garbled } from "./failures.ts";
import { type AzureLimits, type HttpOptions, usualLimits } from "./http-options.ts";
import { knownVersion } from "./known-version.ts";
import { toApi, toOperation, toVersionScheme } from "./mapping/api.ts";
import { toDirectory, toInstance, toSubscription, toTier } from "./mapping/instance.ts";
import { toFragment, toPortalRevision, toProduct } from "./mapping/others.ts";
import { fromUserAuthorization } from "./mapping/user-authorization.ts";
import { repeatingPolicy } from "./repeating-policy.ts";
import { InstanceResourceCalls, type ListOptions, ResourceManagerCalls } from "./resource-manager-calls.ts";
import { SdkPolicies } from "./sdk-policies.ts";
import { isInWorkspace, SdkWorkspaces, toWorkspaceApi } from "./sdk-workspaces.ts";
import { azureShelves } from "./shelves.ts";
import { unconditionalReads } from "./unconditional-reads.ts";

/** Milliseconds between two looks at a long-running operation, unless the service names a time. */
const pollInterval = { cloud: 2000, sandbox: 20 };

/** How to reach Azure. */
export interface AzureCloudOptions {
  readonly account: AzureAccount;
  readonly credentials: AzureCredentials;
  readonly http: HttpOptions;
  readonly limits?: AzureLimits;
}

/** What the SDK has for one kind of thing in an instance. */
interface Listing<A> {
  listByService(resourceGroup: string, serviceName: string, options: ListOptions): AsyncIterable<A>;
}

/** Azure through its own SDKs. */
export class SdkAzureCloud implements AzureCloud, Shelved {
  readonly shelves: Shelved["shelves"];
  readonly listProducts = this.listOf("products", ({ product }) => product, toProduct);
  readonly listFragments = this.listOf("policy fragments", (client) => client.policyFragment, toFragment);
  readonly listBackendIds = this.listOf("backends", ({ backend }) => backend, nameOf);
  readonly listCertificateIds = this.listOf("certificates", ({ certificate }) => certificate, nameOf);
  readonly listPortalRevisions = this.listOf(
    "portal revisions",
    ({ portalRevision }) => portalRevision,
    toPortalRevision,
  );
  readonly workspaces: SdkWorkspaces;
  private readonly calls: ResourceManagerCalls;
  private readonly policies: SdkPolicies;
  private readonly instanceCalls: ResourceManagerCalls;
  private readonly credential: TokenCredential;
  private readonly http: HttpOptions;
  private readonly limits: AzureLimits;
  private readonly addresses: AzureAddresses;
  private readonly pollInterval: number;
  private readonly clients = new Map<string, ApiManagementClient>();

  /** @throws Failure `unauthorized` when what the account signs in with is not there. */
  constructor({ account, credentials, http, limits = usualLimits }: AzureCloudOptions) {
    const sandbox = account.kind === "service-principal" ? account.sandbox : undefined;
    const isSandbox = sandbox !== undefined;
    this.http = http;
    this.limits = limits;
    this.addresses = addressesOf(account);
    this.pollInterval = isSandbox ? pollInterval.sandbox : pollInterval.cloud;
    this.credential = createCredential(account, credentials, http);
    const { authority, resourceManager } = this.addresses;
    const peers = {
      account: azureAccountKey(account),
      peer: { name: "Azure Resource Manager", host: new URL(resourceManager).host, isSandbox },
      authority: { name: "Microsoft Entra ID", host: new URL(authority).host, isSandbox },
    };
    this.calls = new ResourceManagerCalls(peers, limits.request);
    const longCalls = new ResourceManagerCalls(peers, limits.longRunning);
    this.instanceCalls = new InstanceResourceCalls(peers, limits.instance ?? limits.longRunning);
    const { instanceCalls } = this;
    const client = (instance: InstanceRef) => this.client(instance);
    const on = { calls: this.calls, longCalls, instanceCalls, client, pollInterval: this.pollInterval };
    this.policies = new SdkPolicies({ ...on, limits });
    this.workspaces = new SdkWorkspaces(this.calls, client);
    this.shelves = azureShelves(on, this);
  }

  async *listSubscriptions(signal: AbortSignal): AsyncGenerator<Subscription> {
    const client = new SubscriptionClient(this.credential, this.clientOptions());
    const subscriptions = this.calls.each("list the subscriptions", signal, (options) =>
      client.subscriptions.list(options),
    );
    for await (const one of subscriptions) if (one.state !== "Deleted") yield toSubscription(one);
  }

  async *listDirectories(signal: AbortSignal): AsyncGenerator<Directory> {
    const client = new SubscriptionClient(this.credential, this.clientOptions());
    const tenants = this.calls.each("list the directories", signal, (options) =>
      client.tenants.list(options),
    );
    for await (const one of tenants) if (one.tenantId) yield toDirectory(one);
  }

  async *listInstances(subscriptionId: string, signal: AbortSignal): AsyncGenerator<Instance> {
    const doing = `list the API Management instances of subscription ${subscriptionId}`;
    const resources = this.calls.each(doing, signal, (options) =>
      this.client({ subscriptionId }).apiManagementService.list(options),
    );
    for await (const resource of resources) {
      const instance = toInstance(resource);
      if (instance) yield instance;
    }
  }

  async readInstance(ref: InstanceRef, signal: AbortSignal): Promise<Instance> {
    const doing = `read the API Management instance ${ref.serviceName}`;
    const resource = await this.calls.ask(doing, signal, (options) =>
      this.client(ref).apiManagementService.get(ref.resourceGroup, ref.serviceName, options),
    );
    const instance = toInstance(resource);
    if (!instance) throw new Failure("not-found", `Could not ${doing}: Azure answered with something else.`);
    return instance;
  }

  async readLoginLink(
    { instance, providerId, connectionId }: CredentialConnectionRef,
    postLoginRedirectUrl: string,
    signal: AbortSignal,
  ): Promise<string> {
    const { resourceGroup, serviceName } = instance;
    const doing = `read where to sign in for the connection ${connectionId}`;
    const ids = [resourceGroup, serviceName, pathSegment(providerId), pathSegment(connectionId)] as const;
    const { loginLink } = await this.calls.ask(doing, signal, (options) =>
      this.client(instance).authorizationLoginLinks.post(...ids, { postLoginRedirectUrl }, options),
    );
    if (!loginLink) throw garbled(doing);
    return loginLink;
  }

  async *listApis(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<ApimApi> {
    for await (const api of this.listApisWithRevisions({ instance }, signal)) if (api.isCurrent) yield api;
  }

  async *listApisWithRevisions(space: SpaceRef, signal: AbortSignal): AsyncGenerator<ApimApi> {
    if (isInWorkspace(space)) return yield* this.workspaces.listApisWithRevisions(space, signal);
    const { instance } = space;
    const { resourceGroup, serviceName } = instance;
    const apis = this.calls.each(`list the APIs of ${serviceName}`, signal, (options) =>
      this.client(instance).api.listByService(resourceGroup, serviceName, {
        ...options,
        expandApiVersionSet: true,
      }),
    );
    for await (const api of apis) yield toApi(instance, api);
  }

  async *listRevisions(api: ApiRef, signal: AbortSignal): AsyncGenerator<ApiRevision> {
    const { instance, apiId } = api;
    const { resourceGroup, serviceName } = instance;
    const revisions = isInWorkspace(api)
      ? this.workspaces.listRevisions(api, signal)
      : this.calls.each(`list the revisions of API ${apiId}`, signal, (options) =>
          this.client(instance).apiRevision.listByService(resourceGroup, serviceName, apiId, options),
        );
    for await (const { apiRevision, description, isCurrent = false, isOnline = true } of revisions)
      if (apiRevision)
        yield { number: apiRevision, description: description || undefined, isCurrent, isOnline };
  }

  async readApi(ref: ApiRef, signal: AbortSignal): Promise<VersionedApi | undefined> {
    const { instance, apiId } = ref;
    const { resourceGroup, serviceName } = instance;
    const segment = pathSegment(apiId);
    const api = isInWorkspace(ref)
      ? await this.workspaces.findApi(ref, signal)
      : await this.calls.find(`read the API ${apiId}`, signal, (options) =>
          this.client(instance).api.get(resourceGroup, serviceName, segment, options),
        );
    return api && versioned(ref, api);
  }

  async setUserAuthorization(
    { instance, apiId }: ApiRef,
    authorization: UserAuthorization,
    etag: string,
    signal: AbortSignal,
  ): Promise<VersionedApi> {
    const { resourceGroup, serviceName } = instance;
    const { api } = this.client(instance);
    const doing = `set the user authorization of API ${apiId}`;
    const version = knownVersion(etag, doing);
    const segment = pathSegment(apiId);
    // how an OpenID provider takes the token is not among our words, and would be lost
    const stored =
      authorization.openIdProviderIds.length === 0
        ? undefined
        : await this.calls.ask(doing, signal, (options) =>
            api.get(resourceGroup, serviceName, segment, options),
          );
    const authenticationSettings = fromUserAuthorization(authorization, stored?.authenticationSettings);
    const updated = await this.calls.ask(doing, signal, (options) =>
      api.update(resourceGroup, serviceName, segment, version, { authenticationSettings }, options),
    );
    return versioned({ instance, apiId }, updated);
  }

  async *listOperations(api: ApiRef, signal: AbortSignal): AsyncGenerator<Operation> {
    if (isInWorkspace(api)) return yield* this.workspaces.listOperations(api, signal);
    const { instance, apiId } = api;
    const { resourceGroup, serviceName } = instance;
    const operations = this.calls.each(`list the operations of API ${apiId}`, signal, (options) =>
      this.client(instance).apiOperation.listByApi(resourceGroup, serviceName, apiId, options),
    );
    for await (const operation of operations) yield toOperation(operation);
  }

  async *listProductsOfApi(api: ApiRef, signal: AbortSignal): AsyncGenerator<Product> {
    if (isInWorkspace(api)) return yield* this.workspaces.listProductsOfApi(api, signal);
    const { instance, apiId } = api;
    const { resourceGroup, serviceName } = instance;
    const products = this.calls.each(`list the products of API ${apiId}`, signal, (options) =>
      this.client(instance).apiProduct.listByApis(resourceGroup, serviceName, apiId, options),
    );
    for await (const product of products) yield toProduct(product);
  }

  async *listApisOfProduct(
    instance: InstanceRef,
    productId: string,
    signal: AbortSignal,
  ): AsyncGenerator<ApimApi> {
    const ids = [instance.resourceGroup, instance.serviceName, pathSegment(productId)] as const;
    const apis = this.calls.each(`list the APIs of product ${productId}`, signal, (options) =>
      this.client(instance).productApi.listByProduct(...ids, options),
    );
    for await (const api of apis) yield toApi(instance, api);
  }

  async readVersionScheme(
    instance: InstanceRef,
    versionSetId: string,
    signal: AbortSignal,
  ): Promise<VersionScheme | undefined> {
    const { resourceGroup, serviceName } = instance;
    const set = await this.calls.find(`read the version set ${versionSetId}`, signal, (options) =>
      this.client(instance).apiVersionSet.get(resourceGroup, serviceName, versionSetId, options),
    );
    return set && toVersionScheme(set);
  }

  listPolicyLevels(...asked: Parameters<AzureCloud["listPolicyLevels"]>) {
    return this.policies.listPolicyLevels(...asked);
  }

  readPolicy(...asked: Parameters<AzureCloud["readPolicy"]>) {
    return this.policies.readPolicy(...asked);
  }

  readPolicyEtag(...asked: Parameters<AzureCloud["readPolicyEtag"]>) {
    return this.policies.readPolicyEtag(...asked);
  }

  writePolicy(...asked: Parameters<AzureCloud["writePolicy"]>) {
    return this.policies.writePolicy(...asked);
  }

  deletePolicy(...asked: Parameters<AzureCloud["deletePolicy"]>) {
    return this.policies.deletePolicy(...asked);
  }

  async *listTiers(subscriptionId: string, signal: AbortSignal): AsyncGenerator<InstanceTier> {
    const { apiManagementSkus } = this.client({ subscriptionId });
    const all = this.calls.each("list the tiers of API Management", signal, (options) =>
      apiManagementSkus.list(options),
    );
    for await (const sku of all) {
      const tier = toTier(sku);
      if (tier) yield tier;
    }
  }

  async findNameProblem(
    subscriptionId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const doing = `look whether the name ${name} is free`;
    const { apiManagementService } = this.client({ subscriptionId });
    const answer = await this.calls.ask(doing, signal, (options) =>
      apiManagementService.checkNameAvailability({ name }, options),
    );
    if (answer.nameAvailable === undefined) throw garbled(doing);
    return answer.nameAvailable ? undefined : (answer.message ?? `The name ${name} is not free.`);
  }

  async findDeletedInstance(
    { subscriptionId, serviceName }: InstanceRef,
    location: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { deletedServices } = this.client({ subscriptionId });
    const found = await this.instanceCalls.find(`look for a deleted ${serviceName}`, signal, (options) =>
      deletedServices.getByName(serviceName, location, options),
    );
    return found !== undefined;
  }

  async readMasterKey(instance: InstanceRef, signal: AbortSignal): Promise<string> {
    const doing = `read the all-access subscription key of ${instance.serviceName}`;
    const { subscription } = this.client(instance);
    const keys = await this.calls.ask(doing, signal, (options) =>
      subscription.listSecrets(instance.resourceGroup, instance.serviceName, "master", options),
    );
    if (!keys.primaryKey) throw new Failure("not-found", `Could not ${doing}: there is none.`);
    return keys.primaryKey;
  }

  /** Lists everything of one kind that an instance has. */
  private listOf<A, T>(what: string, of: (client: ApiManagementClient) => Listing<A>, to: (one: A) => T) {
    return async function* (this: SdkAzureCloud, instance: InstanceRef, signal: AbortSignal) {
      const { resourceGroup, serviceName } = instance;
      const all = this.calls.each(`list the ${what} of ${serviceName}`, signal, (options) =>
        of(this.client(instance)).listByService(resourceGroup, serviceName, options),
      );
      for await (const one of all) {
        const value = to(one);
        if (value) yield value;
      }
    };
  }

  /** The SDK binds a client to one subscription. */
  private client({ subscriptionId }: Pick<InstanceRef, "subscriptionId">): ApiManagementClient {
    const known = this.clients.get(subscriptionId);
    if (known) return known;
    const client = new ApiManagementClient(this.credential, subscriptionId, this.clientOptions());
    this.clients.set(subscriptionId, client);
    return client;
  }

  /** The SDK takes the address twice, for the requests of some of its clients and of others, and tokens may be for another one. */
  private clientOptions() {
    return {
      ...this.http,
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      additionalPolicies: [unconditionalReads, repeatingPolicy(this.limits.request)].map((policy) => ({
        policy,
        position: "perCall" as const,
      })),
      $host: this.addresses.resourceManager,
      endpoint: this.addresses.resourceManager,
      credentialScopes: resourceManagerScope(this.addresses),
    };
  }
}

/** @throws Failure `unreachable` for an answer that is not that API: what it leaves out would be taken for a default. */
function versioned(ref: ApiRef, api: ApiContract & { readonly eTag?: string }): VersionedApi {
  if (api.name?.toLowerCase() !== ref.apiId.toLowerCase()) throw garbled(`read the API ${ref.apiId}`);
  const known = isInWorkspace(ref) ? toWorkspaceApi(ref, api) : toApi(ref.instance, api);
  return { api: known, etag: api.eTag ?? "" };
}

function nameOf({ name }: { readonly name?: string }): string | undefined {
  return name;
}
