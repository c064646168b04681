import type { AuthorizationContract } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import { parseInstancePath } from "../../../domain/azure-paths.ts";
import type { RawAnswer, Ref, Store, Stored } from "../../../resources/kind.ts";
import {
  type ConnectionDraft,
  type CredentialConnection,
  credentialConnection,
  hasSecret,
} from "../../../resources/kinds/credential-connection.ts";
import { isAsked } from "../../is-asked.ts";
import { asObject, parseJson } from "../../json.ts";
import { pathSegment } from "../../path-segment.ts";
import { garbled } from "../failures.ts";
import { knownVersion } from "../known-version.ts";
import type { InstanceCalls } from "./azure-store.ts";

type Answer = AuthorizationContract & { readonly eTag?: string };

/** Connections of credential providers through Azure's own SDK; each stands below its provider. */
export function credentialConnectionStore(on: InstanceCalls): Store<CredentialConnection, ConnectionDraft> {
  const { calls } = on;
  const store: Store<CredentialConnection, ConnectionDraft> = {
    async *list(owner, where, signal) {
      const { providerId } = where;
      const all = providerId === undefined ? providersOf(on, owner, signal) : [pathSegment(providerId)];
      for await (const id of all)
        for await (const one of connectionsOf(on, owner, id, signal))
          if (isAsked(one.value, where)) yield one;
    },
    async read({ owner, id }, signal) {
      const { ids, client } = at(on, owner, id);
      const doing = `read the connection ${id}`;
      const answer = await calls.find(doing, signal, (options) => client.authorization.get(...ids, options));
      return answer && stored(owner, ids, answer, doing);
    },
    async create({ owner, id = "" }, draft, signal) {
      const { ids, client } = at(on, owner, id);
      const doing = `create the connection ${id}`;
      if (await store.read({ kind: credentialConnection.id, owner, id }, signal)) throw exists(id);
      // a PUT also changes one that came meanwhile
      const onlyNew = { requestOptions: { customHeaders: { "If-None-Match": "*" } } };
      try {
        const answer = await calls.ask(doing, signal, (options) =>
          client.authorization.createOrUpdate(...ids, fromDraft(draft), { ...options, ...onlyNew }),
        );
        return stored(owner, ids, answer, doing);
      } catch (error) {
        throw error instanceof Failure && error.code === "changed-on-server" ? exists(id) : error;
      }
    },
    readRaw: (ref, signal) => readRaw(on, ref, signal),
    async update({ ref: { owner, id }, value, version = "" }, changes, signal) {
      const { ids, client } = at(on, owner, id);
      const doing = `change the connection ${id}`;
      const ifMatch = knownVersion(version, doing);
      const draft = { ...value, ...changes };
      if (hasSecret(draft) && draft.clientSecret === undefined) throw withoutSecret(id);
      const answer = await calls.ask(doing, signal, (options) =>
        client.authorization.createOrUpdate(...ids, fromDraft(draft), { ...options, ifMatch }),
      );
      return stored(owner, ids, answer, doing);
    },
    async delete({ ref: { owner, id }, version = "" }, signal) {
      const { ids, client } = at(on, owner, id);
      const doing = `delete the connection ${id}`;
      const current = knownVersion(version, doing);
      await calls.remove(doing, signal, (options) => client.authorization.delete(...ids, current, options));
    },
  };
  return store;
}

/** What the service itself says of one. */
function readRaw(on: InstanceCalls, { owner, id }: Required<Ref>, signal: AbortSignal) {
  const { ids, client } = at(on, owner, id);
  const doing = `read the connection ${id}`;
  return on.calls.find(doing, signal, async (options): Promise<RawAnswer> => {
    let said = "";
    const onResponse = ({ bodyAsText }: { readonly bodyAsText?: string | null }) => {
      said = bodyAsText ?? "";
    };
    const answer = await client.authorization.get(...ids, { ...options, onResponse });
    const { version } = stored(owner, ids, answer, doing);
    return { body: asObject(parseJson(said)), ...(version !== undefined && { version }) };
  });
}

type Ids = readonly [group: string, service: string, provider: string, connection: string];

function at({ client }: InstanceCalls, owner: string, id: string) {
  const instance = parseInstancePath(owner);
  const [provider = "", ...rest] = id.split("/");
  const { resourceGroup, serviceName } = instance;
  const ids: Ids = [resourceGroup, serviceName, pathSegment(provider), pathSegment(rest.join("/"))];
  return { ids, client: client(instance) };
}

async function* providersOf({ calls, client }: InstanceCalls, owner: string, signal: AbortSignal) {
  const instance = parseInstancePath(owner);
  const { authorizationProvider } = client(instance);
  const doing = `list the credential providers of ${instance.serviceName}`;
  const all = calls.each(doing, signal, (options) =>
    authorizationProvider.listByService(instance.resourceGroup, instance.serviceName, options),
  );
  for await (const { name } of all) {
    if (!name) throw garbled(doing);
    yield name;
  }
}

/** None for a provider that is gone. */
async function* connectionsOf(
  { calls, client }: InstanceCalls,
  owner: string,
  provider: string,
  signal: AbortSignal,
) {
  const instance = parseInstancePath(owner);
  const { resourceGroup, serviceName } = instance;
  const doing = `list the connections of ${provider}`;
  const all = calls.each(doing, signal, (options) =>
    client(instance).authorization.listByAuthorizationProvider(resourceGroup, serviceName, provider, options),
  );
  try {
    for await (const answer of all) {
      if (!answer.name) throw garbled(doing);
      yield stored(owner, [resourceGroup, serviceName, provider, answer.name], answer, doing);
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "not-found") throw error;
  }
}

function withoutSecret(id: string): Failure {
  return new Failure("rejected", `The connection ${id} was not changed: its client secret is not known.`, {
    remedy:
      'Write "clientSecret": { "secret": "ask" } into its document: the service takes a connection as a whole.',
  });
}

function exists(id: string): Failure {
  return new Failure("already-exists", `The connection ${id} exists already.`, {
    remedy: "Choose another name.",
  });
}

function stored(
  owner: string,
  [, , providerId, connectionId]: Ids,
  answer: Answer,
  doing: string,
): Stored<CredentialConnection> {
  if (answer.name?.toLowerCase() !== connectionId.toLowerCase()) throw garbled(doing);
  const { authorizationType = "", oAuth2GrantType = "", parameters, status, error, eTag } = answer;
  const { clientSecret: _, ...open } = parameters ?? {};
  return {
    ref: { kind: credentialConnection.id, owner, id: `${providerId}/${connectionId}` },
    value: {
      providerId,
      connectionId,
      authorizationType,
      oAuth2GrantType,
      parameters: Object.keys(open).length > 0 ? open : undefined,
      status,
      error: error?.message,
    },
    ...(eTag && { version: eTag }),
  };
}

function fromDraft(draft: ConnectionDraft): AuthorizationContract {
  const { authorizationType, oAuth2GrantType, parameters, clientSecret } = draft;
  const all = { ...parameters, ...(clientSecret !== undefined && { clientSecret }) };
  return {
    authorizationType,
    oAuth2GrantType,
    ...(Object.keys(all).length > 0 && { parameters: all }),
  };
}
