import { Failure, throwIfCancelled } from "../../../src/core/failure.ts";
import type { Field, Kind, RawAnswer, Ref, Store, Stored } from "../../../src/resources/kind.ts";

/** What a cloud does besides keeping values. */
export interface StoreRules<T extends object, D extends object> {
  /** The value that a creation, or a change, leads to. */
  make(draft: D, id: string, owner: string): T;
  /** The next id, where the cloud gives ids. */
  nextId?(draft: D): string;
  /** Throws a failure for what the cloud refuses. */
  check?(verb: "create" | "update" | "delete", stored: Stored<T> | undefined, draft: Partial<D>): void;
  /** Whether a list with `where` tells it, where that is more than equal values. */
  matches?(value: T, where: Partial<T>): boolean;
  secretOf?(ref: Required<Ref>, field?: string): string | undefined;
  rotateSecret?(ref: Required<Ref>, field?: string): string;
}

/** What a test lets happen at a call, before or after it took effect. */
export type Hook = (
  verb: "list" | "read" | "create" | "update" | "delete",
  when: "before" | "after",
  signal: AbortSignal,
) => void | Promise<void>;

/** A cloud's shelf for one kind, as strict as the cloud: unique fields, ids that exist, versions that are current. */
export class InMemoryStore<T extends object, D extends object = T> implements Store<T, D> {
  hook: Hook = () => undefined;
  private rows: Stored<T>[] = [];
  private serial = 0;

  constructor(
    readonly kind: Kind<T, D>,
    private readonly rules: StoreRules<T, D>,
  ) {}

  /** Everything there is, as the cloud would tell it. */
  get all(): readonly Stored<T>[] {
    return this.rows;
  }

  /** Puts one there as somebody else would. */
  put(owner: string, id: string, value: T): Stored<T> {
    const stored = this.versioned({ kind: this.kind.id, owner, id }, value);
    this.rows = [...this.rows.filter(({ ref }) => ref.id !== id || ref.owner !== owner), stored];
    return stored;
  }

  /** Takes one away as somebody else would. */
  drop(id: string): void {
    this.rows = this.rows.filter(({ ref }) => ref.id !== id);
  }

  async *list(owner: string, where: Partial<T>, signal: AbortSignal): AsyncGenerator<Stored<T>> {
    await this.hook("list", "before", signal);
    throwIfCancelled(signal);
    for (const { ref, value, ...rest } of this.all) {
      if (ref.owner === owner && this.matches(value, where)) yield structuredClone({ ref, value, ...rest });
      throwIfCancelled(signal);
    }
    await this.hook("list", "after", signal);
  }

  /** Those with `text` in one of their fields. */
  async *search(owner: string, text: string, signal: AbortSignal): AsyncGenerator<Stored<T>> {
    for await (const one of this.list(owner, {}, signal))
      if (JSON.stringify(Object.values(one.value)).toLowerCase().includes(text.toLowerCase())) yield one;
  }

  read(ref: Required<Ref>, signal: AbortSignal): Promise<Stored<T> | undefined> {
    return this.call("read", signal, () => this.find(ref));
  }

  /** As the cloud would word it: by its names, and nested as Azure nests what can be written. */
  async readRaw(ref: Required<Ref>, signal: AbortSignal): Promise<RawAnswer | undefined> {
    const stored = await this.read(ref, signal);
    if (!stored) return undefined;
    const fields = new Map<string, Field>(Object.entries(this.kind.fields));
    const named = Object.entries(stored.value).flatMap(([path, one]) => {
      const field = fields.get(path);
      return field ? [[field.name ?? path, one] as const] : [];
    });
    const body = Object.fromEntries(named);
    if (this.kind.cloud === "auth0") return { body };
    return { body: { name: ref.id, properties: body }, version: stored.version ?? "" };
  }

