import { throwIfCancelled } from "../core/failure.ts";
import type { ApimApi, Instance, InstanceRef } from "../domain/apim.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import { instancePath } from "../domain/instance-path.ts";
import { type Shelved, valuesOf } from "../resources/clouds.ts";
import { authorizationServer } from "../resources/kinds/authorization-server.ts";
import { collect } from "./collect.ts";
import { deriveLinks, type Link, type LinkTenant, type PolicyLink, withoutServer } from "./derive-links.ts";
import { listAllApis } from "./list-all-apis.ts";
import { PolicyLinkReader } from "./policy-links.ts";

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

/** Links of all APIs of an instance, those of workspaces included. */
export async function findLinksOfInstance(
  cloud: AzureCloud & Shelved,
  instance: Instance,
  tenants: readonly LinkTenant[],
  signal: AbortSignal,
): Promise<readonly Link[]> {
  const apis = await listAllApis(cloud, instance, signal);
  return findLinks(cloud, instance, apis, tenants, signal);
}

async function findLinks(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  apis: readonly ApimApi[],
  tenants: readonly LinkTenant[],
  signal: AbortSignal,
): Promise<readonly Link[]> {
  const servers = valuesOf(cloud, authorizationServer, instancePath(instance), signal);
  const authorizationServers = await collect(servers, signal);
  const sources = { authorizationServers, tenants };
  const policies = await policyLinksOf(cloud, instance, withoutServer(apis, sources), signal);
  return deriveLinks({ ...sources, apis, policies });
}

/** Of the APIs that no authorization server links: with one, their policies make no links of their own. */
async function policyLinksOf(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  apis: readonly ApimApi[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly PolicyLink[]>> {
  if (apis.length === 0) return new Map();
  const reader = new PolicyLinkReader(cloud, instance, signal);
  const read = apis.map(async (api) => [api.id.toLowerCase(), await reader.of(api)] as const);
  const links = new Map(await Promise.all(read));
  throwIfCancelled(signal);
  return links;
}
