import type { ApiContract, ApiManagementClient } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { PolicyLevel } from "../../../domain/apim.ts";
import type { AzureCloud } from "../../../domain/azure-cloud.ts";
import { parseInstancePath } from "../../../domain/azure-paths.ts";
import type { Ref, Store, Stored } from "../../../resources/kind.ts";
import type { ApiSettings } from "../../../resources/kinds/apim-api.ts";
import {
  type ApiOperation,
  type ImportedApi,
  type ImportedApiDraft,
  importedApi,
} from "../../../resources/kinds/imported-api.ts";
import { pathSegment } from "../../path-segment.ts";
import { afterWriting } from "../after-writing.ts";
import { garbled } from "../failures.ts";
import { knownVersion } from "../known-version.ts";
import { fromApiChanges, fromApiDraft, toApiSettings } from "../mapping/api-settings.ts";
import type { InstanceCalls } from "./azure-store.ts";
import { leaveBegun, takeBackBegun } from "./begun-revision.ts";
import { deleteApi } from "./delete-api.ts";
import { importOf, requirePlanned } from "./import-request.ts";

type Policies = Pick<AzureCloud, "readPolicy" | "writePolicy">;
type Ids = readonly [resourceGroup: string, serviceName: string, apiId: string];

/** How many policies are read at a time. */
const atATime = 16;

/** How long taking back what was begun may take, in milliseconds. */
const takeBackLimit = 60_000;

/** Stands behind the description of a revision that is not all there yet. */
const unfinished = " (not finished)";

/** APIs as imports make them, with their operations, products and revisions, through Azure's own SDK. */
export function importedApiStore(
  on: InstanceCalls,
  policies: Policies,
): Store<ImportedApi, ImportedApiDraft> {
  return new ImportedApiStore(on, policies);
}

class ImportedApiStore implements Store<ImportedApi, ImportedApiDraft> {
  constructor(
    private readonly on: InstanceCalls,
    private readonly policies: Policies,
  ) {}

  async *list(owner: string, _: unknown, signal: AbortSignal): AsyncGenerator<Stored<ImportedApi>> {
    const { ids, client } = this.at(owner, "apis");
    const [group, service] = ids;
    const apis = this.on.calls.each(`list the APIs of ${service}`, signal, (options) =>
      client.api.listByService(group, service, options),
    );
    for await (const { name, isCurrent } of apis) {
      if (!name) throw garbled(`list the APIs of ${service}`);
      if (isCurrent === false) continue;
      const found = await this.read({ kind: importedApi.id, owner, id: name }, signal);
      if (found) yield found;
    }
  }

  async read({ owner, id }: Required<Ref>, signal: AbortSignal): Promise<Stored<ImportedApi> | undefined> {
    const { ids, client } = this.at(owner, id);
    const api = await this.on.calls.find(`read the API ${id}`, signal, (options) =>
      client.api.get(...ids, options),
    );
    if (!api) return undefined;
    // the current revision may be told by the API's plain name
    const names = [id, id.replace(/;rev=.*$/, "")].map((name) => name.toLowerCase());
    if (!names.includes(api.name?.toLowerCase() ?? "")) throw garbled(`read the API ${id}`);
    const [operations, products, revisions] = await Promise.all([
      this.operations(client, ids, signal),
      this.names(`list the products of API ${id}`, signal, (options) =>
        client.apiProduct.listByApis(...ids, options),
      ),
      this.revisions(client, ids, signal),
    ]);
    return stored(owner, id, api, { operations, products, revisions });
  }

  async create(
    { owner, id = "" }: Ref,
    draft: ImportedApiDraft,
    signal: AbortSignal,
  ): Promise<Stored<ImportedApi>> {
    const ref = { kind: importedApi.id, owner, id };
    const there = await this.read(ref, signal);
    const hasParts = draft.document !== undefined || draft.apiVersion !== undefined;
    const begun = hasParts ? `${draft.revisionDescription}${unfinished}` : draft.revisionDescription;
    const isBegun =
      draft.source !== undefined && begun !== undefined && there?.value.revisionDescription === begun;
    if (there && !isBegun) throw exists(id);
    if (draft.source === undefined) await this.put(ref, importOf(draft), signal, isNew);
    else await this.makeCopy(ref, { ...draft, source: draft.source }, begun, isBegun, signal);
    const made = await afterWriting(() => this.read(ref, signal));
    if (!made) throw garbled(`create the API ${id}`);
    return made;
  }

  update(): Promise<never> {
    return Promise.reject(
      new Failure(
        "unsupported",
        "What an API was made from is not changed; it is imported again into a revision.",
      ),
    );
  }

