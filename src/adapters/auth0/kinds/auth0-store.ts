import { Failure } from "../../../core/failure.ts";
import type { Kind, Store, Stored } from "../../../resources/kind.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { isAsked } from "../../is-asked.ts";
import { asObject } from "../../json.ts";
import { pathSegment } from "../../path-segment.ts";
import type { Emptiness, ManagementCalls, Page } from "../management-calls.ts";

/** The greatest page both forms of paging allow without asking for more than needed. */
export const pageSize = 50;

/** The SDK writes the number of the page into what it is given: so everyone gets one of their own. */
export const offsetPage = () => ({ per_page: pageSize, include_totals: true });

/** How the SDK does what is to be done with one kind; `A` is what it calls one. */
interface Verbs<A, T, D> {
  list(where: Partial<T>, options: RequestOptions): Promise<Page<A>>;
  read(id: string, options: RequestOptions): PromiseLike<A>;
  /** Reads all that the tenant tells, where `read` asks for a part of it only. */
  readAll?(id: string, options: RequestOptions): PromiseLike<A>;
  /** Left out where one is only read. */
  create?(draft: D, options: RequestOptions): PromiseLike<A>;
  /** `before` is what is changed; left out where nothing can be. */
  update?(id: string, changes: Partial<D>, options: RequestOptions, before: T): PromiseLike<A>;
  /** Left out where one is only read. */
  delete?(id: string, options: RequestOptions): Emptiness;
  /** Throws `WrongAnswer` for what is no such resource. */
  to(answer: A, where?: Partial<T>): T;
}

/** A kind of resource of a tenant, kept through the Management API. */
export function auth0Store<A, T extends Partial<D> & object, D extends object>(
  calls: ManagementCalls,
  kind: Kind<T, D>,
  idOf: (value: T) => string,
  verbs: Verbs<A, T, D>,
): Store<T, D> {
  const stored = (owner: string, value: T) => ({ ref: { kind: kind.id, owner, id: idOf(value) }, value });
  const to = (answer: A) => verbs.to(answer);
  const named = ({ ref, value }: Stored<T>) => `${kind.noun} “${kind.titleOf(value, ref)}”`;
  const refuse = (): never => {
    throw new Failure("unsupported", `${kind.plural} are read only here.`);
  };
  return {
    async *list(owner, where, signal) {
      const open = (options: RequestOptions) => verbs.list(where, options);
      const all = calls.each(`list the ${kind.noun}s`, signal, open, (answer) => verbs.to(answer, where));
      for await (const value of all) if (isAsked(value, where)) yield stored(owner, value);
    },
    async read({ owner, id }, signal) {
      const segment = pathSegment(id);
      const doing = `read the ${kind.noun} ${id}`;
      const value = await calls.find(doing, signal, (options) => verbs.read(segment, options).then(to));
      return value && stored(owner, value);
    },
    async readRaw({ id }, signal) {
      const segment = pathSegment(id);
      const readAll = verbs.readAll ?? verbs.read;
      const answer = await calls.find(`read the ${kind.noun} ${id}`, signal, async (options) => {
        const said = await readAll(segment, options);
        to(said);
        return asObject(said);
      });
      return answer && { body: answer };
    },
    async create(ref, draft, signal) {
      const doing = `create the ${kind.noun} “${kind.titleOf(draft, ref)}”`;
      const make = verbs.create ?? refuse;
      const create = (options: RequestOptions) => make(draft, options).then(to);
      return stored(ref.owner, await calls.ask(doing, signal, create));
    },
    async update(old, changes, signal) {
      const { update } = verbs;
      if (!verbs.delete) return refuse();
      if (!update) throw new Failure("unsupported", `The ${named(old)} cannot be changed, only deleted.`);
      const id = pathSegment(old.ref.id);
      const change = (options: RequestOptions) => update(id, changes, options, old.value).then(to);
      return stored(old.ref.owner, await calls.ask(`change the ${named(old)}`, signal, change));
    },
    async delete(old, signal) {
      const id = pathSegment(old.ref.id);
      const remove = verbs.delete ?? refuse;
      await calls.remove(`delete the ${named(old)}`, signal, (options) => remove(id, options));
    },
  };
}
