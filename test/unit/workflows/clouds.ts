import assert from "node:assert/strict";
import type { Instance } from "../../../src/domain/apim.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { storeOf } from "../../../src/resources/clouds.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import type { Clouds } from "../../../src/workflows/clouds.ts";
import {
  azureWithCalculator,
  basicCalculator,
  calculatorOperations,
  contosoApim,
  InMemoryAuth0Cloud,
  InMemoryAzureCloud,
  type InMemoryInstance,
} from "../../support/in-memory/index.ts";
import type { InMemoryStore } from "../../support/in-memory/store.ts";

/** Never aborted. */
export const signal = new AbortController().signal;

export interface InMemoryClouds extends Clouds {
  readonly auth0: InMemoryAuth0Cloud;
  readonly azure: InMemoryAzureCloud;
}

/** An empty tenant, and the instance with the Basic Calculator in it; `instance` changes the instance. */
export function twoClouds(instance: Partial<Instance> = {}): InMemoryClouds {
  if (Object.keys(instance).length === 0)
    return { auth0: new InMemoryAuth0Cloud(), azure: azureWithCalculator() };
  const azure = new InMemoryAzureCloud();
  azure.addInstance({ ...contosoApim, ...instance });
  azure.addApi(basicCalculator, calculatorOperations);
  return { auth0: new InMemoryAuth0Cloud(), azure };
}

/** What the one instance holds. */
export function instance(clouds: InMemoryClouds): InMemoryInstance {
  return clouds.azure.instance(contosoApim);
}

/** Every word of both clouds, without ETags and portal revisions. */
export function contentsOf(clouds: InMemoryClouds): unknown {
  const { auth0 } = clouds;
  const { apis, authorizationServers, secrets, policies } = instance(clouds);
  return structuredClone({
    apis: auth0.apis,
    applications: auth0.applications,
    clientSecrets: [...auth0.clientSecrets],
    connections: auth0.connections,
    enabled: auth0.enabled,
    users: auth0.users,
    grants: auth0.clientGrants,
    apimApis: [...apis.values()].map(({ api }) => api),
    authorizationServers: [...authorizationServers.values()],
    secrets: [...secrets],
    policies: [...policies].map(([scope, { text }]) => [scope, text]),
  });
}

/** Changes made so far. */
export function writes(clouds: InMemoryClouds): number {
  return clouds.auth0.calls.writes.length + clouds.azure.calls.writes.length;
}

/** Changes one as somebody else would. */
export function change<T extends object, D extends object>(
  store: InMemoryStore<T, D>,
  id: string,
  changes: Partial<T>,
): void {
  const stored = store.all.find(({ ref }) => ref.id === id);
  assert.ok(stored);
  store.put(stored.ref.owner, id, { ...stored.value, ...changes });
}

/** Deletes one, with what hangs on it, as a person would in the cloud's own pages. */
export async function remove<T extends object, D extends object>(
  clouds: InMemoryClouds,
  kind: Kind<T, D>,
  id: string,
): Promise<void> {
  const store = storeOf(clouds, kind);
  const stored = await store.read({ kind: kind.id, owner: clouds.auth0.domain, id }, signal);
  assert.ok(stored);
  await store.delete(stored, signal);
}

/** Creates one as a person would in the cloud's own pages. */
export async function add<T extends object, D extends object>(
  clouds: InMemoryClouds,
  kind: Kind<T, D>,
  draft: D,
  id?: string,
): Promise<T> {
  const owner = kind.cloud === "auth0" ? clouds.auth0.domain : instancePath(contosoApim);
  const ref = { kind: kind.id, owner, ...(id !== undefined && { id }) };
  return (await storeOf(clouds, kind).create(ref, draft, signal)).value;
}
