import { listIn, removeResource, spaceOf } from "../../azure/resources.ts";
import { validationError } from "../errors.ts";
import type { Kind } from "../kind.ts";
import { dropLinks } from "./drop-links.ts";

/** `products`. */
export const products: Kind = {
  chain: "products",
  label: "Product",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName", "description", "state"],
  fields: {
    displayName: { type: "text", required: true, min: 1, max: 300 },
    description: { type: "text", max: 1000, default: null },
    terms: { type: "text", default: null },
    subscriptionRequired: { type: "boolean", default: true },
    approvalRequired: { type: "boolean", default: false },
    subscriptionsLimit: { type: "integer", default: null },
    state: { type: "choice", values: ["notPublished", "published"], default: "notPublished" },
  },
  prepare({ properties }) {
    if (properties["subscriptionRequired"] !== false) return;
    // without subscriptions there is nothing to approve or to limit
    properties["approvalRequired"] = null;
    properties["subscriptionsLimit"] = null;
  },
  beforeDelete(product, arm, url) {
    const own = listIn(arm.state, spaceOf(product.id), "subscriptions").filter(
      ({ properties }) => String(properties["scope"]).toLowerCase() === product.id.toLowerCase(),
    );
    if (own.length > 0 && url.searchParams.get("deleteSubscriptions")?.toLowerCase() !== "true") {
      throw validationError({
        target: "productId",
        message: `The product has ${own.length} subscriptions, which deleteSubscriptions=true deletes with it.`,
      });
    }
    for (const { id } of own) removeResource(arm.state, id);
  },
};

/** `tags`. */
export const tags: Kind = {
  chain: "tags",
  label: "Tag",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName"],
  fields: { displayName: { type: "text", required: true, min: 1, max: 160 } },
  beforeDelete: (tag, arm) =>
    dropLinks(arm, spaceOf(tag.id), ["apis/tags", "apis/operations/tags", "products/tags"], tag.name),
  prepare({ arm, id, properties }) {
    const taken = listIn(arm.state, spaceOf(id), "tags").some(
      (tag) =>
        tag.properties["displayName"] === properties["displayName"] &&
        tag.id.toLowerCase() !== id.toLowerCase(),
    );
    if (!taken) return;
    throw validationError({ target: "displayName", message: "A tag with this display name already exists." });
  },
};
