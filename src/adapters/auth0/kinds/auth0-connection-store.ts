import type { Management } from "auth0";
import { Failure } from "../../../core/failure.ts";
import type { Connection, ConnectionDraft } from "../../../domain/auth0.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { Ref, Store, Stored } from "../../../resources/kind.ts";
import { auth0Connection } from "../../../resources/kinds/auth0-connection.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { asObject } from "../../json.ts";
import { pathSegment } from "../../path-segment.ts";
import { mergedOptions } from "../connection-options.ts";
import { openNames, toChange, toCreation } from "../kind-fields.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toConnection } from "../mapping.ts";
import { auth0Store, pageSize } from "./auth0-store.ts";
import { ofConnection } from "./enabled-application-store.ts";

/** As many applications as one request switches. */
const mostSwitched = 50;

/** Connections through Auth0's own SDK; which applications they are enabled for has a route of its own. */
export function auth0ConnectionStore(calls: ManagementCalls): Store<Connection, ConnectionDraft> {
  const { connections } = calls.client;
  const query = { fields: `id,${ownNames()}`, include_fields: true };
  const store = auth0Store(calls, auth0Connection, ({ id }) => id, {
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
  const read = async (ref: Required<Ref>, signal: AbortSignal) => {
    const [stored, enabled] = await Promise.all([store.read(ref, signal), enabledIn(calls, ref.id, signal)]);
    return stored && withEnabled(stored, enabled);
  };
  return {
    ...store,
    read,
    async update(old, { enabledApplications, ...changes }, signal) {
      const isOwn = Object.keys(changes).length > 0;
      const { value } = isOwn ? await store.update(old, changes, signal) : old;
      const before = await enabledIn(calls, old.ref.id, signal);
      if (enabledApplications === undefined) return withEnabled({ ...old, value }, before);
      await turn(calls, old.ref.id, old.value.enabledApplications ?? [], enabledApplications, signal);
      return withEnabled({ ...old, value }, await enabledIn(calls, old.ref.id, signal));
    },
  };
}

/** What the connection itself tells. */
function ownNames(): string {
  const names = openNames(auth0Connection).split(",");
  return names.filter((name) => name !== "enabledApplications").join(",");
}

async function enabledIn(
  calls: ManagementCalls,
  id: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { clientId } of ofConnection(calls, id, signal)) ids.push(clientId);
  return ids;
}

function withEnabled(
  { value, ...stored }: Stored<Connection>,
  enabled: readonly string[],
): Stored<Connection> {
  const { enabledApplications: _, ...rest } = value;
  return { ...stored, value: { ...rest, ...(enabled.length > 0 && { enabledApplications: enabled }) } };
}

/** Switches just those that differ: what others have switched meanwhile stays. */
async function turn(
  calls: ManagementCalls,
  id: string,
  before: readonly string[],
  after: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const switches = [
    ...after.filter((one) => !before.includes(one)).map((one) => ({ client_id: one, status: true })),
    ...before.filter((one) => !after.includes(one)).map((one) => ({ client_id: one, status: false })),
  ];
  const { clients } = calls.client.connections;
  for (let from = 0; from < switches.length; from += mostSwitched) {
    const some = switches.slice(from, from + mostSwitched);
    await calls.finish(`switch the applications of the connection ${id}`, signal, (options) =>
      clients.update(pathSegment(id), some, options),
    );
  }
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
  return toChange(auth0Connection, worded);
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
