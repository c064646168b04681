import type { Management } from "auth0";
import type { Connection, ConnectionDraft } from "../../../domain/auth0.ts";
import type { Store } from "../../../resources/kind.ts";
import { auth0Connection } from "../../../resources/kinds/auth0-connection.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toConnection } from "../mapping.ts";
import { auth0Store, pageSize } from "./auth0-store.ts";

/** Connections through Auth0's own SDK. */
export function auth0ConnectionStore(calls: ManagementCalls): Store<Connection, ConnectionDraft> {
  const { connections } = calls.client;
  const query = { fields: "id,name,strategy", include_fields: true };
  return auth0Store(calls, auth0Connection, ({ id }) => id, {
    list: ({ name }, options) =>
      connections.list({ take: pageSize, ...query, ...(name && { name }) }, options),
    read: (id, options) => connections.get(id, query, options),
    create: ({ name, strategy }, options) =>
      connections.create({ name, strategy: strategy as Management.ConnectionIdentityProviderEnum }, options),
    delete: (id, options) => connections.delete(id, options),
    to: toConnection,
  });
}
