import { isCancelled } from "../core/failure.ts";

/**
 * What `find` finds with each of `accounts`, one after the other; what several of them see, which `nameOf` tells, is the first one's. One
 * that fails hides nothing that others see; where nothing was found at all, why the first could not be asked is thrown, since it may be
 * there.
 */
export async function findInEach<A, T>(
  accounts: readonly A[],
  find: (account: A) => Promise<readonly T[]>,
  nameOf: (found: T) => string,
): Promise<T[]> {
  const found = new Map<string, T>();
  let failure: unknown;
  for (const account of accounts) {
    try {
      for (const one of await find(account)) {
        const name = nameOf(one).toLowerCase();
        if (!found.has(name)) found.set(name, one);
      }
    } catch (error) {
      if (isCancelled(error)) throw error;
      failure ??= error;
    }
  }
  if (found.size === 0 && failure) throw failure;
  return [...found.values()];
}
