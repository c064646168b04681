import type { Kind, Named } from "../kind.ts";

const product = (id: string): Named => ({ kind: "azure-product", id });
const api = (id: string): Named => ({ kind: "azure-api", id });

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
    productId: { label: "Product", fixed: true, names: product },
    apiId: { label: "API", fixed: true, names: api, ask: { prompt: "Id of the API" } },
  },
  identity: { by: "fields", fields: ["productId", "apiId"], unique: true },
  // the service says the name of one that is there
  titleOf: ({ apiId, ...more }, { id }) =>
    "displayName" in more && typeof more.displayName === "string" ? more.displayName : (apiId ?? id ?? ""),
  titleBy: ({ apiId }, { id }, nameOf) => (apiId === undefined ? (id ?? "") : nameOf(api(apiId))),
  sentenceOf(verb, { productId, apiId }, _, nameOf) {
    if (verb === "update" || productId === undefined || apiId === undefined) return undefined;
    const [one, to] = [nameOf(api(apiId)), nameOf(product(productId))];
    return verb === "create"
      ? `Add the API “${one}” to the product “${to}”`
      : `Remove the API “${one}” from the product “${to}”`;
  },
  verbs: { create: "Add", delete: "Remove" },
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};
