import { throwIfCancelled } from "../../core/failure.ts";
import { isAtOneOfHosts, tenantHosts } from "../../core/tenant-hosts.ts";
import type { ApiRef } from "../../domain/apim.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { hasNamedValue, PolicyText, readJwtLinks } from "../../policy/index.ts";
import { storeOf, valuesOf } from "../../resources/clouds.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import type { Clouds } from "../clouds.ts";
import { collect } from "../collect.ts";
import { readServerLink } from "../derive-links.ts";
import { fileOf } from "../read-access/policy-reader.ts";
import { readTenantIfAllowed } from "../read-tenant.ts";

/**
 * The audience that an API is linked to in the tenant: by an authorization server that it names, else by its own policy,
 * whose readable named values count as what they stand for. `undefined` when neither names the tenant.
 */
export async function findAudience(
  clouds: Clouds,
  ref: ApiRef,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { auth0, azure } = clouds;
  const [versioned, tenant] = await Promise.all([
    azure.readApi(ref, signal),
    readTenantIfAllowed(auth0, signal),
  ]);
  for (const { authorizationServerId } of versioned?.api.userAuthorization.oauth2 ?? []) {
    const id = { kind: authorizationServer.id, owner: instancePath(ref.instance), id: authorizationServerId };
    const server = await storeOf(clouds, authorizationServer).read(id, signal);
    const link = server && readServerLink(server.value, [tenant]);
    if (link?.tenantDomain === auth0.domain && link.audience !== undefined) return link.audience;
  }
  throwIfCancelled(signal);
  return audienceOfPolicy(clouds, ref, tenantHosts(tenant), signal);
}

async function audienceOfPolicy(
  { azure }: Clouds,
  { instance, apiId }: ApiRef,
  hosts: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const level = { kind: "api", instance, apiId } as const;
  const policy = await azure.readPolicy(level, signal);
  if (!policy) return undefined;
  const named = hasNamedValue(policy.text)
    ? await collect(valuesOf(azure, namedValue, instancePath(instance), signal), signal)
    : [];
  const textOf = (name: string) => {
    const found = named.find(({ displayName }) => displayName === name);
    const isReadable = found?.value !== undefined && !found.secret;
    return isReadable ? ({ kind: "text", text: found.value } as const) : undefined;
  };
  const { document } = new PolicyText({ level: "api", file: fileOf(level), text: policy.text }, textOf);
  const isOurs = (address: string) => isAtOneOfHosts(address, hosts);
  return readJwtLinks(document).find((link) => [...link.discoveryUrls, ...link.issuers].some(isOurs))
    ?.audiences[0];
}
