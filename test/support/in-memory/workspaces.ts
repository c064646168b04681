import type { ApimApi, InstanceRef, Product, Workspace, WorkspaceRef } from "../../../src/domain/apim.ts";
import type { NamedText, WorkspaceCloud } from "../../../src/domain/azure-cloud.ts";
import { spaceId } from "../../../src/domain/azure-paths.ts";
import { Calls, oneByOne } from "./calls.ts";
import { apiKey } from "./resource-ids.ts";

/** What one workspace holds besides its APIs and policies; a test may fill it. */
export class InMemoryWorkspace {
  readonly products: Product[] = [];
  readonly namedValues: NamedText[] = [];
  /** Ids of APIs, by product. */
  readonly apiIds = new Map<string, string[]>();

  constructor(readonly workspace: Workspace) {}
}

/** Workspaces in memory; `apisOf` are all APIs that an instance has, in whatever space. */
export class InMemoryWorkspaces implements WorkspaceCloud {
  readonly calls = new Calls<keyof WorkspaceCloud>();
  private readonly all = new Map<string, InMemoryWorkspace>();

  constructor(private readonly apisOf: (instance: InstanceRef) => readonly ApimApi[]) {}

  /** Adds an empty workspace and gives access to what it holds. */
  add(ref: WorkspaceRef): InMemoryWorkspace {
    const added = new InMemoryWorkspace({ ...ref, id: spaceId(ref), displayName: ref.workspace });
    this.all.set(spaceId(ref), added);
    return added;
  }

  async *list(instance: InstanceRef, signal: AbortSignal): AsyncGenerator<Workspace> {
    this.calls.begin("list", signal);
    const prefix = spaceId({ instance, workspace: "" });
    const own = [...this.all].filter(([id]) => id.startsWith(prefix));
    yield* oneByOne(
      own.map(([, { workspace }]) => workspace),
      signal,
    );
  }

  async *listApis(ref: WorkspaceRef, signal: AbortSignal): AsyncGenerator<ApimApi> {
    this.calls.begin("listApis", signal);
    const own = this.apisOf(ref.instance).filter(({ workspace }) => workspace === ref.workspace);
    yield* oneByOne(
      own.filter(({ isCurrent }) => isCurrent),
      signal,
    );
  }

  async *listProducts(ref: WorkspaceRef, signal: AbortSignal): AsyncGenerator<Product> {
    this.calls.begin("listProducts", signal);
    yield* oneByOne(this.of(ref)?.products ?? [], signal);
  }

  async *listApiIds(ref: WorkspaceRef, productId: string, signal: AbortSignal): AsyncGenerator<string> {
    this.calls.begin("listApiIds", signal);
    yield* oneByOne(this.of(ref)?.apiIds.get(productId) ?? [], signal);
  }

  async *listNamedValues(ref: WorkspaceRef, signal: AbortSignal): AsyncGenerator<NamedText> {
    this.calls.begin("listNamedValues", signal);
    yield* oneByOne(this.of(ref)?.namedValues ?? [], signal);
  }

  /** What a workspace holds. */
  of(ref: WorkspaceRef): InMemoryWorkspace | undefined {
    return this.all.get(spaceId(ref));
  }
}

/** Whether an API is one of the instance itself. */
export function isOfInstance(api: ApimApi): boolean {
  return apiKey(api) === api.apiId.toLowerCase();
}
