import { findResource, listIn, listResources, spaceOf } from "./resources.ts";
import type { AzureState, Json, StoredResource } from "./state.ts";

/** The resource type of everything below an API Management instance starts with this. */
export const serviceType = "Microsoft.ApiManagement/service";

/** The keys of one APIM subscription and what they open. */
interface SubscriptionKeys {
  readonly name: string;
  readonly primaryKey: string;
  readonly secondaryKey: string;
  /** Resource id of the service's `/apis` (all APIs), of one API or of a product. */
  readonly scope: string;
  readonly state: string;
}

/** The one API Management instance a sandbox has. */
export function apimService(state: AzureState): StoredResource {
  const service = listResources(state, serviceType)[0];
  if (!service) throw new Error("The sandbox has no API Management instance.");
  return service;
}

/** All APIs, those of workspaces too; each revision is one. */
export function allApis(state: AzureState): StoredResource[] {
  return [`${serviceType}/apis`, `${serviceType}/workspaces/apis`].flatMap((type) =>
    listResources(state, type),
  );
}

/** The name of an API without the number of its revision. */
export function plainApiName({ name }: Pick<StoredResource, "name">): string {
  return name.replace(/;rev=.*$/i, "");
}

/** The operations of the API with this id. */
export function operationsOf(state: AzureState, apiId: string): StoredResource[] {
  return listIn(state, apiId, "operations");
}

/** The policy text in raw form of a service, product, API or operation id; `undefined` when it has none. */
export function policyText(state: AzureState, scopeId: string): string | undefined {
  const value = findResource(state, `${scopeId}/policies/policy`)?.properties["value"];
  return typeof value === "string" ? value : undefined;
}

/** The text of a policy fragment in raw form, by its id within a space. */
export function fragmentText(state: AzureState, space: string, fragmentId: string): string | undefined {
  const value = findResource(state, `${space}/policyFragments/${fragmentId}`)?.properties["value"];
  return typeof value === "string" ? value : undefined;
}

/** The value of `{{displayName}}` in a space; case-sensitive. */
export function namedValue(state: AzureState, space: string, displayName: string): string | undefined {
  return listIn(state, space, "namedValues").find(
    (candidate) => candidate.properties["displayName"] === displayName,
  )?.secrets["value"];
}

/** The certificate of the instance with this id, as it was stored: PEM, or DER in base64. */
export function certificateData(state: AzureState, id: string): string | undefined {
  return findResource(state, `${apimService(state).id}/certificates/${id}`)?.secrets["data"];
}

/** Every subscription of a space with its keys. */
export function subscriptionKeys(state: AzureState, space: string): SubscriptionKeys[] {
  return listIn(state, space, "subscriptions").map(({ name, properties, secrets }) => ({
    name,
    primaryKey: secrets["primaryKey"] ?? "",
    secondaryKey: secrets["secondaryKey"] ?? "",
    scope: String(properties["scope"] ?? ""),
    state: String(properties["state"] ?? ""),
  }));
}

/** The products an API is in; in a workspace the links to its APIs have names of their own. */
export function productsOf(state: AzureState, api: StoredResource): StoredResource[] {
  const space = spaceOf(api.id);
  const name = plainApiName(api);
  const links = listIn(state, space, "products/apiLinks").filter(
    ({ properties }) => String(properties["apiId"]).toLowerCase() === `${space}/apis/${name}`.toLowerCase(),
  );
  return listIn(state, space, "products").filter(
    ({ id }) =>
      findResource(state, `${id}/apis/${name}`) ??
      links.some((link) => link.id.toLowerCase().startsWith(`${id}/`.toLowerCase())),
  );
}

/** The authorization server with this name; its `secrets` hold `clientSecret`. */
export function authorizationServer(state: AzureState, name: string): StoredResource | undefined {
  return findResource(state, `${apimService(state).id}/authorizationServers/${name}`);
}

/** Whether the host name of the gateway asks callers for a certificate, as it does not by itself. */
export function asksForCertificates(state: AzureState): boolean {
  const hosts = apimService(state).properties["hostnameConfigurations"];
  const all: readonly Json[] = Array.isArray(hosts) ? hosts : [];
  return all.some((one) => {
    const { type, negotiateClientCertificate } = objectOf(one);
    return type === "Proxy" && negotiateClientCertificate === true;
  });
}

/** A backend that calls are sent to, with what it is shown. Texts may name named values. */
interface BackendView {
  readonly url: string;
  /** Ids of certificates of the instance, the last part of each. */
  readonly certificateIds: readonly string[];
  readonly authorization: { readonly scheme: string; readonly parameter: string } | undefined;
  readonly headers: readonly (readonly [name: string, values: readonly string[]])[];
  readonly query: readonly (readonly [name: string, values: readonly string[]])[];
}

/** The backend with this id; `undefined` where there is none, and for a pool. */
export function backendAt(state: AzureState, id: string): BackendView | undefined {
  const { url, type, credentials } =
    findResource(state, `${apimService(state).id}/backends/${id}`)?.properties ?? {};
  if (typeof url !== "string" || !URL.canParse(url) || type === "Pool") return undefined;
  const { certificateIds, authorization, header, query } = objectOf(credentials);
  const { scheme, parameter } = objectOf(authorization);
  return {
    url,
    certificateIds: textsOf(certificateIds).map((one) => one.split("/").at(-1) ?? ""),
    authorization:
      typeof scheme === "string" && typeof parameter === "string" ? { scheme, parameter } : undefined,
    headers: Object.entries(objectOf(header)).map(([name, values]) => [name, textsOf(values)]),
    query: Object.entries(objectOf(query)).map(([name, values]) => [name, textsOf(values)]),
  };
}

function objectOf(value: Json | undefined): { readonly [name: string]: Json } {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value)) : {};
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
