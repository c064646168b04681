import { throwIfCancelled } from "../core/failure.ts";

/** All items of a paged list. */
export async function collect<T>(items: AsyncIterable<T>, signal: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  throwIfCancelled(signal);
  return all;
}
