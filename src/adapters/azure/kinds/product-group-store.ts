import type { Store } from "../../../resources/kind.ts";
import {
  type ProductGroup,
  type ProductGroupLink,
  productGroup,
} from "../../../resources/kinds/product-group.ts";
import type { InstanceCalls } from "./azure-store.ts";
import { LinkStore } from "./link-store.ts";

/** Which groups see which product, through Azure's own SDK. */
export function productGroupStore(on: InstanceCalls): Store<ProductGroup, ProductGroupLink> {
  return new LinkStore(on, productGroup, {
    parent: { noun: "product", field: "productId" },
    child: { noun: "group", field: "groupId" },
    parents: (client, place, options) => client.product.listByService(...place, options),
    list: (client, ids, options) => client.productGroup.listByProduct(...ids, options),
    put: (client, ids, options) => client.productGroup.createOrUpdate(...ids, options),
    remove: (client, ids, options) => client.productGroup.delete(...ids, options),
  });
}
