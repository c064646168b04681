import type { Kind, Named } from "../kind.ts";

const product = (id: string): Named => ({ kind: "azure-product", id });
const group = (id: string): Named => ({ kind: "azure-group", id });

/** Which group sees which product. */
export interface ProductGroupLink {
  readonly productId: string;
  readonly groupId: string;
}

export interface ProductGroup extends ProductGroupLink {
  /** Name of the group, where the service says it. */
  readonly displayName?: string | undefined;
}

const rights = "Microsoft.ApiManagement/service/products/groups";

/** A group that sees a product in the developer portal once it is published, and may subscribe to it; its id is `productId/groupId`. */
export const productGroup: Kind<ProductGroup, ProductGroupLink> = {
  id: "azure-product-group",
  cloud: "azure",
  noun: "group of a product",
  plural: "Groups",
  icon: "organization",
  tree: { under: "azure-product", field: "productId" },
  fields: {
    productId: { label: "Product", fixed: true, names: product },
    groupId: { label: "Group", fixed: true, names: group, ask: { prompt: "Id of the group" } },
  },
  identity: { by: "fields", fields: ["productId", "groupId"], unique: true },
  titleOf: ({ groupId }, { id }) => groupId ?? id ?? "",
  titleBy: ({ groupId }, { id }, nameOf) => (groupId === undefined ? (id ?? "") : nameOf(group(groupId))),
  sentenceOf(verb, { productId, groupId }, _, nameOf) {
    if (verb === "update" || productId === undefined || groupId === undefined) return undefined;
    const [one, of] = [nameOf(group(groupId)), nameOf(product(productId))];
    return verb === "create"
      ? `Show the product “${of}” to the group “${one}”`
      : `Show the product “${of}” no longer to the group “${one}”`;
  },
  verbs: { create: "Add", delete: "Remove" },
  goesAlong: async () => ({
    known: true,
    value: ["Who is in the group does not see the product any more; subscriptions that are there stay."],
  }),
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};
