import { apimService, serviceType } from "../azure/gateway-view.ts";
import { findResource, listResources, nextVersion, putResource, removeResource } from "../azure/resources.ts";
import type { JsonObject, StoredResource } from "../azure/state.ts";
import type { Answer, Arm, ArmRequest } from "./arm.ts";
import { provider } from "./arm.ts";
import { ArmError, notInSandbox, validationError } from "./errors.ts";
import { asText, isObject, propertiesOf } from "./json.ts";
import { beginOperation, isRunning, location } from "./long-running.ts";
import { checkPreconditions } from "./preconditions.ts";
import { showService } from "./resources.ts";
import { requireGroup, requireSubscription } from "./target.ts";

const deletedType = `${provider}/deletedservices`;

/** The tiers that the sandbox offers, each with its least, its most and its usual number of units. */
const tiers: readonly (readonly [name: string, least: number, most: number])[] = [
  ["Developer", 1, 1],
  ["Basic", 1, 2],
  ["Standard", 1, 4],
  ["Premium", 1, 10],
  ["Consumption", 0, 0],
  ["BasicV2", 1, 10],
  ["StandardV2", 1, 10],
];

/** Tiers without workspaces. */
const withoutWorkspaces = ["Consumption", "Basic", "BasicV2"];

/**
 * Sees to it that the tier of an instance has what is at `rest` below it.
 *
 * @throws ArmError 400 with the code by which clients of the service know that it does not.
 */
export function requireInTier({ envelope }: StoredResource, [collection]: readonly string[]): void {
  const sku = envelope?.["sku"];
  const tier = isObject(sku) ? asText(sku["name"]) : undefined;
  if (collection?.toLowerCase() !== "workspaces" || !withoutWorkspaces.includes(tier ?? "")) return;
  throw new ArmError(
    400,
    "MethodNotAllowedInPricingTier",
    `Method not allowed in ${String(tier)} pricing tier`,
    null,
  );
}

/** How long a deleted instance can be brought back, in milliseconds. */
const kept = 48 * 60 * 60_000;

/** `PUT` of an instance: makes one, by an operation that a client may poll. One that is there takes no change here. */
export async function putService(
  arm: Arm,
  {
    subscriptionId,
    resourceGroup,
    service: name,
  }: Record<"subscriptionId" | "resourceGroup" | "service", string>,
  request: ArmRequest,
): Promise<Answer> {
  const group = requireGroup(arm, subscriptionId, resourceGroup);
  const body = await request.body();
  const { publisherEmail, publisherName } = propertiesOf(body);
  const sku = isObject(body) && isObject(body["sku"]) ? body["sku"] : {};
  const place = isObject(body) ? asText(body["location"]) : undefined;
  const id = `${group.id}/providers/${serviceType}/${name}`;
  const there = findResource(arm.state, id);
  checkPreconditions(request, there, false);
  if (there) throw notInSandbox("changes of API Management instances");
  checkService(name, { publisherEmail, publisherName, sku: sku["name"], location: place });
  if (isTaken(arm, name)) throw nameTaken(name);
  if (findDeleted(arm, name)) {
    throw new ArmError(
      409,
      "ServiceAlreadyExistsInSoftDeletedState",
      `Api service ${name} was soft-deleted. In order to create the new service with the same name, you have to either undelete the service or purge it.`,
      null,
    );
  }
  const resource: StoredResource = {
    id,
    type: serviceType,
    name,
    version: nextVersion(arm.state),
    properties: newProperties(arm, name, String(sku["name"]), { publisherEmail, publisherName }),
    secrets: {},
    envelope: {
      location: place ?? location,
      tags: {},
      sku: { name: sku["name"] ?? "", capacity: sku["capacity"] ?? 0 },
    },
  };
  putResource(arm.state, resource);
  arm.context.changed();
  const headers = beginOperation(arm, "put", id);
  return { status: 201, headers, body: showWithState(arm, resource) };
}

/** One instance, with how far it is. */
export function showWithState(arm: Arm, service: StoredResource): Record<string, unknown> {
  const shown = showService(service);
  if (!isRunning(arm, service.id)) return shown;
  const properties = {
    ...service.properties,
    provisioningState: "Activating",
    targetProvisioningState: "Activating",
  };
  return { ...shown, properties };
}

/** `DELETE` of an instance: its name stays taken until it is purged, or for two days. */
export function deleteService(arm: Arm, service: StoredResource): Answer {
  if (service.id === apimService(arm.state).id) {
    throw notInSandbox("the deletion of the instance that its gateway belongs to");
  }
  const now = arm.context.now();
  const name = service.name;
  const place = asText(service.envelope?.["location"]) ?? location;
  const base = `/subscriptions/${arm.state.subscriptionId}/providers/${provider}/locations/${place}`;
  putResource(arm.state, {
    id: `${base}/deletedservices/${name}`,
    type: deletedType,
    name,
    version: nextVersion(arm.state),
    properties: {
      serviceId: service.id,
      deletionDate: new Date(now).toISOString(),
      scheduledPurgeDate: new Date(now + kept).toISOString(),
    },
    secrets: {},
    envelope: { location: place },
  });
  const body = {
    ...showService(service),
    properties: { ...service.properties, provisioningState: "Terminating" },
  };
  removeResource(arm.state, service.id);
  arm.context.changed();
  return { status: 202, headers: beginOperation(arm, "delete", service.id), body };
}

