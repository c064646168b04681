import type { AuthorizationAccessPolicyContract } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import { parseInstancePath } from "../../../domain/azure-paths.ts";
import type { Store, Stored } from "../../../resources/kind.ts";
import {
  type ConnectionAccess,
  type ConnectionAccessDraft,
  connectionAccess,
} from "../../../resources/kinds/connection-access.ts";
import { isAsked } from "../../is-asked.ts";
import { pathSegment } from "../../path-segment.ts";
import { garbled } from "../failures.ts";
import { knownVersion } from "../known-version.ts";
import type { InstanceCalls } from "./azure-store.ts";
import { credentialConnectionStore } from "./credential-connection-store.ts";

type Answer = AuthorizationAccessPolicyContract & { readonly eTag?: string };

/** Who may use connections, through Azure's own SDK; each access policy stands below its connection. */
export function connectionAccessStore(on: InstanceCalls): Store<ConnectionAccess, ConnectionAccessDraft> {
  const { calls } = on;
  const store: Store<ConnectionAccess, ConnectionAccessDraft> = {
    async *list(owner, where, signal) {
      const { connection } = where;
      const all = connection === undefined ? connectionsOf(on, owner, signal) : [connection];
      for await (const id of all)
        for await (const one of accessOf(on, owner, id, signal)) if (isAsked(one.value, where)) yield one;
    },
    async read({ owner, id }, signal) {
      const { ids, access } = at(on, owner, id);
      const doing = `read the access policy ${id}`;
      const answer = await calls.find(doing, signal, (options) => access.get(...ids, options));
      return answer && stored(owner, ids, answer, doing);
    },
    async create({ owner, id = "" }, { tenantId, objectId }, signal) {
      const { ids, access } = at(on, owner, id);
      const doing = `create the access policy ${id}`;
      if (await store.read({ kind: connectionAccess.id, owner, id }, signal)) throw exists(id);
      // a PUT also changes one that came meanwhile
      const onlyNew = { requestOptions: { customHeaders: { "If-None-Match": "*" } } };
      try {
        const answer = await calls.ask(doing, signal, (options) =>
          access.createOrUpdate(...ids, { tenantId, objectId }, { ...options, ...onlyNew }),
        );
        return stored(owner, ids, answer, doing);
      } catch (error) {
        throw error instanceof Failure && error.code === "changed-on-server" ? exists(id) : error;
      }
    },
    async update() {
      throw new Failure("unsupported", "Who may use a connection is only added and removed.");
    },
    async delete({ ref: { owner, id }, version = "" }, signal) {
      const { ids, access } = at(on, owner, id);
      const doing = `delete the access policy ${id}`;
      const current = knownVersion(version, doing);
      await calls.remove(doing, signal, (options) => access.delete(...ids, current, options));
    },
  };
  return store;
}

type Ids = readonly [group: string, service: string, provider: string, connection: string, name: string];

function at({ client }: InstanceCalls, owner: string, id: string) {
  const instance = parseInstancePath(owner);
  const [provider = "", connection = "", ...rest] = id.split("/");
  const names = [provider, connection, rest.join("/")].map(pathSegment);
  const [first = "", second = "", third = ""] = names;
  const ids: Ids = [instance.resourceGroup, instance.serviceName, first, second, third];
  return { ids, access: client(instance).authorizationAccessPolicy };
}

async function* connectionsOf(on: InstanceCalls, owner: string, signal: AbortSignal) {
  for await (const { ref } of credentialConnectionStore(on).list(owner, {}, signal)) yield ref.id;
}

/** None for a connection that is gone. */
async function* accessOf(on: InstanceCalls, owner: string, connection: string, signal: AbortSignal) {
  const {
    ids: [group, service, provider, name],
    access,
  } = at(on, owner, `${connection}/x`);
  const doing = `list who may use the connection ${connection}`;
  const all = on.calls.each(doing, signal, (options) =>
    access.listByAuthorization(group, service, provider, name, options),
  );
  try {
    for await (const answer of all) {
      if (!answer.name) throw garbled(doing);
      yield stored(owner, [group, service, provider, name, answer.name], answer, doing);
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "not-found") throw error;
  }
}

function exists(id: string): Failure {
  return new Failure("already-exists", `The access policy ${id} exists already.`, {
    remedy: "Choose another name.",
  });
}

function stored(
  owner: string,
  [, , provider, connection, name]: Ids,
  answer: Answer,
  doing: string,
): Stored<ConnectionAccess> {
  const { tenantId = "", objectId = "", eTag } = answer;
  if (answer.name?.toLowerCase() !== name.toLowerCase()) throw garbled(doing);
  return {
    ref: { kind: connectionAccess.id, owner, id: `${provider}/${connection}/${name}` },
    value: { connection: `${provider}/${connection}`, tenantId, objectId },
    ...(eTag && { version: eTag }),
  };
}
