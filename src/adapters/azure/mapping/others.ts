import type {
  PolicyFragmentContract,
  PortalRevisionContract,
  ProductContract,
} from "@azure/arm-apimanagement";
import type { PolicyFragment, PortalRevision, Product } from "../../../domain/apim.ts";

/** A product, as far as it decides who gets in; what the service does not say is its default. */
export function toProduct(product: ProductContract): Product {
  return {
    id: product.id ?? "",
    productId: product.name ?? "",
    displayName: product.displayName ?? product.name ?? "",
    subscriptionRequired: product.subscriptionRequired ?? true,
  };
}

/** A policy fragment without its text. */
export function toFragment(fragment: PolicyFragmentContract): PolicyFragment {
  return {
    id: fragment.id ?? "",
    fragmentId: fragment.name ?? "",
    description: fragment.description || undefined,
  };
}

/** A publication of the developer portal. */
export function toPortalRevision(revision: PortalRevisionContract): PortalRevision {
  return {
    id: revision.id ?? "",
    description: revision.description || undefined,
    isCurrent: revision.isCurrent ?? false,
    createdAt: revision.createdDateTime ?? undefined,
  };
}
