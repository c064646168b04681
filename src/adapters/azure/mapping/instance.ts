import type { ApiManagementServiceResource, ApiManagementSku } from "@azure/arm-apimanagement";
import type {
  Subscription as AzureSubscription,
  TenantIdDescription,
} from "@azure/arm-resources-subscriptions";
import type { Directory, Instance, InstanceTier, Subscription } from "../../../domain/apim.ts";

/** What names an instance, in its Azure resource id. */
const parts = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/[^/]+\/service\/([^/]+)$/i;

/** An instance as Azure shows it; `undefined` when its id is none of an instance. */
export function toInstance(resource: ApiManagementServiceResource): Instance | undefined {
  const [, subscriptionId, resourceGroup, serviceName] = parts.exec(resource.id ?? "") ?? [];
  if (!subscriptionId || !resourceGroup || !serviceName) return undefined;
  const { principalId, tenantId } = resource.identity ?? {};
  return {
    subscriptionId,
    resourceGroup,
    serviceName,
    id: resource.id ?? "",
    location: resource.location,
    sku: resource.sku.name,
    gatewayUrl: resource.gatewayUrl ? withoutSlash(resource.gatewayUrl) : undefined,
    developerPortalUrls: portalUrls(resource),
    ...(principalId && tenantId && { managedIdentity: { principalId, tenantId } }),
  };
}

/** A tier that instances are offered in; `undefined` for what is no tier of an instance. */
export function toTier(sku: ApiManagementSku): InstanceTier | undefined {
  const { name, resourceType, locations = [], capacity, restrictions = [] } = sku;
  if (name === undefined || resourceType?.toLowerCase() !== "service") return undefined;
  const restricted = new Set(
    restrictions.flatMap(({ type, values = [] }) => (type === "Location" ? values : [])).map(plain),
  );
  return {
    name,
    locations: locations.filter((location) => !restricted.has(plain(location))),
    capacity: capacity?.default ?? capacity?.minimum ?? (name === "Consumption" ? 0 : 1),
  };
}

function plain(location: string): string {
  return location.replace(/\s/g, "").toLowerCase();
}

/** A subscription; one without a name is called by its id. */
export function toSubscription(subscription: AzureSubscription): Subscription {
  return {
    id: subscription.subscriptionId ?? "",
    name: subscription.displayName ?? subscription.subscriptionId ?? "",
    tenantId: subscription.tenantId ?? "",
  };
}

/** A directory; what its name is, only those who are in it are told. */
export function toDirectory({ tenantId, displayName, defaultDomain }: TenantIdDescription): Directory {
  return {
    id: tenantId ?? "",
    ...(displayName && { name: displayName }),
    ...(defaultDomain && { domain: defaultDomain }),
  };
}

/** The Consumption tier has no developer portal, and in the v2 tiers it is off at first. */
function portalUrls(resource: ApiManagementServiceResource): string[] {
  if (resource.sku.name === "Consumption" || resource.developerPortalStatus === "Disabled") return [];
  const custom = (resource.hostnameConfigurations ?? [])
    .filter(({ type }) => type === "DeveloperPortal")
    .map(({ hostName }) => `https://${hostName}`);
  const own = resource.developerPortalUrl ? [withoutSlash(resource.developerPortalUrl)] : [];
  return [...new Set([...custom, ...own])];
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
