import type { Auth0Cloud } from "../../../src/domain/auth0-cloud.ts";

/** A method of the port. */
export type Auth0Method = Exclude<keyof Auth0Cloud, "domain">;

/** The Management API scope each call needs; the Authentication API needs none. */
export const requiredScopes: Readonly<Record<Auth0Method, string | undefined>> = {
  readTenant: "read:tenant_settings",
  readDiscovery: undefined,
  readPublicKeys: undefined,
  listApis: "read:resource_servers",
  findApi: "read:resource_servers",
  createApi: "create:resource_servers",
  updateApiScopes: "update:resource_servers",
  deleteApi: "delete:resource_servers",
  listApplications: "read:clients",
  readApplication: "read:clients",
  readClientSecret: "read:client_keys",
  createApplication: "create:clients",
  updateApplication: "update:clients",
  deleteApplication: "delete:clients",
  listConnections: "read:connections",
  createDatabaseConnection: "create:connections",
  deleteConnection: "delete:connections",
  listEnabledClients: "read:connections",
  setConnectionEnabled: "update:connections",
  findUser: "read:users",
  listUsers: "read:users",
  createUser: "create:users",
  deleteUser: "delete:users",
  listClientGrants: "read:client_grants",
  createClientGrant: "create:client_grants",
  deleteClientGrant: "delete:client_grants",
  requestToken: undefined,
};
