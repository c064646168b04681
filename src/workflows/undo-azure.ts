import type { StoredPolicy, UserAuthorization } from "../domain/apim.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import { undoPublication } from "../resources/kinds/publication.ts";
import type { UndoAction } from "./undo-action.ts";
import { isSameAuthorization, namesServer, withoutServer } from "./user-authorization.ts";

type Action<Kind extends UndoAction["kind"]> = Extract<UndoAction, { kind: Kind }>;

/**
 * Takes back one step in Azure. Gives the reason when it is left alone; `undefined` when it is taken back, was gone
 * already, or is no matter of Azure.
 */
export async function undoInAzure(
  action: UndoAction,
  azure: AzureCloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  switch (action.kind) {
    case "restore-policy":
      return restorePolicy(action, azure, signal);
    case "restore-user-authorization":
      return restoreUserAuthorization(action, azure, signal);
    case "delete-authorization-server":
      return deleteServer(action, azure, signal);
    case "republish-portal":
      await azure.publishPortal(action.instance, undoPublication, signal);
      return undefined;
    case "delete-auth0-api":
    case "remove-auth0-scopes":
    case "delete-application":
    case "remove-callbacks":
    case "disable-connection":
    case "delete-connection":
    case "delete-user":
    case "delete-client-grant":
      return undefined;
  }
}

async function restorePolicy(
  action: Action<"restore-policy">,
  azure: AzureCloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { level, before } = action;
  const current = await azure.readPolicy(level, signal);
  if (!current || current.text === before) return undefined;
  if (!isAsWritten(current, action)) {
    return "The policy was changed after it was written, so it stays as it is. Take validate-jwt out of it by hand.";
  }
  if (before === undefined) await azure.deletePolicy(level, current.etag, signal);
  else await azure.writePolicy(level, before, current.etag, signal);
  return undefined;
}

function isAsWritten(current: StoredPolicy, { etag, after }: Action<"restore-policy">): boolean {
  return current.etag === etag || current.text === after;
}

/** When nothing else changed, the setting becomes what it was, form included; else only the added server goes. */
async function restoreUserAuthorization(
  { api, authorizationServerId, before, after }: Action<"restore-user-authorization">,
  azure: AzureCloud,
  signal: AbortSignal,
): Promise<undefined> {
  const current = await azure.readApi(api, signal);
  if (!current) return undefined;
  const wanted = restored(current.api.userAuthorization, { authorizationServerId, before, after });
  if (!isSameAuthorization(current.api.userAuthorization, wanted)) {
    await azure.setUserAuthorization(api, wanted, current.etag, signal);
  }
  return undefined;
}

function restored(
  current: UserAuthorization,
  change: Pick<Action<"restore-user-authorization">, "authorizationServerId" | "before" | "after">,
): UserAuthorization {
  if (isSameAuthorization(current, change.after)) return change.before;
  return withoutServer(current, change.authorizationServerId);
}

async function deleteServer(
  action: Action<"delete-authorization-server">,
  azure: AzureCloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { instance, authorizationServerId } = action;
  const server = await azure.readAuthorizationServer(instance, authorizationServerId, signal);
  if (!server) return undefined;
  if (server.clientId !== action.clientId || server.authorizationEndpoint !== action.authorizationEndpoint) {
    return `The authorization server “${authorizationServerId}” was changed since it was created, so it stays.`;
  }
  for await (const api of azure.listApis(instance, signal)) {
    if (!namesServer(api.userAuthorization, authorizationServerId)) continue;
    return `The API “${api.displayName}” uses the authorization server “${authorizationServerId}”, so it stays. Take it out of the API's user authorization, then undo again.`;
  }
  await azure.deleteAuthorizationServer(instance, authorizationServerId, signal);
  return undefined;
}
