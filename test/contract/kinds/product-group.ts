import { type Shelved, storeIn } from "../../../src/resources/clouds.ts";
import { apimGroup } from "../../../src/resources/kinds/group.ts";
import {
  type ProductGroup,
  type ProductGroupLink,
  productGroup,
} from "../../../src/resources/kinds/product-group.ts";
import type { KindExample } from "./kind-example.ts";

const { signal } = new AbortController();

/** A new group that is to see a product which the sandbox has. */
async function group(cloud: Shelved, owner: string, id: string): Promise<ProductGroupLink> {
  await storeIn(cloud, apimGroup).create({ kind: apimGroup.id, owner, id }, { displayName: id }, signal);
  return { productId: "starter", groupId: id };
}

export const productGroupExample: KindExample<ProductGroup, ProductGroupLink> = {
  kind: productGroup,
  drafts: async (cloud, owner) => [
    await group(cloud, owner, "partners"),
    await group(cloud, owner, "staff"),
    await group(cloud, owner, "testers"),
  ],
  changes: {},
  path: /\/products\/[^/]+\/groups/,
};