/** `GET …/deletedservices`. */
export function listDeleted(arm: Arm, subscriptionId: string): Answer {
  requireSubscription(arm, subscriptionId);
  return {
    status: 200,
    body: { value: listResources(arm.state, deletedType).map(showDeleted), nextLink: "" },
  };
}

/** `GET` and `DELETE` of `…/locations/{location}/deletedservices/{name}`. */
export function handleDeleted(
  arm: Arm,
  [subscriptionId = "", place = "", name = ""]: readonly string[],
  method: string,
): Answer {
  requireSubscription(arm, subscriptionId);
  const id = `/subscriptions/${subscriptionId}/providers/${provider}/locations/${place}/deletedservices/${name}`;
  const deleted = findResource(arm.state, id);
  if (method === "DELETE") {
    if (!deleted) return { status: 204 };
    removeResource(arm.state, id);
    arm.context.changed();
    return { status: 202, headers: beginOperation(arm, "delete", id), body: showDeleted(deleted) };
  }
  if (deleted) return { status: 200, body: showDeleted(deleted) };
  throw new ArmError(
    404,
    "ServiceNotFound",
    `Api service ${name} does not exist in the soft-deleted state.`,
    null,
  );
}

/** `POST …/checkNameAvailability`. */
export async function checkNameAvailability(
  arm: Arm,
  subscriptionId: string,
  request: ArmRequest,
): Promise<Answer> {
  requireSubscription(arm, subscriptionId);
  const body = await request.body();
  const name = (isObject(body) && asText(body["name"])) || "";
  if (!isServiceName(name)) {
    const message = `${name} is not a valid service name. It must start with a letter and consist of at most 50 letters, numbers and hyphens.`;
    return { status: 200, body: { nameAvailable: false, reason: "Invalid", message } };
  }
  if (isTaken(arm, name)) {
    const message = `${name} is already in use. Please select a different name.`;
    return { status: 200, body: { nameAvailable: false, reason: "AlreadyExists", message } };
  }
  return { status: 200, body: { nameAvailable: true, reason: "Valid", message: "" } };
}

/** `GET …/skus`: what instances may be made in. */
export function listSkus(arm: Arm, subscriptionId: string): Answer {
  requireSubscription(arm, subscriptionId);
  const value = tiers.map(([name, minimum, maximum]) => ({
    resourceType: "service",
    name,
    locations: [location],
    locationInfo: [{ location, zones: [], zoneDetails: [] }],
    capacity: { minimum, maximum, default: minimum, scaleType: maximum > 1 ? "Automatic" : "None" },
    restrictions: [],
  }));
  return { status: 200, body: { value, nextLink: "" } };
}

function showDeleted({ id, name, type, envelope, properties }: StoredResource): Record<string, unknown> {
  return { id, name, type, ...envelope, properties };
}

/** Names are unique in the whole world, in whatever casing. */
function isTaken(arm: Arm, name: string): boolean {
  return listResources(arm.state, serviceType).some((one) => one.name.toLowerCase() === name.toLowerCase());
}

function findDeleted(arm: Arm, name: string): StoredResource | undefined {
  return listResources(arm.state, deletedType).find((one) => one.name.toLowerCase() === name.toLowerCase());
}

function isServiceName(name: string): boolean {
  return /^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name) && name.length <= 50;
}

function nameTaken(name: string): ArmError {
  return new ArmError(409, "ServiceAlreadyExists", `Api service already exists: ${name}`, null);
}

function checkService(name: string, given: Readonly<Record<string, unknown>>): void {
  const missing = Object.entries(given).find(([, value]) => typeof value !== "string" || value === "");
  if (missing) throw validationError({ target: missing[0], message: `'${missing[0]}' is required.` });
  if (!isServiceName(name)) {
    throw validationError({ target: "name", message: `'${name}' is no valid name of a service.` });
  }
  if (tiers.some(([tier]) => tier === given["sku"])) return;
  throw validationError({ target: "sku", message: `There is no tier '${String(given["sku"])}'.` });
}

/** Nothing answers at the addresses: the sandbox's gateway is that of its own instance. */
function newProperties(
  arm: Arm,
  name: string,
  sku: string,
  given: JsonObject | Record<string, unknown>,
): JsonObject {
  const host = `${name.toLowerCase()}.azure-api.invalid`;
  const hasPortal = sku !== "Consumption";
  return {
    publisherEmail: String(given["publisherEmail"]),
    publisherName: String(given["publisherName"]),
    notificationSenderEmail: "apimgmt-noreply@sandbox.invalid",
    provisioningState: "Succeeded",
    targetProvisioningState: "",
    createdAtUtc: new Date(arm.context.now()).toISOString(),
    gatewayUrl: `https://${host}`,
    ...(hasPortal && { developerPortalUrl: `https://developer.${host}` }),
    hostnameConfigurations: [
      {
        type: "Proxy",
        hostName: host,
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
    developerPortalStatus: hasPortal && !sku.endsWith("V2") ? "Enabled" : "Disabled",
    platformVersion: sku.endsWith("V2") ? "stv2.1" : "stv2",
  };
}
