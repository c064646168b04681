import type { ApiRef, InstanceRef, PolicyLevel } from "./apim.ts";

/** The instance that a path of `instancePath` names. */
export function parseInstancePath(path: string): InstanceRef {
  const [subscriptionId = "", resourceGroup = "", serviceName = ""] = path.split("/");
  return { subscriptionId, resourceGroup, serviceName };
}

/** A policy's level below its instance: `global`, `products/x`, `apis/x`, `apis/x/operations/y` or `fragments/x`. */
export function levelPath(level: PolicyLevel): string {
  switch (level.kind) {
    case "global":
      return "global";
    case "product":
      return `products/${level.productId}`;
    case "api":
      return `apis/${level.apiId}`;
    case "operation":
      return `apis/${level.apiId}/operations/${level.operationId}`;
    case "fragment":
      return `fragments/${level.fragmentId}`;
  }
}

/** The level that a path of `levelPath` names; `undefined` when it names none. */
export function parseLevelPath(instance: InstanceRef, path: string): PolicyLevel | undefined {
  const [kind, id, below, operationId, ...more] = path.split("/");
  if (path === "global") return { kind: "global", instance };
  if (!id || more.length > 0) return undefined;
  if (kind === "apis" && below === "operations" && operationId) {
    return { kind: "operation", instance, apiId: id, operationId };
  }
  if (below !== undefined) return undefined;
  if (kind === "products") return { kind: "product", instance, productId: id };
  if (kind === "fragments") return { kind: "fragment", instance, fragmentId: id };
  return kind === "apis" ? { kind: "api", instance, apiId: id } : undefined;
}

/** The Azure resource id of an instance. */
export function instanceId({ subscriptionId, resourceGroup, serviceName }: InstanceRef): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${serviceName}`;
}

/** Whom plans about an API belong to: its resource id, in one casing. */
export function apiSubject({ instance, apiId }: ApiRef): string {
  return `${instanceId(instance)}/apis/${apiId}`.toLowerCase();
}
