import { asArray, isObject } from "../arm/json.ts";
import { addressOf, type VersionParameter } from "../azure/api-address.ts";
import { apimService, authorizationServer, operationsOf, serviceType } from "../azure/gateway-view.ts";
import { findResource, listResources } from "../azure/resources.ts";
import type { AzureState, Json, JsonObject, StoredResource } from "../azure/state.ts";

/** An API as the portal shows it. */
export interface PortalApi {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Below the gateway; a version in the path is part of it. */
  readonly path: string;
  /** What a call carries so that it reaches this version. */
  readonly version: VersionParameter | undefined;
  readonly resource: StoredResource;
}

/** An operation as the portal shows it. */
export interface PortalOperation {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly method: string;
  readonly urlTemplate: string;
  readonly parameters: readonly PortalParameter[];
}

/** A parameter of an operation with the value its field begins with. */
export interface PortalParameter {
  readonly name: string;
  readonly place: "template" | "query" | "header";
  readonly description: string;
  readonly required: boolean;
  readonly value: string;
}

/** An authorization server that an API's console offers. */
export interface PortalServer {
  readonly id: string;
  readonly name: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authenticatesBy: "Basic" | "Body";
  readonly tokenBody: readonly (readonly [string, string])[];
  /** The API's own scope, else the server's default; empty for none. */
  readonly scope: string;
  readonly grants: readonly PortalGrant[];
  readonly sendsTokenIn: "header" | "query";
}

/** The grants this portal can do. */
export const portalGrants = ["authorizationCode", "authorizationCodeWithPkce"] as const;
/** One of {@link portalGrants}, as the authorization server names it. */
export type PortalGrant = (typeof portalGrants)[number];

/** The current revision of every API, by name. */
export function listApis(state: AzureState): readonly PortalApi[] {
  return listResources(state, `${serviceType}/apis`)
    .filter((api) => api.properties["isCurrent"] !== false)
    .map((api) => readApi(state, api))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The API with this name, or `undefined`. */
export function findApi(state: AzureState, id: string): PortalApi | undefined {
  const api = findResource(state, `${apimService(state).id}/apis/${id}`);
  return api && readApi(state, api);
}

/** The operations of an API in the order they were made. */
export function listOperations(state: AzureState, api: PortalApi): readonly PortalOperation[] {
  return operationsOf(state, api.resource.id).map((operation) => {
    const { properties } = operation;
    const request = asObject(properties["request"]);
    return {
      id: operation.name,
      name: text(properties, "displayName") || operation.name,
      description: text(properties, "description"),
      method: text(properties, "method"),
      urlTemplate: text(properties, "urlTemplate"),
      parameters: [
        ...readParameters(properties["templateParameters"], "template"),
        ...readParameters(request["queryParameters"], "query"),
        ...readParameters(request["headers"], "header"),
      ],
    };
  });
}

/**
 * The servers an API signs in with. The portal shows what was published: a server that was written after the current
 * revision, or that is not for the console, is not there.
 */
export function serversOf(state: AzureState, api: PortalApi): readonly PortalServer[] {
  const published = publishedVersion(state);
  return readAuthenticationSettings(api.resource).flatMap(({ serverId, scope }) => {
    const server = authorizationServer(state, serverId);
    if (!server || server.version > published || server.properties["useInTestConsole"] === false) return [];
    return [readServer(server, scope)];
  });
}

/** The row version of the current revision of the portal; 0 while none was published. */
function publishedVersion(state: AzureState): number {
  const running = Object.values(state.running).filter(({ remainingPolls }) => remainingPolls > 0);
  const publishing = new Set(running.map(({ resourceId }) => resourceId.toLowerCase()));
  const versions = listResources(state, `${serviceType}/portalRevisions`)
    .filter(({ id, properties }) => properties["isCurrent"] === true && !publishing.has(id.toLowerCase()))
    .map(({ version }) => version);
  return Math.max(0, ...versions);
}

/** The key of the subscription that opens every API. */
export function masterKey(state: AzureState): string {
  const master = findResource(state, `${apimService(state).id}/subscriptions/master`);
  return master?.secrets["primaryKey"] ?? "";
}

function readApi(state: AzureState, resource: StoredResource): PortalApi {
  const { properties } = resource;
  return {
    id: resource.name,
    name: text(properties, "displayName") || resource.name,
    description: text(properties, "description"),
    ...addressOf(state, resource),
    resource,
  };
}

function readAuthenticationSettings(api: StoredResource): readonly { serverId: string; scope: string }[] {
  const settings = asObject(api.properties["authenticationSettings"]);
  const listed = asArray(settings["oAuth2AuthenticationSettings"]);
  const found = listed.length > 0 ? listed : [settings["oAuth2"]];
  return found.flatMap((entry) => {
    const serverId = text(asObject(entry), "authorizationServerId");
    return serverId === "" ? [] : [{ serverId, scope: text(asObject(entry), "scope") }];
  });
}

function readServer({ name, properties, secrets }: StoredResource, scope: string): PortalServer {
  const grants = asArray(properties["grantTypes"]);
  const sending = asArray(properties["bearerTokenSendingMethods"]);
  return {
    id: name,
    name: text(properties, "displayName") || name,
    authorizationEndpoint: text(properties, "authorizationEndpoint"),
    tokenEndpoint: text(properties, "tokenEndpoint"),
    clientId: text(properties, "clientId"),
    clientSecret: secrets["clientSecret"] ?? "",
    authenticatesBy: asArray(properties["clientAuthenticationMethod"]).includes("Basic") ? "Basic" : "Body",
    tokenBody: asArray(properties["tokenBodyParameters"]).map((pair) => [
      text(asObject(pair), "name"),
      text(asObject(pair), "value"),
    ]),
    scope: scope || text(properties, "defaultScope"),
    grants: portalGrants.filter((grant) => grants.includes(grant)),
    sendsTokenIn: sending.includes("query") && !sending.includes("authorizationHeader") ? "query" : "header",
  };
}

function readParameters(list: Json | undefined, place: PortalParameter["place"]): readonly PortalParameter[] {
  return asArray(list).map((entry) => {
    const parameter = asObject(entry);
    const value = parameter["defaultValue"];
    return {
      name: text(parameter, "name"),
      place,
      description: text(parameter, "description"),
      required: parameter["required"] === true,
      value: value === undefined || value === null ? "" : String(value),
    };
  });
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function text(properties: Readonly<JsonObject>, name: string): string {
  const value = properties[name];
  return typeof value === "string" ? value : "";
}
