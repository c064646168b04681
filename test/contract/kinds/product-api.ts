import { type Shelved, storeIn } from "../../../src/resources/clouds.ts";
import { product } from "../../../src/resources/kinds/product.ts";
import { type ProductApi, type ProductLink, productApi } from "../../../src/resources/kinds/product-api.ts";
import type { KindExample } from "./kind-example.ts";

const { signal } = new AbortController();

/** A new product that is to get the API which the sandbox has. */
async function link(cloud: Shelved, owner: string, id: string): Promise<ProductLink> {
  const draft = { displayName: id, subscriptionRequired: true };
  await storeIn(cloud, product).create({ kind: product.id, owner, id }, draft, signal);
  return { productId: id, apiId: "basic-calculator" };
}

export const productApiExample: KindExample<ProductApi, ProductLink> = {
  kind: productApi,
  drafts: async (cloud, owner) => [
    await link(cloud, owner, "gold"),
    await link(cloud, owner, "silver"),
    await link(cloud, owner, "bronze"),
  ],
  changes: {},
  path: /\/products\/[^/]+\/apis/,
};