  async delete(
    { ref: { owner, id }, version = "" }: Pick<Stored<ImportedApi>, "ref" | "version">,
    signal: AbortSignal,
  ): Promise<void> {
    const { ids, client } = this.at(owner, id);
    const doing = `delete the API ${id}`;
    const current = knownVersion(version, doing);
    await this.on.longCalls.remove(doing, signal, (options) =>
      deleteApi(client, ids, current, options, this.on.pollInterval),
    );
  }

  /**
   * A revision, or a version, like its source, then the document, if any, into it with all settings: an import forgets what it is not given.
   * What came of it otherwise is put right: policies of operations that are still there, and last of all settings. Until then its
   * description says that it is not finished, so that whatever fails in between is gone on with, and no part of it is passed over.
   */
  private async makeCopy(
    ref: Required<Ref>,
    draft: ImportedApiDraft & { readonly source: string },
    begun: string | undefined,
    isBegun: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { owner, id } = ref;
    const source = await this.api(owner, draft.source, signal);
    const { revisionDescription: apiRevisionDescription, apiVersion, apiVersionSetId } = draft;
    const settings = {
      ...toApiSettings(source),
      apiRevisionDescription,
      ...(apiVersion !== undefined && { apiVersion, apiVersionSetId, apiVersionDescription: undefined }),
    };
    requirePlanned(settings, draft);
    const copy = { ...settings, apiRevisionDescription: begun };
    if (!isBegun) {
      const asCopy = { ...fromApiDraft(copy), sourceApiId: `/apis/${draft.source}` };
      await this.put(ref, asCopy, signal, isNew);
    }
    if (draft.document) {
      const document = { ...fromApiDraft(copy), ...importOf({ ...draft, revisionDescription: begun }) };
      await this.put(ref, document, signal, {}).catch(async (error: unknown) => {
        throw await this.takeBack(ref, { source: draft.source, settings: copy }, error);
      });
    }
    await this.finish(ref, draft.source, settings, signal).catch((error: unknown) => {
      throw leaveBegun(error, { id, settings: copy });
    });
  }

  /** What a copy, or an import, has not taken along: policies, and last of all settings, its description among them. */
  private async finish(
    ref: Required<Ref>,
    source: string,
    settings: ApiSettings,
    signal: AbortSignal,
  ): Promise<void> {
    const { owner, id } = ref;
    await this.keepPolicies(owner, source, id, signal);
    const made = await this.api(owner, id, signal);
    await this.putRight(ref, made, settings, signal);
  }

  /** What the service refuses leaves no revision behind, or is said to; whoever has cancelled is not kept waiting. */
  private takeBack(
    { owner, id }: Required<Ref>,
    { source, settings }: { readonly source: string; readonly settings: ApiSettings },
    error: unknown,
  ): Promise<Failure> {
    const patience = AbortSignal.timeout(takeBackLimit);
    const [to, from] = [this.at(owner, id), this.at(owner, source)];
    let version = "";
    return takeBackBegun(error, {
      id,
      settings,
      operations: () => this.operations(from.client, from.ids, patience),
      read: async () => {
        const api = await this.on.calls.find(`read the API ${id}`, patience, (options) =>
          to.client.api.get(...to.ids, options),
        );
        if (!api) return undefined;
        version = api.eTag ?? "";
        const operations = await this.operations(to.client, to.ids, patience);
        return { settings: toApiSettings(api), operations, isCurrent: api.isCurrent === true };
      },
      delete: () => this.delete({ ref: { kind: importedApi.id, owner, id }, version }, patience),
    });
  }

  /** Sets again what is not as in `settings`; a revision has no version of its own. */
  private async putRight(
    { owner, id }: Required<Ref>,
    made: ApiContract & { readonly eTag?: string },
    settings: ApiSettings,
    signal: AbortSignal,
  ): Promise<void> {
    const { apiRevision: _, type: __, apiVersion: ___, apiVersionSetId: ____, ...wanted } = settings;
    const now = new Map<string, unknown>(Object.entries(toApiSettings(made)));
    const isForgotten = ([name, value]: readonly [string, unknown]) =>
      JSON.stringify(value) !== JSON.stringify(now.get(name));
    const changes = Object.fromEntries(Object.entries(wanted).filter(isForgotten));
    if (Object.keys(changes).length === 0) return;
    const { ids, client } = this.at(owner, id);
    const doing = `set again what the import of ${id} forgot`;
    const version = knownVersion(made.eTag ?? "", doing);
    await this.on.calls.ask(doing, signal, (options) =>
      client.api.update(...ids, version, fromApiChanges(changes, wanted), options),
    );
  }