  create(ref: Ref, draft: D, signal: AbortSignal): Promise<Stored<T>> {
    return this.call("create", signal, () => {
      const id = ref.id ?? this.rules.nextId?.(draft) ?? `${this.kind.id}-${this.serial + 1}`;
      this.rules.check?.("create", undefined, draft);
      const value = this.rules.make(structuredClone(draft), id, ref.owner);
      if (this.isTaken({ ...ref, id }, value))
        throw new Failure("already-exists", `There is one like “${id}” already.`);
      return this.put(ref.owner, id, value);
    });
  }

  update({ ref, version }: Stored<T>, changes: Partial<D>, signal: AbortSignal): Promise<Stored<T>> {
    return this.call("update", signal, () => {
      if (!this.kind.rights.update) {
        throw new Failure("unsupported", `The ${this.kind.noun} “${ref.id}” cannot be changed.`);
      }
      const stored = this.current(ref, version);
      this.refuseNulls(changes);
      this.rules.check?.("update", stored, changes);
      const value: T = { ...stored.value, ...structuredClone(changes) };
      return this.put(ref.owner, ref.id, value);
    });
  }

  async delete({ ref, version }: Stored<T>, signal: AbortSignal): Promise<void> {
    await this.call("delete", signal, () => {
      if (!this.find(ref)) return undefined;
      this.rules.check?.("delete", this.current(ref, version), {});
      this.drop(ref.id);
      return undefined;
    });
  }

  secretOf(ref: Required<Ref>, signal: AbortSignal, field?: string): Promise<string | undefined> {
    throwIfCancelled(signal);
    return Promise.resolve(this.rules.secretOf?.(ref, field));
  }

  rotateSecret(ref: Required<Ref>, signal: AbortSignal, field?: string): Promise<string> {
    return this.call("update", signal, () => {
      const secret = this.find(ref) && this.rules.rotateSecret?.(ref, field);
      if (secret === undefined) throw new Failure("not-found", `There is no “${ref.id}” with a secret.`);
      return secret;
    });
  }

  private async call<R>(verb: Parameters<Hook>[0], signal: AbortSignal, effect: () => R): Promise<R> {
    throwIfCancelled(signal);
    await this.hook(verb, "before", signal);
    throwIfCancelled(signal);
    const answer = structuredClone(effect());
    await this.hook(verb, "after", signal);
    throwIfCancelled(signal);
    return answer;
  }

  private find({ owner, id }: Required<Ref>): Stored<T> | undefined {
    return this.all.find(({ ref }) => ref.owner === owner && ref.id === id);
  }

  private current(ref: Required<Ref>, version: string | undefined): Stored<T> {
    const stored = this.find(ref);
    if (!stored) throw new Failure("not-found", `There is no “${ref.id}”.`);
    if (stored.version === version) return stored;
    throw new Failure("changed-on-server", `“${ref.id}” was changed in the meantime.`);
  }

  private isTaken(ref: Required<Ref>, value: T): boolean {
    const { identity } = this.kind;
    if (this.find(ref)) return true;
    if (identity.by === "id" || !identity.unique) return false;
    const names: readonly string[] = identity.fields;
    const where = Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
    return this.all.some((other) => other.ref.owner === ref.owner && isLike(other.value, where));
  }

  /** What the service never takes away. */
  private refuseNulls(changes: Partial<D>): void {
    const given = new Map<string, unknown>(Object.entries(changes));
    for (const [path, { cannotBeUnset, label }] of Object.entries<Field>(this.kind.fields))
      if (cannotBeUnset && given.has(path) && (given.get(path) ?? null) === null)
        throw new Failure("rejected", `“${label}” cannot be null.`);
  }

  private matches(value: T, where: Partial<T>): boolean {
    return this.rules.matches?.(value, where) ?? isLike(value, where);
  }

  private versioned(ref: Required<Ref>, value: T): Stored<T> {
    this.serial += 1;
    const version = this.kind.identity.by === "id" ? { version: `"${this.serial}"` } : {};
    return { ref, value, ...version };
  }
}

function isLike(value: object, where: object): boolean {
  const values = new Map<string, unknown>(Object.entries(value));
  return Object.entries(where).every(
    ([name, one]) => JSON.stringify(values.get(name)) === JSON.stringify(one),
  );
}
