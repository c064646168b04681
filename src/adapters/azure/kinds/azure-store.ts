import type { ApiManagementClient } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { InstanceRef } from "../../../domain/apim.ts";
import { parseInstancePath } from "../../../domain/azure-paths.ts";
import type { Kind, RawAnswer, Ref, Store, Stored } from "../../../resources/kind.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { isAsked } from "../../is-asked.ts";
import { asObject, parseJson } from "../../json.ts";
import { pathSegment } from "../../path-segment.ts";
import { garbled } from "../failures.ts";
import { knownVersion } from "../known-version.ts";
import type { DeleteOptions, ListOptions, ResourceManagerCalls } from "../resource-manager-calls.ts";

/** An instance's calls. */
export interface InstanceCalls {
  readonly calls: ResourceManagerCalls;
  /** For what the service carries out at its leisure. */
  readonly longCalls: ResourceManagerCalls;
  /** For instances themselves, which are not there before they are made, and take an hour for that. */
  readonly instanceCalls: ResourceManagerCalls;
  /** The SDK's client for the subscription of an instance. */
  client(instance: InstanceRef): ApiManagementClient;
  /** Milliseconds between two looks at a long-running operation. */
  readonly pollInterval: number;
}

/** Names what an entity is in: resource group and instance. */
type Place = readonly [resourceGroup: string, serviceName: string];

/** What the SDK gives for an entity of an instance. */
interface Entity {
  readonly name?: string;
  readonly eTag?: string;
}

/** As `If-None-Match`: creates only. */
interface CreateOptions extends RequestOptions {
  readonly requestOptions: { readonly customHeaders: { readonly "If-None-Match": "*" } };
}

/** What reading calls hand on to the SDK; without the listener where what was said is of no interest. */
interface ReadOptions extends RequestOptions {
  readonly onResponse?: (answer: { readonly bodyAsText?: string | null }) => void;
}

/** How the SDK does what is to be done with one kind of entity; `A` is what it calls one. */
interface Verbs<A extends Entity, T, D> {
  list(client: ApiManagementClient, place: Place, options: ListOptions): AsyncIterable<A>;
  read(client: ApiManagementClient, ids: readonly [...Place, string], options: ReadOptions): PromiseLike<A>;
  create(
    client: ApiManagementClient,
    ids: readonly [...Place, string],
    draft: D,
    options: CreateOptions,
  ): PromiseLike<A>;
  update(
    client: ApiManagementClient,
    ids: readonly [...Place, string],
    version: string,
    changes: Partial<D>,
    options: RequestOptions,
    /** What was read before, for what the service takes as a whole only. */
    before: T,
  ): PromiseLike<A>;
  delete(
    client: ApiManagementClient,
    ids: readonly [...Place, string],
    version: string,
    options: DeleteOptions,
  ): PromiseLike<unknown>;
  to(instance: InstanceRef, answer: A): T;
}

/** A kind of entity of an instance whose id is chosen here, kept through Azure Resource Manager. */
export class AzureStore<A extends Entity, T extends object, D extends object> implements Store<T, D> {
  constructor(
    private readonly on: Pick<InstanceCalls, "calls" | "client">,
    private readonly kind: Kind<T, D>,
    private readonly verbs: Verbs<A, T, D>,
  ) {}

  async *list(owner: string, where: Partial<T>, signal: AbortSignal): AsyncGenerator<Stored<T>> {
    const instance = parseInstancePath(owner);
    const place = [instance.resourceGroup, instance.serviceName] as const;
    const doing = `list the ${this.kind.noun}s of ${instance.serviceName}`;
    const client = this.on.client(instance);
    const all = this.on.calls.each(doing, signal, (options) => this.verbs.list(client, place, options));
    for await (const answer of all) {
      if (!answer.name) throw garbled(doing);
      const one = this.stored(owner, answer.name, answer);
      if (isAsked(one.value, where)) yield one;
    }
  }

  async read({ owner, id }: Required<Ref>, signal: AbortSignal): Promise<Stored<T> | undefined> {
    const { ids, client, doing } = this.at(owner, id, "read");
    return this.on.calls.find(doing, signal, async (options) =>
      this.checked(owner, id, doing, await this.verbs.read(client, ids, options)),
    );
  }

  async readRaw({ owner, id }: Required<Ref>, signal: AbortSignal): Promise<RawAnswer | undefined> {
    const { ids, client, doing } = this.at(owner, id, "read");
    return this.on.calls.find(doing, signal, async (options) => {
      const said: string[] = [];
      const onResponse: ReadOptions["onResponse"] = ({ bodyAsText }) => said.push(bodyAsText ?? "");
      const answer = await this.verbs.read(client, ids, { ...options, onResponse });
      const { version } = this.checked(owner, id, doing, answer);
      // where several calls make one, the first is for the thing itself
      return { body: asObject(parseJson(said[0] ?? "")), ...(version !== undefined && { version }) };
    });
  }

  async create({ owner, id = "" }: Ref, draft: D, signal: AbortSignal): Promise<Stored<T>> {
    const { kind, verbs } = this;
    const { ids, client, doing } = this.at(owner, id, "create");
    const exists = new Failure("already-exists", `The ${kind.noun} ${id} exists already in ${ids[1]}.`, {
      remedy: "Choose another name.",
    });
    // a PUT also updates, and whether the service heeds If-None-Match here is not documented
    if (await this.read({ kind: kind.id, owner, id }, signal)) throw exists;
    const onlyNew = { requestOptions: { customHeaders: { "If-None-Match": "*" as const } } };
    try {
      return await this.on.calls.ask(doing, signal, async (options) =>
        this.checked(owner, id, doing, await verbs.create(client, ids, draft, { ...options, ...onlyNew })),
      );
    } catch (error) {
      throw error instanceof Failure && error.code === "changed-on-server" ? exists : error;
    }
  }

  async update(
    { ref: { owner, id }, value, version = "" }: Stored<T>,
    changes: Partial<D>,
    signal: AbortSignal,
  ): Promise<Stored<T>> {
    const { ids, client, doing } = this.at(owner, id, "change");
    const current = knownVersion(version, doing);
    return this.on.calls.ask(doing, signal, async (options) =>
      this.checked(owner, id, doing, await this.verbs.update(client, ids, current, changes, options, value)),
    );
  }

  async delete({ ref: { owner, id }, version = "" }: Stored<T>, signal: AbortSignal): Promise<void> {
    const { ids, client, doing } = this.at(owner, id, "delete");
    const current = knownVersion(version, doing);
    await this.on.calls.remove(doing, signal, (options) => this.verbs.delete(client, ids, current, options));
  }

  private at(owner: string, id: string, verb: string) {
    const instance = parseInstancePath(owner);
    const ids = [instance.resourceGroup, instance.serviceName, pathSegment(id)] as const;
    return { ids, client: this.on.client(instance), doing: `${verb} the ${this.kind.noun} ${id}` };
  }

  private checked(owner: string, id: string, doing: string, answer: A): Stored<T> {
    if (answer.name?.toLowerCase() === id.toLowerCase()) return this.stored(owner, id, answer);
    throw garbled(doing);
  }

  private stored(owner: string, id: string, answer: A): Stored<T> {
    const value = this.verbs.to(parseInstancePath(owner), answer);
    return { ref: { kind: this.kind.id, owner, id }, value, ...(answer.eTag && { version: answer.eTag }) };
  }
}
