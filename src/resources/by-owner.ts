import { Failure } from "../core/failure.ts";
import type { Shelved } from "./clouds.ts";
import type { Shelf, Store } from "./kind.ts";

/**
 * Several accounts' views of one cloud as one: each owner's things are kept by the account that was opened for it. What is asked
 * of an owner that nobody opened an account for goes to the first.
 */
export function shelvedByOwner(accounts: ReadonlyMap<string, Shelved>): Shelved {
  const [first, ...more] = new Set(accounts.values());
  if (!first) return { shelves: new Map() };
  if (more.length === 0) return first;
  const shelves = [...first.shelves].map(([id, shelf]): [string, Shelf] => {
    const storeOf = (owner: string) => accounts.get(owner)?.shelves.get(id)?.store ?? shelf.store;
    return [id, { kind: shelf.kind, store: storeByOwner(shelf.store, storeOf) }];
  });
  return { shelves: new Map(shelves) };
}

/** The accounts of one cloud have the same kinds, so the optional calls of one are those of all. */
function storeByOwner(model: Store, storeOf: (owner: string) => Store): Store {
  return {
    list: (owner, where, signal) => storeOf(owner).list(owner, where, signal),
    read: (ref, signal) => storeOf(ref.owner).read(ref, signal),
    create: (ref, draft, signal) => storeOf(ref.owner).create(ref, draft, signal),
    update: (stored, changes, signal) => storeOf(stored.ref.owner).update(stored, changes, signal),
    delete: (stored, signal) => storeOf(stored.ref.owner).delete(stored, signal),
    ...(model.search && {
      search: (owner, text, signal) => storeOf(owner).search?.(owner, text, signal) ?? nothing(),
    }),
    ...(model.readRaw && { readRaw: async (ref, signal) => storeOf(ref.owner).readRaw?.(ref, signal) }),
    ...(model.secretOf && {
      secretOf: async (ref, signal, field) => storeOf(ref.owner).secretOf?.(ref, signal, field),
    }),
    ...(model.rotateSecret && {
      rotateSecret: async (ref, signal, field) => {
        const store = storeOf(ref.owner);
        if (store.rotateSecret) return store.rotateSecret(ref, signal, field);
        throw new Failure("unsupported", `${ref.owner} gives no new secrets.`);
      },
    }),
  };
}

async function* nothing(): AsyncGenerator<never> {}
