import { type Auth0Account, type AzureAccount, azureAccountKey } from "../domain/account.ts";
import type { ApimApi, Instance } from "../domain/apim.ts";
import { apiLevel, levelPath } from "../domain/azure-paths.ts";
import { auth0Api } from "../resources/kinds/auth0-api.ts";
import { auth0AccountKey } from "./session/account-list.ts";

/** Id of the node of an Auth0 API. */
export function auth0ApiNodeId(account: Auth0Account, apiId: string): string {
  return `${auth0AccountKey(account)}/${auth0Api.id}/${apiId}`;
}

/** Id of the node of an instance. */
export function instanceNodeId(
  account: AzureAccount,
  {
    subscriptionId,
    resourceGroup,
    serviceName,
  }: Pick<Instance, "subscriptionId" | "resourceGroup" | "serviceName">,
): string {
  return `${azureAccountKey(account)}/${subscriptionId}/${resourceGroup}/${serviceName}`;
}

/** Id of the node of an API of API Management. */
export function apimApiNodeId(account: AzureAccount, api: ApimApi): string {
  return `${instanceNodeId(account, api.instance)}/${levelPath(apiLevel(api))}`;
}
