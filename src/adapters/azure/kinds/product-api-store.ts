import type { Store } from "../../../resources/kind.ts";
import { type ProductApi, type ProductLink, productApi } from "../../../resources/kinds/product-api.ts";
import type { InstanceCalls } from "./azure-store.ts";
import { LinkStore } from "./link-store.ts";

/** Which APIs are in which product, through Azure's own SDK. */
export function productApiStore(on: InstanceCalls): Store<ProductApi, ProductLink> {
  return new LinkStore(on, productApi, {
    parent: { noun: "product", field: "productId" },
    child: { noun: "API", field: "apiId" },
    parents: (client, place, options) => client.product.listByService(...place, options),
    list: (client, ids, options) => client.productApi.listByProduct(...ids, options),
    put: (client, ids, options) => client.productApi.createOrUpdate(...ids, options),
    remove: (client, ids, options) => client.productApi.delete(...ids, options),
  });
}
