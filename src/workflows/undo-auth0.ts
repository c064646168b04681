import type { Application, ApplicationChanges, Auth0Api } from "../domain/auth0.ts";
import type { Auth0Cloud } from "../domain/auth0-cloud.ts";
import { isEnabledFor } from "./enabled-connection.ts";
import type { UndoAction } from "./undo-action.ts";

type Action<Kind extends UndoAction["kind"]> = Extract<UndoAction, { kind: Kind }>;

/**
 * Takes back one step in Auth0. Gives the reason when it is left alone; `undefined` when it is taken back, was gone
 * already, or is no matter of Auth0.
 */
export async function undoInAuth0(
  action: UndoAction,
  auth0: Auth0Cloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  switch (action.kind) {
    case "delete-auth0-api":
      return deleteApi(action, auth0, signal);
    case "remove-auth0-scopes":
      return removeScopes(action, auth0, signal);
    case "delete-application":
      return deleteApplication(action, auth0, signal);
    case "remove-callbacks":
      return removeCallbacks(action, auth0, signal);
    case "disable-connection":
      return disableConnection(action, auth0, signal);
    case "delete-connection":
      return deleteConnection(action, auth0, signal);
    case "delete-user":
      await auth0.deleteUser(action.userId, signal);
      return undefined;
    case "delete-client-grant":
      await auth0.deleteClientGrant(action.id, signal);
      return undefined;
    case "delete-authorization-server":
    case "restore-user-authorization":
    case "restore-policy":
    case "republish-portal":
      return undefined;
  }
}

async function deleteApi(
  { id, created }: Action<"delete-auth0-api">,
  auth0: Auth0Cloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  const api = await auth0.findApi(created.identifier, signal);
  if (api?.id !== id) return undefined;
  if (!isSameApi(api, created)) {
    return `The Auth0 API “${created.identifier}” was changed since it was created. Delete it in Auth0 if nobody needs it.`;
  }
  for await (const { clientId } of auth0.listClientGrants({ audience: created.identifier }, signal)) {
    return `The application ${clientId} may ask for its tokens by now, so the Auth0 API “${created.identifier}” stays. Take that grant away in Auth0, then undo again.`;
  }
  await auth0.deleteApi(id, signal);
  return undefined;
}

async function removeScopes(
  { apiId, identifier, scopes }: Action<"remove-auth0-scopes">,
  auth0: Auth0Cloud,
  signal: AbortSignal,
): Promise<undefined> {
  const api = await auth0.findApi(identifier, signal);
  if (api?.id !== apiId) return undefined;
  const kept = api.scopes.filter(({ value }) => !scopes.includes(value));
  if (kept.length < api.scopes.length) await auth0.updateApiScopes(apiId, kept, signal);
  return undefined;
}

async function deleteApplication(
  { clientId, created }: Action<"delete-application">,
  auth0: Auth0Cloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  const application = await auth0.readApplication(clientId, signal);
  if (!application) return undefined;
  if (!isSameApplication(application, created)) {
    return `The application “${created.name}” was changed since it was created. Delete it in Auth0 if nobody needs it.`;
  }
  await auth0.deleteApplication(clientId, signal);
  return undefined;
}

async function removeCallbacks(
  { clientId, callbacks, grantTypes }: Action<"remove-callbacks">,
  auth0: Auth0Cloud,
  signal: AbortSignal,
): Promise<undefined> {
  const application = await auth0.readApplication(clientId, signal);
  if (!application) return undefined;
  const changes = {
    ...without("callbacks", application.callbacks, callbacks),
    ...without("grantTypes", application.grantTypes, grantTypes),
  };
  if (Object.keys(changes).length > 0) await auth0.updateApplication(clientId, changes, signal);
  return undefined;
}

/** The list without `gone` under its name; nothing when that changes nothing. */
function without(
  name: keyof ApplicationChanges,
  list: readonly string[],
  gone: readonly string[],
): ApplicationChanges {
  const kept = list.filter((item) => !gone.includes(item));
  return kept.length < list.length ? { [name]: kept } : {};
}

async function disableConnection(
  { connectionId, clientId }: Action<"disable-connection">,
  auth0: Auth0Cloud,
  signal: AbortSignal,
): Promise<undefined> {
  if (!(await hasConnection(auth0, connectionId, signal))) return undefined;
  if (await isEnabledFor(auth0, { connectionId, clientId }, signal)) {
    await auth0.setConnectionEnabled(connectionId, clientId, false, signal);
  }
  return undefined;
}

async function deleteConnection(
  { connectionId, name }: Action<"delete-connection">,
  auth0: Auth0Cloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!(await hasConnection(auth0, connectionId, signal))) return undefined;
  for await (const clientId of auth0.listEnabledClients(connectionId, signal)) {
    return `The connection “${name}” has since been enabled for the application ${clientId}. Delete it in Auth0 if nobody needs it.`;
  }
  if (await holdsUsers(name, auth0, signal)) {
    return `The connection “${name}” holds users that were not created here, and they would be deleted with it. Delete it in Auth0 if nobody needs it.`;
  }
  await auth0.deleteConnection(connectionId, signal);
  return undefined;
}

/** The search may still know users that were deleted a moment ago, so each is looked up. */
async function holdsUsers(name: string, auth0: Auth0Cloud, signal: AbortSignal): Promise<boolean> {
  for await (const { email } of auth0.listUsers(name, signal)) {
    if (email === "" || (await auth0.findUser(email, name, signal))) return true;
  }
  return false;
}

async function hasConnection(auth0: Auth0Cloud, connectionId: string, signal: AbortSignal): Promise<boolean> {
  for await (const { id } of auth0.listConnections(signal)) if (id === connectionId) return true;
  return false;
}

function isSameApi(api: Auth0Api, created: Action<"delete-auth0-api">["created"]): boolean {
  const values = (scopes: Auth0Api["scopes"]) => scopes.map(({ value }) => value);
  return (
    api.name === created.name &&
    api.signingAlgorithm === created.signingAlgorithm &&
    !api.enforcesPolicies &&
    areSame(values(api.scopes), values(created.scopes))
  );
}

function isSameApplication(
  application: Application,
  created: Action<"delete-application">["created"],
): boolean {
  return (
    application.name === created.name &&
    application.type === created.type &&
    application.tokenEndpointAuthMethod === created.tokenEndpointAuthMethod &&
    areSame(application.callbacks, created.callbacks) &&
    areSame(application.grantTypes, created.grantTypes)
  );
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}
