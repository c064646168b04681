import type { ApiSnapshot, ProductSnapshot } from "../../access/index.ts";

/** What stands for things of which nobody knows which there are. */
export const unknownName = "?";

/** An API of which nothing is known but its name. */
export function unreadableApi(name: string, file: string): ApiSnapshot {
  return {
    name,
    facts: {},
    subscriptionRequired: undefined,
    keyPlace: { file, line: 1 },
    policy: { level: "api", file, text: undefined },
    operations: [],
    listed: "unreadable",
  };
}

/** Stands for the products of a space, by its resource id, that cannot be told. */
export function unreadableProduct(space: string): Omit<ProductSnapshot, "apis"> {
  const file = `${space}/products`;
  return {
    name: unknownName,
    displayName: undefined,
    subscriptionRequired: undefined,
    keyPlace: { file, line: 1 },
    policy: { level: "product", file, text: undefined },
  };
}
