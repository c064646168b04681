import { asText, isObject, type JsonObject } from "../../json.ts";
import type { User } from "../../state.ts";
import { pageOf } from "../paging.ts";
import { invalidBody, Problem } from "../problem.ts";
import { type ManagementRequest, objectBody, type Router, type Tenant } from "../router.ts";

type Permission = User["permissions"][number];

/** The permissions that an API with RBAC (`enforce_policies`) lets into a user's tokens. */
export function addUserPermissions(on: Router, tenant: Tenant, find: (id: string) => User): void {
  on("GET", "/users/:id/permissions", ["read:users"], ({ param, query }) => {
    const shown = find(param("id")).permissions.map((permission) => view(permission, tenant));
    return pageOf(shown, query, { name: "permissions", id: "permission_name" });
  });
  on("POST", "/users/:id/permissions", ["update:users"], (request) => {
    const user = find(request.param("id"));
    const added = readPermissions(request);
    for (const permission of added) refuseUnknown(permission, tenant);
    const kept = user.permissions.filter((one) => !added.some((other) => isSame(one, other)));
    user.permissions = [...kept, ...added];
    return { status: 201 };
  });
  on("DELETE", "/users/:id/permissions", ["update:users"], (request) => {
    const user = find(request.param("id"));
    const removed = readPermissions(request);
    user.permissions = user.permissions.filter((one) => !removed.some((other) => isSame(one, other)));
    return { status: 204 };
  });
}

function isSame(one: Permission, other: Permission): boolean {
  return (
    one.permission_name === other.permission_name &&
    one.resource_server_identifier === other.resource_server_identifier
  );
}

function lookUp({ permission_name, resource_server_identifier }: Permission, state: Tenant["state"]) {
  const api = state.resourceServers.find(({ identifier }) => identifier === resource_server_identifier);
  return { api, scope: api?.scopes?.find(({ value }) => value === permission_name) };
}

function view(permission: Permission, { state }: Tenant): JsonObject {
  const { api, scope } = lookUp(permission, state);
  return { ...permission, resource_server_name: api?.name, description: scope?.description };
}

function readPermissions(request: ManagementRequest): Permission[] {
  const list = objectBody(request)["permissions"];
  if (!Array.isArray(list)) throw invalidBody("'Missing required property: permissions'");
  return list.map((item, index) => {
    const permission_name = isObject(item) ? asText(item["permission_name"]) : undefined;
    const resource_server_identifier = isObject(item)
      ? asText(item["resource_server_identifier"])
      : undefined;
    if (!permission_name || !resource_server_identifier) {
      const missing = permission_name ? "resource_server_identifier" : "permission_name";
      throw invalidBody(`'Missing required property: ${missing}' on property permissions[${index}]`);
    }
    return { permission_name, resource_server_identifier };
  });
}

function refuseUnknown(permission: Permission, { state }: Tenant): void {
  if (lookUp(permission, state).scope) return;
  throw new Problem(
    404,
    `The permission ${permission.permission_name} does not exist on ${permission.resource_server_identifier}`,
    "inexistent_permission",
  );
}
