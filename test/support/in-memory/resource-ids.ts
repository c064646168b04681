import type { ApiRef, InstanceRef, PolicyLevel } from "../../../src/domain/apim.ts";
import { levelPath } from "../../../src/domain/azure-paths.ts";

/** The Azure resource id of an instance. */
export function resourceId({ subscriptionId, resourceGroup, serviceName }: InstanceRef): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${serviceName}`;
}

/** One key for an instance in whatever casing. */
export function instanceKey(instance: InstanceRef): string {
  return resourceId(instance).toLowerCase();
}

/** One key for an API within its instance, in whatever casing. */
export function apiKey({ workspace, apiId }: Pick<ApiRef, "workspace" | "apiId">): string {
  return (workspace === undefined ? apiId : `${workspace}/${apiId}`).toLowerCase();
}

/** One key for a policy scope within its instance, in whatever casing. */
export function policyKey(level: PolicyLevel): string {
  if (level.workspace !== undefined) return levelPath(level).toLowerCase();
  switch (level.kind) {
    case "global":
      return "global";
    case "product":
      return `product ${level.productId}`.toLowerCase();
    case "api":
      return `api ${level.apiId}`.toLowerCase();
    case "operation":
      return `api ${level.apiId} operation ${level.operationId}`.toLowerCase();
    case "fragment":
      return `fragment ${level.fragmentId}`.toLowerCase();
  }
}
