import type { NamedValueContract, PortalRevisionContract, ProductContract } from "@azure/arm-apimanagement";
import type { NamedValue, PortalRevision, Product } from "../../../domain/apim.ts";

export function toProduct(product: ProductContract): Product {
  return {
    id: product.id ?? "",
    productId: product.name ?? "",
    displayName: product.displayName ?? product.name ?? "",
  };
}

export function toNamedValue(namedValue: NamedValueContract): NamedValue {
  const secret = (namedValue.secret ?? false) || Boolean(namedValue.keyVault);
  return {
    id: namedValue.id ?? "",
    displayName: namedValue.displayName ?? namedValue.name ?? "",
    secret,
    value: secret ? undefined : namedValue.value,
  };
}

export function toPortalRevision(revision: PortalRevisionContract): PortalRevision {
  return {
    id: revision.id ?? "",
    description: revision.description || undefined,
    isCurrent: revision.isCurrent ?? false,
    createdAt: revision.createdDateTime ?? undefined,
  };
}
