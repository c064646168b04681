import type { ApiContract, ApiManagementClient } from "@azure/arm-apimanagement";
import type {
  ApimApi,
  ApiRef,
  InstanceRef,
  Operation,
  Product,
  SpaceRef,
  Workspace,
  WorkspaceRef,
} from "../../domain/apim.ts";
import type { NamedText, WorkspaceCloud } from "../../domain/azure-cloud.ts";
import { pathSegment } from "../path-segment.ts";
import { toApi, toOperation } from "./mapping/api.ts";
import { toProduct } from "./mapping/others.ts";
import type { ListOptions, ResourceManagerCalls } from "./resource-manager-calls.ts";

/** An API of a workspace. */
type WorkspaceApiRef = ApiRef & WorkspaceRef;

/** Whether something is in a workspace, or is one. */
export function isInWorkspace<T extends SpaceRef>(one: T): one is T & WorkspaceRef {
  return one.workspace !== undefined;
}

/** Resource group, instance and workspace. */
type Ids = readonly [string, string, string];

/** What is in workspaces, through Azure's own SDK, which has groups of operations of their own for it. */
export class SdkWorkspaces implements WorkspaceCloud {
  constructor(
    private readonly calls: ResourceManagerCalls,
    private readonly client: (instance: InstanceRef) => ApiManagementClient,
  ) {}

  async *list(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<Workspace> {
    const { resourceGroup, serviceName } = instance;
    const all = this.calls.each(`list the workspaces of ${serviceName}`, signal, (options) =>
      this.client(instance).workspace.listByService(resourceGroup, serviceName, options),
    );
    for await (const { id = "", name = "", displayName } of all)
      yield { instance, workspace: name, id, displayName: displayName || name };
  }

  async *listApis(workspace: WorkspaceRef, signal: AbortSignal): AsyncGenerator<ApimApi> {
    for await (const api of this.listApisWithRevisions(workspace, signal)) if (api.isCurrent) yield api;
  }

  async *listApisWithRevisions(workspace: WorkspaceRef, signal: AbortSignal): AsyncGenerator<ApimApi> {
    const apis = this.each(workspace, "APIs", signal, ({ workspaceApi }, ids, options) =>
      workspaceApi.listByService(...ids, { ...options, expandApiVersionSet: true }),
    );
    for await (const api of apis) yield toWorkspaceApi(workspace, api);
  }

  async *listProducts(workspace: WorkspaceRef, signal: AbortSignal): AsyncGenerator<Product> {
    const products = this.each(workspace, "products", signal, ({ workspaceProduct }, ids, options) =>
      workspaceProduct.listByService(...ids, options),
    );
    for await (const product of products) yield toProduct(product);
  }

  async *listApiIds(workspace: WorkspaceRef, productId: string, signal: AbortSignal): AsyncGenerator<string> {
    const what = `APIs of product ${productId}`;
    const links = this.each(workspace, what, signal, ({ workspaceProductApiLink }, ids, options) =>
      workspaceProductApiLink.listByProduct(...ids, pathSegment(productId), options),
    );
    for await (const { apiId = "" } of links) yield apiId.slice(apiId.lastIndexOf("/") + 1);
  }

  async *listNamedValues(workspace: WorkspaceRef, signal: AbortSignal): AsyncGenerator<NamedText> {
    const all = this.each(workspace, "named values", signal, ({ workspaceNamedValue }, ids, options) =>
      workspaceNamedValue.listByService(...ids, options),
    );
    for await (const { displayName = "", value, secret } of all)
      yield { displayName, value: secret === true ? undefined : value };
  }

  /** No list of the service says that: each product is asked what is in it. */
  async *listProductsOfApi(api: WorkspaceApiRef, signal: AbortSignal): AsyncGenerator<Product> {
    const name = (id: string) => id.replace(/;rev=.*$/i, "").toLowerCase();
    for await (const product of this.listProducts(api, signal)) {
      let isIn = false;
      for await (const id of this.listApiIds(api, product.productId, signal))
        isIn ||= name(id) === name(api.apiId);
      if (isIn) yield product;
    }
  }

  listOperations(api: WorkspaceApiRef, signal: AbortSignal): AsyncIterable<Operation> {
    const what = `operations of API ${api.apiId}`;
    const operations = this.each(api, what, signal, ({ workspaceApiOperation }, ids, options) =>
      workspaceApiOperation.listByApi(...ids, pathSegment(api.apiId), options),
    );
    return mapped(operations, toOperation);
  }

  /** The SDK's own words: they are put into ours with those of revisions elsewhere. */
  listRevisions(api: WorkspaceApiRef, signal: AbortSignal) {
    const what = `revisions of API ${api.apiId}`;
    return this.each(api, what, signal, ({ workspaceApiRevision }, ids, options) =>
      workspaceApiRevision.listByService(...ids, pathSegment(api.apiId), options),
    );
  }

  /** `undefined` when there is no such API. */
  findApi(api: WorkspaceApiRef, signal: AbortSignal): Promise<(ApiContract & { eTag?: string }) | undefined> {
    const doing = `read the API ${api.apiId} of workspace ${api.workspace}`;
    return this.calls.find(doing, signal, (options) =>
      this.client(api.instance).workspaceApi.get(...idsOf(api), pathSegment(api.apiId), options),
    );
  }

  private each<T>(
    ref: WorkspaceRef,
    what: string,
    signal: AbortSignal,
    open: (client: ApiManagementClient, ids: Ids, options: ListOptions) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    return this.calls.each(`list the ${what} of workspace ${ref.workspace}`, signal, (options) =>
      open(this.client(ref.instance), idsOf(ref), options),
    );
  }
}

/** An API of a workspace as Azure shows it. */
export function toWorkspaceApi({ instance, workspace }: WorkspaceRef, api: ApiContract): ApimApi {
  return { ...toApi(instance, api), workspace };
}

function idsOf({ instance, workspace }: WorkspaceRef): Ids {
  return [instance.resourceGroup, instance.serviceName, pathSegment(workspace)];
}

async function* mapped<A, T>(all: AsyncIterable<A>, to: (one: A) => T): AsyncGenerator<T> {
  for await (const one of all) yield to(one);
}
