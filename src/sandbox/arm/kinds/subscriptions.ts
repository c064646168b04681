import { randomBytes } from "node:crypto";
import { findResource } from "../../azure/resources.ts";
import { validationError } from "../errors.ts";
import { asText } from "../json.ts";
import type { Kind, Write } from "../kind.ts";

const states = ["suspended", "active", "expired", "submitted", "rejected", "cancelled"];

/** `subscriptions`: keys that open an API, a product or everything. */
export const subscriptions: Kind = {
  chain: "subscriptions",
  label: "Subscription",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName", "stateComment", "ownerId", "scope", "userId", "productId", "state"],
  fields: {
    ownerId: { type: "text" },
    scope: { type: "text", required: true, min: 1 },
    displayName: { type: "text", required: true, min: 1, max: 100 },
    state: { type: "choice", values: states, default: "active" },
    allowTracing: { type: "boolean", default: false },
    expirationDate: { type: "text" },
    stateComment: { type: "text" },
    primaryKey: { type: "text", min: 1, max: 256, secret: true },
    secondaryKey: { type: "text", min: 1, max: 256, secret: true },
  },
  prepare(write) {
    const { properties, secrets, previous, arm } = write;
    properties["scope"] = fullScope(write);
    properties["createdDate"] =
      previous?.properties["createdDate"] ?? new Date(arm.context.now()).toISOString();
    for (const name of ["primaryKey", "secondaryKey"]) {
      secrets[name] ??= previous?.secrets[name] ?? newSubscriptionKey();
    }
  },
  listSecrets: ({ secrets: { primaryKey, secondaryKey } }) => ({ primaryKey, secondaryKey }),
};

/** A key as the service makes them: 32 hexadecimal digits. */
export function newSubscriptionKey(): string {
  return randomBytes(16).toString("hex");
}

/** `/apis`, `/apis/x` and `/products/x` are short for the full id, which the service stores. */
function fullScope({ arm, id, properties }: Write): string {
  const service = id.slice(0, id.toLowerCase().lastIndexOf("/subscriptions/"));
  const scope = asText(properties["scope"]) ?? "";
  const full = scope.toLowerCase().startsWith("/subscriptions/") ? scope : `${service}${scope}`;
  const below = full.slice(service.length).replace(/\/$/, "").toLowerCase();
  if (below === "" || below === "/apis") return full;
  if (/^\/(apis|products)\/[^/]+$/.test(below) && findResource(arm.state, full)) return full;
  throw validationError({
    target: "scope",
    message: "Scope should be one of '/products/{id}', '/apis', '/apis/{id}'.",
  });
}
