import type { Management } from "auth0";
import { Failure } from "../../../core/failure.ts";
import type { Connection, ConnectionDraft } from "../../../domain/auth0.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { Store } from "../../../resources/kind.ts";
import { auth0Connection } from "../../../resources/kinds/auth0-connection.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { asObject } from "../../json.ts";
import { mergedOptions } from "../connection-options.ts";
import { openNames, toChange, toCreation } from "../kind-fields.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toConnection } from "../mapping.ts";
import { auth0Store, pageSize } from "./auth0-store.ts";

/** Connections through Auth0's own SDK. */
export function auth0ConnectionStore(calls: ManagementCalls): Store<Connection, ConnectionDraft> {
  const { connections } = calls.client;
  const query = { fields: `id,${openNames(auth0Connection)}`, include_fields: true };
  return auth0Store(calls, auth0Connection, ({ id }) => id, {
    list: ({ name }, options) =>
      connections.list({ take: pageSize, ...query, ...(name && { name }) }, options),
    read: (id, options) => connections.get(id, query, options),
    readAll: (id, options) => connections.get(id, {}, options),
    create: (draft, options) => {
      const { name, strategy } = draft;
      const named = { name, strategy: strategy as Management.ConnectionIdentityProviderEnum };
      return connections.create({ ...toCreation(auth0Connection, draft), ...named }, options);
    },
    update: async (id, changes, options, before) =>
      connections.update(id, await toConnectionChange(calls, id, changes, options, before), options),
    delete: (id, options) => connections.delete(id, options),
    to: toConnection,
  });
}

/** A name that is not sent would become the connection's own; pairs of metadata that go away must say so. */
async function toConnectionChange(
  calls: ManagementCalls,
  id: string,
  changes: Partial<ConnectionDraft>,
  request: RequestOptions,
  before: Connection,
) {
  const { metadata, options } = changes;
  const { displayName } = before;
  const gone = Object.fromEntries(Object.keys(before.metadata ?? {}).map((name) => [name, null]));
  const worded = {
    ...(displayName !== undefined && { displayName }),
    ...changes,
    ...(metadata && { metadata: { ...gone, ...metadata } }),
    ...(options && {
      options: mergedOptions(await readOptions(calls, id, request), before.options ?? {}, options),
    }),
  };
  return toChange(auth0Connection, worded, { displayName: before.name, metadata: gone });
}

/** With their secrets, which go nowhere but back to where they came from. */
async function readOptions(calls: ManagementCalls, id: string, request: RequestOptions): Promise<Settings> {
  const query = { fields: "id,name,strategy,options", include_fields: true };
  const answer = await calls.client.connections.get(id, query, request);
  toConnection(answer);
  const { options } = answer;
  if (options) return asObject(options);
  throw new Failure(
    "forbidden",
    "The options of the connection cannot be read, and what is written replaces all of them, so nothing was.",
    {
      remedy:
        "Grant the connected application the scopes read:connections_options and update:connections_options.",
    },
  );
}
