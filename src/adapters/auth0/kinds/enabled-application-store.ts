import { Failure, toFailure } from "../../../core/failure.ts";
import type { EnabledApplication } from "../../../domain/auth0.ts";
import { certainCodes, type Store, type Stored } from "../../../resources/kind.ts";
import { enabledApplication } from "../../../resources/kinds/enabled-application.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { isAsked } from "../../is-asked.ts";
import { pathSegment } from "../../path-segment.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toConnection, toEnabledApplication } from "../mapping.ts";
import { pageSize } from "./auth0-store.ts";

/** Which applications may use which connection, through Auth0's own SDK: there is a list and a switch. */
export function enabledApplicationStore(calls: ManagementCalls): Store<EnabledApplication> {
  const { connections } = calls.client;

  function turn(id: string, status: boolean) {
    const { connectionId, clientId } = partsOf(id);
    return {
      doing: `${status ? "enable" : "disable"} the connection ${connectionId} for application ${clientId}`,
      call: (options: RequestOptions) =>
        connections.clients.update(connectionId, [{ client_id: clientId, status }], options),
    };
  }

  const store: Store<EnabledApplication> = {
    async *list(owner, where, signal) {
      const { connectionId, clientId } = where;
      const all =
        connectionId !== undefined
          ? ofConnection(calls, connectionId, signal)
          : clientId !== undefined
            ? ofApplication(calls, clientId, signal)
            : ofAll(calls, signal);
      for await (const value of all) if (isAsked(value, where)) yield stored(owner, value);
    },
    async read({ owner, id }, signal) {
      for await (const one of store.list(owner, partsOf(id), signal)) return one;
      return undefined;
    },
    async create({ owner }, draft, signal) {
      const { ref } = stored(owner, draft);
      const { doing, call } = turn(ref.id, true);
      if (await store.read(ref, signal)) {
        throw new Failure("already-exists", `Could not ${doing}: it is enabled for it already.`, {
          remedy: "Run the command again: it starts from what is there now.",
        });
      }
      await calls.finish(doing, signal, call);
      const found = await store.read(ref, signal).catch((error) => Promise.reject(uncertain(error)));
      if (found) return found;
      throw new Failure("unreachable", `Could not ${doing}: ${owner} took it, and does not list it.`, {
        remedy: "Look at the connection's applications in the Auth0 Dashboard.",
      });
    },
    async update() {
      throw new Failure("unsupported", "An enabled application can only be added and removed.");
    },
    async delete({ ref }, signal) {
      const { doing, call } = turn(ref.id, false);
      await calls.remove(doing, signal, call);
    },
  };
  return store;
}

/** None for a connection that is gone. */
export async function* ofConnection(calls: ManagementCalls, connectionId: string, signal: AbortSignal) {
  const id = pathSegment(connectionId);
  try {
    yield* calls.each(
      `list the applications of connection ${id}`,
      signal,
      (options) => calls.client.connections.clients.get(id, { take: pageSize }, options),
      (client) => toEnabledApplication(client, id),
    );
  } catch (error) {
    if (toFailure(error).code !== "not-found") throw error;
  }
}

/** None for an application that is gone. */
async function* ofApplication(calls: ManagementCalls, clientId: string, signal: AbortSignal) {
  const id = pathSegment(clientId);
  const query = { take: pageSize, fields: "id,name,strategy", include_fields: true };
  try {
    yield* calls.each(
      `list the connections of application ${id}`,
      signal,
      (options) => calls.client.clients.connections.get(id, query, options),
      (connection) => ({ connectionId: toConnection(connection).id, clientId }),
    );
  } catch (error) {
    if (toFailure(error).code !== "not-found") throw error;
  }
}

async function* ofAll(calls: ManagementCalls, signal: AbortSignal) {
  const open = (options: RequestOptions) => calls.client.connections.list({ take: pageSize }, options);
  for await (const { id } of calls.each("list the connections", signal, open, toConnection)) {
    yield* ofConnection(calls, id, signal);
  }
}

function stored(owner: string, value: EnabledApplication): Stored<EnabledApplication> {
  return {
    ref: { kind: enabledApplication.id, owner, id: `${value.connectionId}/${value.clientId}` },
    value,
  };
}

/** The two ids in one; those of connections have no slash. */
function partsOf(id: string): EnabledApplication {
  const [connectionId = "", ...rest] = id.split("/");
  return { connectionId: pathSegment(connectionId), clientId: rest.join("/") };
}

/** What failed after the switch was turned says nothing about the switch. */
function uncertain(error: unknown): Failure {
  const failure = toFailure(error);
  return certainCodes.has(failure.code)
    ? new Failure("unreachable", failure.text, { cause: failure })
    : failure;
}