  /** What is found by name or, where that differs, by method and template is the same operation. */
  private async keepPolicies(owner: string, from: string, to: string, signal: AbortSignal): Promise<void> {
    const [before, after] = await Promise.all(
      [from, to].map((id) => {
        const { ids, client } = this.at(owner, id);
        return this.operations(client, ids, signal);
      }),
    );
    const instance = parseInstancePath(owner);
    const level = (apiId: string, operationId: string): PolicyLevel => ({
      kind: "operation",
      instance,
      apiId,
      operationId,
    });
    const pairs = (before ?? []).flatMap((one): readonly (readonly [PolicyLevel, PolicyLevel])[] => {
      const same =
        after?.find(({ name }) => name === one.name) ??
        after?.find((other) => other.method === one.method && other.urlTemplate === one.urlTemplate);
      return same ? [[level(from, one.name), level(to, same.name)]] : [];
    });
    for (let first = 0; first < pairs.length; first += atATime)
      await Promise.all(
        pairs.slice(first, first + atATime).map(([old, now]) => this.keepPolicy(old, now, signal)),
      );
    await this.keepPolicy(
      { kind: "api", instance, apiId: from },
      { kind: "api", instance, apiId: to },
      signal,
    );
  }

  private async keepPolicy(from: PolicyLevel, to: PolicyLevel, signal: AbortSignal): Promise<void> {
    const before = await this.policies.readPolicy(from, signal);
    if (!before) return;
    const now = await this.policies.readPolicy(to, signal);
    if (now?.text !== before.text) await this.policies.writePolicy(to, before.text, now?.etag, signal);
  }

  private async api(
    owner: string,
    id: string,
    signal: AbortSignal,
  ): Promise<ApiContract & { readonly eTag?: string }> {
    const { ids, client } = this.at(owner, id);
    return this.on.calls.ask(`read the API ${id}`, signal, (options) => client.api.get(...ids, options));
  }

  private async put(
    { owner, id }: Required<Ref>,
    parameters: ReturnType<typeof fromApiDraft>,
    signal: AbortSignal,
    headers: { readonly "If-None-Match"?: "*" },
  ): Promise<void> {
    const { ids, client } = this.at(owner, id);
    try {
      await this.on.longCalls.ask(`import the API ${id}`, signal, async ({ abortSignal }) => {
        const poller = await client.api.beginCreateOrUpdate(...ids, parameters, {
          abortSignal,
          requestOptions: { customHeaders: headers },
          updateIntervalInMs: this.on.pollInterval,
        });
        await afterWriting(() => poller.pollUntilDone({ abortSignal }));
      });
    } catch (error) {
      const isOld = error instanceof Failure && error.code === "changed-on-server";
      throw isOld && "If-None-Match" in headers ? exists(id) : error;
    }
  }

  private async operations(
    client: ApiManagementClient,
    ids: Ids,
    signal: AbortSignal,
  ): Promise<readonly ApiOperation[]> {
    const found: ApiOperation[] = [];
    const doing = `list the operations of API ${ids[2]}`;
    const all = this.on.calls.each(doing, signal, (options) =>
      client.apiOperation.listByApi(...ids, options),
    );
    for await (const { name, method = "", urlTemplate = "", displayName = name ?? "" } of all) {
      if (!name) throw garbled(doing);
      found.push({ name, method, urlTemplate, displayName });
    }
    return found;
  }

  private async revisions(
    client: ApiManagementClient,
    ids: Ids,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    const all = this.on.calls.each(`list the revisions of API ${ids[2]}`, signal, (options) =>
      client.apiRevision.listByService(...ids, options),
    );
    for await (const { apiRevision } of all) if (apiRevision) found.push(apiRevision);
    return found.sort((one, other) => Number(one) - Number(other));
  }

  private async names(
    doing: string,
    signal: AbortSignal,
    open: (options: { readonly abortSignal: AbortSignal }) => AsyncIterable<{ readonly name?: string }>,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const { name } of this.on.calls.each(doing, signal, open)) if (name) found.push(name);
    return found.sort();
  }

  private at(owner: string, id: string) {
    const instance = parseInstancePath(owner);
    const ids: Ids = [instance.resourceGroup, instance.serviceName, pathSegment(id)];
    return { ids, client: this.on.client(instance) };
  }
}

const isNew = { "If-None-Match": "*" } as const;

function stored(
  owner: string,
  id: string,
  api: ApiContract & { readonly eTag?: string },
  around: Pick<ImportedApi, "operations" | "products" | "revisions">,
): Stored<ImportedApi> {
  const { displayName, path, serviceUrl, subscriptionRequired, apiRevisionDescription, ...version } =
    toApiSettings(api);
  const value = {
    displayName,
    path,
    serviceUrl,
    subscriptionRequired,
    apiVersion: version.apiVersion,
    apiVersionSetId: version.apiVersionSetId,
    revisionDescription: apiRevisionDescription,
    ...around,
  };
  return { ref: { kind: importedApi.id, owner, id }, value, ...(api.eTag && { version: api.eTag }) };
}

function exists(id: string): Failure {
  return new Failure("already-exists", `The API ${id} exists already.`, { remedy: "Choose another name." });
}
