import { throwIfCancelled } from "../core/failure.ts";
import { type ShelvedClouds, storeOf } from "../resources/clouds.ts";
import type { Kind } from "../resources/kind.ts";

/** All items of a paged list. */
export async function collect<T>(items: AsyncIterable<T>, signal: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  throwIfCancelled(signal);
  return all;
}

/** All of a kind that `owner` keeps, with the values that `where` names. */
export async function listAll<T extends object, D extends object>(
  clouds: ShelvedClouds,
  kind: Kind<T, D>,
  owner: string,
  where: Partial<T>,
  signal: AbortSignal,
): Promise<T[]> {
  const all = await collect(storeOf(clouds, kind).list(owner, where, signal), signal);
  return all.map(({ value }) => value);
}
