import { throwIfCancelled } from "../core/failure.ts";
import type { ApimApi, Instance, InstanceRef } from "../domain/apim.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import { instancePath } from "../domain/instance-path.ts";
import { type Shelved, valuesOf } from "../resources/clouds.ts";
import { authorizationServer } from "../resources/kinds/authorization-server.ts";
import { collect } from "./collect.ts";
import { deriveLinks, type Link, type LinkTenant, type PolicyLink } from "./derive-links.ts";
import { FewAtOnce } from "./few-at-once.ts";
import { readPolicyLinks } from "./policy-links.ts";

/** Policies that are read at the same time. */
const atOnce = 4;

/** Links of one API, as both clouds tell it now. `api` may be older: its user authorization is read anew. */
export async function findLinksOfApi(
  cloud: AzureCloud & Shelved,
  api: ApimApi,
  tenants: readonly LinkTenant[],
  signal: AbortSignal,
): Promise<readonly Link[]> {
  const now = await cloud.readApi(api, signal);
  return now ? findLinks(cloud, api.instance, [now.api], tenants, signal) : [];
}

/** Links of all APIs of an instance. */
export async function findLinksOfInstance(
  cloud: AzureCloud & Shelved,
  instance: Instance,
  tenants: readonly LinkTenant[],
  signal: AbortSignal,
): Promise<readonly Link[]> {
  const apis = await collect(cloud.listApis(instance, signal), signal);
  return findLinks(cloud, instance, apis, tenants, signal);
}

async function findLinks(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  apis: readonly ApimApi[],
  tenants: readonly LinkTenant[],
  signal: AbortSignal,
): Promise<readonly Link[]> {
  const [authorizationServers, policies] = await Promise.all([
    collect(valuesOf(cloud, authorizationServer, instancePath(instance), signal), signal),
    policyLinksOf(cloud, apis, signal),
  ]);
  return deriveLinks({ apis, authorizationServers, tenants, policies });
}

/** Of the APIs that name no authorization server: with those, their policy makes no link of its own. */
async function policyLinksOf(
  cloud: AzureCloud,
  apis: readonly ApimApi[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly PolicyLink[]>> {
  const few = new FewAtOnce(atOnce);
  const alone = apis.filter(({ userAuthorization }) => userAuthorization.oauth2.length === 0);
  const read = alone.map((api) =>
    few.run(async (): Promise<readonly [string, readonly PolicyLink[]]> => {
      const level = { kind: "api", instance: api.instance, apiId: api.apiId } as const;
      const stored = await cloud.readPolicy(level, signal);
      throwIfCancelled(signal);
      return [api.id.toLowerCase(), stored ? readPolicyLinks(stored.text) : []];
    }),
  );
  return new Map(await Promise.all(read));
}
