import { randomBytes, randomUUID } from "node:crypto";
import { translateDocument } from "../arm/import/api-import.ts";
import { schemaName } from "../arm/import/operation.ts";
import { location } from "../arm/long-running.ts";
import { groupType, subscriptionType } from "../arm/resource-types.ts";
import { serviceType } from "../azure/gateway-view.ts";
import { nextVersion, putResource } from "../azure/resources.ts";
import type { AzureState, Json, JsonObject } from "../azure/state.ts";
import type { Origins } from "../service.ts";
import calculator from "./calculator.openapi.json" with { type: "json" };
import { globalPolicy, starterPolicy } from "./policies.ts";

/** Adds a resource, `collection/name` pairs below the instance, to the state of a seed. */
type Put = (path: string, properties: JsonObject, secrets?: Record<string, string>) => void;

const group = "contoso-rg";
const service = "contoso-apim";
const api = "basic-calculator";

/** Fills an empty state with the instance as it is on its first day and the Basic Calculator API. */
export function seedResources(state: AzureState, origins: Origins, now: number): void {
  const createdAt = new Date(now).toISOString();
  const serviceId = seedService(state, origins, createdAt);
  const put: Put = (path, properties, secrets = {}) => {
    const segments = path.split("/");
    const type = [serviceType, ...segments.filter((_, index) => index % 2 === 0)].join("/");
    const id = `${serviceId}/${path}`;
    const name = segments.at(-1) ?? "";
    putResource(state, { id, type, name, version: nextVersion(state), properties, secrets });
  };
  put("policies/policy", { value: globalPolicy });
  seedCalculator(put, origins);
  seedProducts(put, serviceId, createdAt);
}

function seedService(state: AzureState, origins: Origins, createdAt: string): string {
  const subscriptionId = `/subscriptions/${state.subscriptionId}`;
  const groupId = `${subscriptionId}/resourceGroups/${group}`;
  const id = `${groupId}/providers/${serviceType}/${service}`;
  const put = (resourceId: string, type: string, properties: JsonObject, envelope: JsonObject) =>
    putResource(state, {
      id: resourceId,
      type,
      name: resourceId.slice(resourceId.lastIndexOf("/") + 1),
      version: nextVersion(state),
      properties,
      secrets: {},
      envelope,
    });
  put(subscriptionId, subscriptionType, { displayName: "Sandbox subscription", state: "Enabled" }, {});
  put(groupId, groupType, { provisioningState: "Succeeded" }, { location: location });
  const sku = { name: "Developer", capacity: 1 };
  const identity = { type: "SystemAssigned", principalId: randomUUID(), tenantId: state.tenantId };
  const envelope = { location: location, tags: {}, sku, identity };
  put(id, serviceType, serviceProperties(origins, createdAt), envelope);
  return id;
}

function serviceProperties(origins: Origins, createdAt: string): JsonObject {
  return {
    publisherEmail: "admin@contoso.example",
    publisherName: "Contoso",
    notificationSenderEmail: "apimgmt-noreply@mail.windowsazure.com",
    provisioningState: "Succeeded",
    targetProvisioningState: "",
    createdAtUtc: createdAt,
    gatewayUrl: origins.gateway,
    developerPortalUrl: origins.portal,
    managementApiUrl: origins.resourceManager,
    hostnameConfigurations: [
      {
        type: "Proxy",
        hostName: new URL(origins.gateway).host,
        negotiateClientCertificate: false,
        defaultSslBinding: true,
        certificateSource: "BuiltIn",
      },
    ],
    virtualNetworkType: "None",
    disableGateway: false,
    natGatewayState: "Disabled",
    publicNetworkAccess: "Enabled",
    legacyPortalStatus: "Disabled",
    developerPortalStatus: "Enabled",
    platformVersion: "stv2",
  };
}

function seedCalculator(put: Put, origins: Origins): void {
  const document: JsonObject = structuredClone<JsonObject>(calculator);
  const imported = translateDocument(document, "template");
  put(`apis/${api}`, {
    displayName: imported.displayName,
    apiRevision: "1",
    description: imported.description,
    subscriptionRequired: true,
    serviceUrl: `${origins.backend}/api`,
    path: "calc",
    protocols: ["https"],
    authenticationSettings: {
      oAuth2: null,
      openid: null,
      oAuth2AuthenticationSettings: [],
      openidAuthenticationSettings: [],
    },
    subscriptionKeyParameterNames: { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
    isCurrent: true,
    isOnline: true,
    type: "http",
  });
  for (const [name, properties] of imported.operations) put(`apis/${api}/operations/${name}`, properties);
  if (imported.schema) put(`apis/${api}/schemas/${schemaName}`, imported.schema);
}

function seedProducts(put: Put, serviceId: string, createdDate: string): void {
  const common = { terms: "", subscriptionRequired: true, approvalRequired: false, state: "published" };
  put("products/starter", {
    displayName: "Starter",
    description: "Subscribers may make 5 calls a minute, up to 100 calls a week.",
    ...common,
    subscriptionsLimit: 1,
  });
  const everybody = ["administrators", "developers", "guests"];
  const named = ["Administrators", "Developers", "Guests"];
  for (const [index, name] of everybody.entries()) {
    const displayName = named[index] ?? name;
    const about = { description: `${displayName} is a built-in group.`, type: "system", externalId: null };
    put(`groups/${name}`, { displayName, ...about, builtIn: true });
    put(`products/starter/groups/${name}`, {});
    put(`products/unlimited/groups/${name}`, {});
  }
  put("products/starter/policies/policy", { value: starterPolicy });
  put("products/unlimited", {
    displayName: "Unlimited",
    description: "Subscribers may call as often as they like.",
    ...common,
    approvalRequired: true,
    subscriptionsLimit: 1,
  });
  put(`products/unlimited/apis/${api}`, {});
  const subscribe = (name: string, scope: string, displayName: Json) => {
    const properties = { scope, displayName, state: "active", createdDate, allowTracing: false };
    put(`subscriptions/${name}`, properties, { primaryKey: randomKey(), secondaryKey: randomKey() });
  };
  subscribe("master", `${serviceId}/`, "Built-in all-access subscription");
  subscribe(randomBytes(12).toString("hex"), `${serviceId}/products/starter`, null);
  subscribe(randomBytes(12).toString("hex"), `${serviceId}/products/unlimited`, null);
}

function randomKey(): string {
  return randomBytes(16).toString("hex");
}
