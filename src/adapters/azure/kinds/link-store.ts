import type { ApiManagementClient } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import { parseInstancePath } from "../../../domain/azure-paths.ts";
import type { Kind, Ref, Store, Stored } from "../../../resources/kind.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { isAsked } from "../../is-asked.ts";
import { pathSegment } from "../../path-segment.ts";
import { garbled } from "../failures.ts";
import type { DeleteOptions, ListOptions } from "../resource-manager-calls.ts";
import type { InstanceCalls } from "./azure-store.ts";

type Place = readonly [resourceGroup: string, serviceName: string];

/** What is linked to, as the service lists it. */
interface Linked {
  readonly name?: string;
  readonly displayName?: string;
}

/** What putting calls hand on to the SDK. */
interface PutOptions extends RequestOptions {
  readonly onResponse: (answer: { readonly status: number }) => void;
}

/** How the SDK does what is to be done with one kind of links: of `parent`s to `child`ren, as people call them. */
interface LinkVerbs<D extends object> {
  readonly parent: { readonly noun: string; readonly field: keyof D & string };
  readonly child: { readonly noun: string; readonly field: keyof D & string };
  /** All that there may be links of. */
  parents(client: ApiManagementClient, place: Place, options: ListOptions): AsyncIterable<Linked>;
  list(
    client: ApiManagementClient,
    ids: readonly [...Place, string],
    options: ListOptions,
  ): AsyncIterable<Linked>;
  put(
    client: ApiManagementClient,
    ids: readonly [...Place, string, string],
    options: PutOptions,
  ): PromiseLike<Linked>;
  remove(
    client: ApiManagementClient,
    ids: readonly [...Place, string, string],
    options: DeleteOptions,
  ): PromiseLike<unknown>;
}

/** Links, of which there is a list, and which are put and deleted; the id of one is `parent/child`. */
export class LinkStore<T extends D & { readonly displayName?: string | undefined }, D extends object>
  implements Store<T, D>
{
  constructor(
    private readonly on: Pick<InstanceCalls, "calls" | "client">,
    private readonly kind: Kind<T, D>,
    private readonly verbs: LinkVerbs<D>,
  ) {}

  async *list(owner: string, where: Partial<T>, signal: AbortSignal): AsyncGenerator<Stored<T>> {
    const asked = new Map<string, unknown>(Object.entries(where)).get(this.verbs.parent.field);
    const all = typeof asked === "string" ? [pathSegment(asked)] : this.parents(owner, signal);
    for await (const parent of all)
      for await (const one of this.below(owner, parent, signal)) if (isAsked(one.value, where)) yield one;
  }

  async read({ owner, id }: Required<Ref>, signal: AbortSignal): Promise<Stored<T> | undefined> {
    const [parent, child] = partsOf(id);
    for await (const one of this.below(owner, parent, signal))
      if (partsOf(one.ref.id)[1].toLowerCase() === child.toLowerCase()) return one;
    return undefined;
  }

  async create({ owner }: Ref, draft: D, signal: AbortSignal): Promise<Stored<T>> {
    const { parent, child } = this.verbs;
    const fields = new Map<string, unknown>(Object.entries(draft));
    const [parentId, childId] = [parent, child].map(({ field }) => pathSegment(String(fields.get(field))));
    const { ids, client } = this.at(owner, `${parentId}/${childId}`);
    const [, , of, to] = ids;
    const text = `The ${parent.noun} ${of} has the ${child.noun} ${to} already.`;
    const exists = new Failure("already-exists", text, { remedy: "Refresh the tree." });
    if (await this.read({ kind: this.kind.id, owner, id: `${of}/${to}` }, signal)) throw exists;
    const doing = `add the ${child.noun} ${to} to the ${parent.noun} ${of}`;
    const statuses: number[] = [];
    const onResponse: PutOptions["onResponse"] = ({ status }) => statuses.push(status);
    const added = await this.on.calls.ask(doing, signal, (options) =>
      this.verbs.put(client, ids, { ...options, onResponse }),
    );
    if (added.name?.toLowerCase() !== to.toLowerCase()) throw garbled(doing);
    // links know no If-None-Match; contract: 201 for one that was made, 200 for one that was there by then, so somebody else's
    if (statuses.at(-1) === 200) throw exists;
    return this.stored(owner, of, to, added.displayName);
  }

  update(): Promise<never> {
    const { parent, child } = this.verbs;
    const text = `The ${child.noun}s of a ${parent.noun} are only added and removed.`;
    return Promise.reject(new Failure("unsupported", text));
  }

  async delete({ ref: { owner, id } }: Stored<T>, signal: AbortSignal): Promise<void> {
    const { parent, child } = this.verbs;
    const { ids, client } = this.at(owner, id);
    const doing = `remove the ${child.noun} from the ${parent.noun} ${id}`;
    await this.on.calls.remove(doing, signal, (options) => this.verbs.remove(client, ids, options));
  }

  private async *parents(owner: string, signal: AbortSignal): AsyncGenerator<string> {
    const { place, client } = this.in(owner);
    const doing = `list the ${this.verbs.parent.noun}s of ${place[1]}`;
    const all = this.on.calls.each(doing, signal, (options) => this.verbs.parents(client, place, options));
    for await (const { name } of all) {
      if (!name) throw garbled(doing);
      yield name;
    }
  }

  /** None for a parent that is gone. */
  private async *below(owner: string, parent: string, signal: AbortSignal): AsyncGenerator<Stored<T>> {
    const { place, client } = this.in(owner);
    const doing = `list the ${this.verbs.child.noun}s of the ${this.verbs.parent.noun} ${parent}`;
    const all = this.on.calls.each(doing, signal, (options) =>
      this.verbs.list(client, [...place, parent], options),
    );
    try {
      for await (const { name, displayName } of all) {
        if (!name) throw garbled(doing);
        yield this.stored(owner, parent, name, displayName);
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "not-found") throw error;
    }
  }

  private in(owner: string) {
    const instance = parseInstancePath(owner);
    const place: Place = [instance.resourceGroup, instance.serviceName];
    return { place, client: this.on.client(instance) };
  }

  private at(owner: string, id: string) {
    const { place, client } = this.in(owner);
    return { ids: [...place, ...partsOf(id)] as const, client };
  }

  private stored(owner: string, parent: string, child: string, displayName: string | undefined): Stored<T> {
    const fields = { [this.verbs.parent.field]: parent, [this.verbs.child.field]: child, displayName };
    // the two fields that the kind names are all that a link has
    return { ref: { kind: this.kind.id, owner, id: `${parent}/${child}` }, value: fields as unknown as T };
  }
}

/** The two ids in one; neither has a slash. */
function partsOf(id: string): readonly [parent: string, child: string] {
  const [parent = "", ...rest] = id.split("/");
  return [pathSegment(parent), pathSegment(rest.join("/"))];
}
