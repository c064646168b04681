import { isCancelled } from "../core/failure.ts";

/**
 * What `find` finds with each of `accounts`, one after the other. One that fails hides nothing that others see; where nothing was found
 * at all, why the first could not be asked is thrown, since it may be there.
 */
export async function findInEach<A, T>(
  accounts: readonly A[],
  find: (account: A) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  let failure: unknown;
  for (const account of accounts) {
    try {
      found.push(...(await find(account)));
    } catch (error) {
      if (isCancelled(error)) throw error;
      failure ??= error;
    }
  }
  if (found.length === 0 && failure) throw failure;
  return found;
}
