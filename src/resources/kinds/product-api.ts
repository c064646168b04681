import type { Kind } from "../kind.ts";

/** Which product gives access to which API. */
export interface ProductLink {
  readonly productId: string;
  readonly apiId: string;
}

export interface ProductApi extends ProductLink {
  /** Name of the API, where the service says it. */
  readonly displayName?: string | undefined;
}

const rights = "Microsoft.ApiManagement/service/products/apis";

/** An API of a product; its id is `productId/apiId`. A product gives access to all revisions of an API. */
export const productApi: Kind<ProductApi, ProductLink> = {
  id: "azure-product-api",
  cloud: "azure",
  noun: "API in a product",
  plural: "APIs",
  icon: "symbol-interface",
  tree: { under: "azure-product", field: "productId" },
  fields: {
    productId: { label: "Product", fixed: true },
    apiId: { label: "API", fixed: true, ask: { prompt: "Id of the API" } },
  },
  identity: { by: "fields", fields: ["productId", "apiId"], unique: true },
  titleOf: ({ apiId }, { id }) => apiId ?? id ?? "",
  verbs: { create: "Add", delete: "Remove" },
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};
