import type { ApiRef, InstanceRef, PolicyLevel, SpaceRef } from "./apim.ts";

/** The instance that a path of `instancePath` names. */
export function parseInstancePath(path: string): InstanceRef {
  const [subscriptionId = "", resourceGroup = "", serviceName = ""] = path.split("/");
  return { subscriptionId, resourceGroup, serviceName };
}

/**
 * A policy's level below its instance: `global`, `products/x`, `apis/x`, `apis/x/operations/y` or `fragments/x`; of a workspace
 * `workspaces/w`, and the others behind that.
 */
export function levelPath(level: PolicyLevel): string {
  const space = level.workspace === undefined ? "" : `workspaces/${level.workspace}/`;
  switch (level.kind) {
    case "global":
      return "global";
    case "workspace":
      return space.slice(0, -1);
    case "product":
      return `${space}products/${level.productId}`;
    case "api":
      return `${space}apis/${level.apiId}`;
    case "operation":
      return `${space}apis/${level.apiId}/operations/${level.operationId}`;
    case "fragment":
      return `${space}fragments/${level.fragmentId}`;
  }
}

/** The level that a path of `levelPath` names; `undefined` when it names none. */
export function parseLevelPath(instance: InstanceRef, path: string): PolicyLevel | undefined {
  if (path === "global") return { kind: "global", instance };
  const [, workspace, inside] = /^workspaces\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  if (workspace === undefined) return levelIn({ instance }, path);
  const space = { instance, workspace };
  return inside === undefined ? { kind: "workspace", ...space } : levelIn(space, inside);
}

function levelIn(space: SpaceRef, path: string): PolicyLevel | undefined {
  const [kind, id, below, operationId, ...more] = path.split("/");
  if (!id || more.length > 0) return undefined;
  if (kind === "apis" && below === "operations" && operationId) {
    return { kind: "operation", ...space, apiId: id, operationId };
  }
  if (below !== undefined) return undefined;
  if (kind === "products") return { kind: "product", ...space, productId: id };
  if (kind === "fragments") return { kind: "fragment", ...space, fragmentId: id };
  return kind === "apis" ? { kind: "api", ...space, apiId: id } : undefined;
}

/** The Azure resource id of an instance. */
export function instanceId({ subscriptionId, resourceGroup, serviceName }: InstanceRef): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${serviceName}`;
}

/** The Azure resource id of an instance, or of its workspace. */
export function spaceId({ instance, workspace }: SpaceRef): string {
  const id = instanceId(instance);
  return workspace === undefined ? id : `${id}/workspaces/${workspace}`;
}

/** Names the space that something stands in. */
export function spaceOf({ instance, workspace }: Pick<PolicyLevel, "instance" | "workspace">): SpaceRef {
  return workspace === undefined ? { instance } : { instance, workspace };
}

/** The level of an API's own policy. */
export function apiLevel(api: ApiRef): Extract<PolicyLevel, { kind: "api" }> {
  return { kind: "api", ...spaceOf(api), apiId: api.apiId };
}

/** The level of the policy of one operation of an API. */
export function operationLevel(
  api: ApiRef,
  operationId: string,
): Extract<PolicyLevel, { kind: "operation" }> {
  return { kind: "operation", ...spaceOf(api), apiId: api.apiId, operationId };
}

/** Whom plans about an API belong to: its resource id, in one casing. */
export function apiSubject(api: ApiRef): string {
  return `${spaceId(api)}/apis/${api.apiId}`.toLowerCase();
}
