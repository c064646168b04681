import type { Connection } from "../../domain/auth0.ts";
import { offersServer } from "../user-authorization.ts";
import { type SecureApiChoices, usualPolicy } from "./choices.ts";
import { findLinked, type Linked } from "./linked.ts";
import {
  apiIdentifier,
  applicationName,
  auth0ApiName,
  authorizationServerId,
  authorizationServerName,
  suggestScopes,
} from "./names.ts";
import { generatePassword } from "./password.ts";
import { foundPlace } from "./places/found-place.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** The suggested test user; nobody's mailbox, since the domain is reserved for examples. */
export const testUser = "apim-tester@example.com";

/** The suggested name of a new database connection. */
const newConnectionName = "apim-users";

/** The connection that Auth0 makes with every tenant. */
const defaultConnection = "Username-Password-Authentication";

/** The choice to create something. */
type New<K extends "auth0Api" | "application" | "connection"> = Extract<
  SecureApiChoices[K],
  { readonly kind: "create" }
>;

/** Whether the instance has a developer portal that users can sign in to. */
export function hasPortal({ instance }: Pick<SecureApiSnapshot, "instance">): boolean {
  return instance.sku.toLowerCase() !== "consumption" && instance.developerPortalUrls.length > 0;
}

/** Choices that reuse what is there and name what is not; what is linked already is taken as it is. */
export function suggestSecureApi(snapshot: SecureApiSnapshot): SecureApiChoices {
  const linked = findLinked(snapshot);
  const auth0Api = suggestApi(snapshot, linked);
  const scopes =
    auth0Api.kind === "create" ? auth0Api.scopes : [...(auth0Api.api.scopes ?? []), ...auth0Api.addScopes];
  const common = {
    auth0Api,
    defaultScope: scopes.map(({ value }) => value).join(" "),
    policy: suggestPolicy(snapshot, auth0Api),
  };
  const none = { kind: "none" } as const;
  if (!hasPortal(snapshot)) {
    const rest = { application: none, connection: none, user: none, authorizationServer: none };
    return { ...common, ...rest, republishPortal: false };
  }
  return {
    ...common,
    application: linked.application
      ? { kind: "existing", application: linked.application }
      : newApplication(snapshot),
    ...suggestUsers(snapshot, linked),
    authorizationServer: suggestServer(snapshot, linked),
    republishPortal: true,
  };
}

/** What is usual, with the check where an earlier run, or somebody, has put it. */
function suggestPolicy(
  snapshot: SecureApiSnapshot,
  auth0Api: SecureApiChoices["auth0Api"],
): SecureApiChoices["policy"] {
  const found = auth0Api.kind === "existing" ? foundPlace(snapshot, auth0Api.api.identifier) : undefined;
  return { ...usualPolicy, place: found ?? usualPolicy.place };
}

/** An API that has scopes of its own, or is linked without any, is not given more. */
function suggestApi(snapshot: SecureApiSnapshot, { auth0Api, server }: Linked): SecureApiChoices["auth0Api"] {
  if (auth0Api) {
    const isSettled = server !== undefined || (auth0Api.scopes ?? []).length > 0;
    const addScopes = isSettled ? [] : suggestScopes(snapshot.api, snapshot.operations);
    return { kind: "existing", api: auth0Api, addScopes };
  }
  return newAuth0Api(snapshot);
}

/** A new Auth0 API under an identifier that is free, for who wants one beside what could be reused. */
export function newAuth0Api({ api, operations, auth0Apis }: SecureApiSnapshot): New<"auth0Api"> {
  return {
    kind: "create",
    name: auth0ApiName(api),
    identifier: free(
      apiIdentifier(api),
      auth0Apis.map(({ identifier }) => identifier),
    ),
    scopes: suggestScopes(api, operations),
    signingAlgorithm: "RS256",
  };
}

/** A new application for the developer portal. */
export function newApplication({ api }: SecureApiSnapshot): New<"application"> {
  return { kind: "create", name: applicationName(api) };
}

/** A new database connection under a name that is free. */
export function newConnection({ connections }: SecureApiSnapshot): New<"connection"> {
  return {
    kind: "create",
    name: free(
      newConnectionName,
      connections.map(({ name }) => name),
    ),
  };
}

/** `name`, or with the first number from 2 on that makes it another than all `taken`. */
function free(name: string, taken: readonly string[]): string {
  let candidate = name;
  for (let number = 2; taken.includes(candidate); number += 1) candidate = `${name}-${number}`;
  return candidate;
}

function suggestServer(
  { api, authorizationServers }: SecureApiSnapshot,
  { server, auth0Api }: Linked,
): SecureApiChoices["authorizationServer"] {
  if (server) return { kind: "existing", server };
  const taken = authorizationServers.map((other) => other.authorizationServerId);
  return {
    kind: "create",
    authorizationServerId: authorizationServerId(auth0Api?.identifier ?? apiIdentifier(api), taken),
    displayName: authorizationServerName(api),
  };
}

function suggestUsers(
  snapshot: SecureApiSnapshot,
  linked: Linked,
): Pick<SecureApiChoices, "connection" | "user"> {
  const user = { kind: "create", email: testUser, password: generatePassword() } as const;
  const enabled = enabledConnection(snapshot, linked);
  const connection = enabled ?? preferred(snapshot.connections);
  if (!connection) return { connection: newConnection(snapshot), user };
  const isThere =
    snapshot.users.some((one) => one.email === testUser && one.connection === connection.name) ||
    (enabled !== undefined && isLinked(snapshot, linked));
  return { connection: { kind: "existing", connection }, user: isThere ? { kind: "none" } : user };
}

/** A link that works is nobody's business to add users to. */
function isLinked({ api }: SecureApiSnapshot, { server }: Linked): boolean {
  return server !== undefined && offersServer(api.userAuthorization, server.authorizationServerId);
}

function enabledConnection(snapshot: SecureApiSnapshot, { application }: Linked): Connection | undefined {
  if (!application) return undefined;
  const isEnabled = ({ id }: Connection) =>
    snapshot.enabledClients.get(id)?.includes(application.clientId) ?? false;
  return snapshot.connections.find(isEnabled);
}

function preferred(connections: readonly Connection[]): Connection | undefined {
  const byName = (name: string) => connections.find((connection) => connection.name === name);
  return byName(newConnectionName) ?? byName(defaultConnection) ?? connections[0];
}
