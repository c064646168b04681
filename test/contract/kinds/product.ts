import { type ProductDraft, type ProductSettings, product } from "../../../src/resources/kinds/product.ts";
import type { KindExample } from "./kind-example.ts";

export const productExample: KindExample<ProductSettings, ProductDraft> = {
  kind: product,
  ids: ["gold", "silver", "open"],
  drafts: async () => [
    {
      displayName: "Gold",
      description: "For partners",
      terms: "Be kind",
      subscriptionRequired: true,
      state: "published",
    },
    { displayName: "Silver", subscriptionRequired: true, approvalRequired: true, subscriptionsLimit: 2 },
    { displayName: "Open", subscriptionRequired: false },
  ],
  changes: {
    displayName: "Gold and more",
    description: "For all partners",
    terms: "Be kinder",
    approvalRequired: true,
    subscriptionsLimit: 3,
    state: "notPublished",
  },
  apart: ["subscriptionRequired"],
  path: /\/products\b/,
};
