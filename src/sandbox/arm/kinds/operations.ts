import { listIn } from "../../azure/resources.ts";
import { validationError } from "../errors.ts";
import type { Kind, Write } from "../kind.ts";

/** `apis/operations`. */
export const operations: Kind = {
  chain: "apis/operations",
  label: "Operation",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName", "method", "description", "urlTemplate"],
  fields: {
    displayName: { type: "text", required: true, min: 1, max: 300 },
    method: { type: "text", required: true, min: 1 },
    urlTemplate: { type: "text", required: true, min: 1, max: 1000 },
    templateParameters: { type: "json", default: [] },
    description: { type: "text", max: 1000, default: null },
    request: { type: "json" },
    responses: { type: "json", default: [] },
  },
  prepare: requireFreeTemplate,
};

/** `apis/schemas`, as imports make them. */
export const schemas: Kind = {
  chain: "apis/schemas",
  label: "Schema",
  writes: ["PUT", "DELETE"],
  longRunning: ["PUT"],
  filterable: ["contentType"],
  fields: {
    contentType: { type: "text", required: true, min: 1 },
    document: { type: "json", required: true },
  },
};

function requireFreeTemplate({ arm, id, properties }: Write): void {
  const key = (one: typeof properties) => `${String(one["method"])} ${String(one["urlTemplate"])}`;
  const api = id.slice(0, id.toLowerCase().lastIndexOf("/operations/"));
  const other = listIn(arm.state, api, "operations").find(
    (one) => key(one.properties) === key(properties) && one.id.toLowerCase() !== id.toLowerCase(),
  );
  if (!other) return;
  throw validationError({
    target: "urlTemplate",
    message: `Operation with the same method and URL template already exists: ${key(properties)}, ${other.name}.`,
  });
}
