/** A list that grows at its end without being copied; `undefined` is the empty one. */
export interface Chain<T> {
  readonly last: T;
  readonly before: Chain<T> | undefined;
  readonly length: number;
}

/** `chain` with one more item. */
export function append<T>(chain: Chain<T> | undefined, item: T): Chain<T> {
  return { last: item, before: chain, length: (chain?.length ?? 0) + 1 };
}

/** Its items from the first to the last. */
export function itemsOf<T>(chain: Chain<T> | undefined): readonly T[] {
  const items: T[] = [];
  for (let link = chain; link; link = link.before) items.push(link.last);
  return items.reverse();
}
