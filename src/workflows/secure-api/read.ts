import { Failure, throwIfCancelled } from "../../core/failure.ts";
import { known, unknown } from "../../core/known.ts";
import type { ApiRef, VersionedApi } from "../../domain/apim.ts";
import type { Auth0Api, Auth0User } from "../../domain/auth0.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { enabledApplication } from "../../resources/kinds/enabled-application.ts";
import type { Clouds } from "../clouds.ts";
import { collect, listAll } from "../collect.ts";
import { readApiPolicies } from "../read-access/read-policies.ts";
import { readTenantIfAllowed } from "../read-tenant.ts";
import { offersServer } from "../user-authorization.ts";
import type { SecureApiChoices } from "./choices.ts";
import { mayTouchOthers, readElsewhere } from "./elsewhere.ts";
import { findLinked } from "./linked.ts";
import { planSecureApi } from "./plan.ts";
import { isMadeHere } from "./publication.ts";
import { readPlace } from "./read-place.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";
import { hasPortal, suggestSecureApi, testUser } from "./suggest.ts";

/** How many connections are asked which applications they are enabled for. */
const maxConnections = 10;

/**
 * Reads what both clouds say about one API: everything independent at once, then what only a linked application or a
 * database connection makes worth asking. Writes nothing. `wantedApi` is the id of the Auth0 API that it is to be linked to.
 *
 * @throws Failure `not-found` when either API is gone, and whatever the clouds throw.
 */
export async function readSecureApi(
  clouds: Clouds,
  api: ApiRef,
  signal: AbortSignal,
  wantedApi?: string,
): Promise<SecureApiSnapshot> {
  const [azure, auth0] = await Promise.all([readAzure(clouds, api, signal), readAuth0(clouds, signal)]);
  const wanted = wantedApi === undefined ? {} : { wanted: wantedIn(auth0, wantedApi, clouds.auth0.domain) };
  const first = {
    ...azure,
    ...auth0,
    ...wanted,
    enabledClients: new Map(),
    portalRevisions: unknown,
    otherApis: unknown,
    users: [],
  };
  const [enabledClients, portalRevisions] = await Promise.all([
    readEnabledClients(clouds, first, signal),
    readPublications(clouds, first, signal),
  ]);
  const snapshot = await readTestUser(clouds, { ...first, enabledClients, portalRevisions }, signal);
  const { place } = suggestSecureApi(snapshot).policy;
  return { ...snapshot, ...(await readPlace(clouds, snapshot.api, place, signal)) };
}

/**
 * Adds to `snapshot` what is known of the connection, the test user and the place of the check that `choices` name, so that a
 * plan for choices other than the suggested ones also knows what is there already.
 */
export async function readChoices(
  clouds: Clouds,
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  signal: AbortSignal,
): Promise<SecureApiSnapshot> {
  const [users, place] = await Promise.all([
    readChosenUsers(clouds, snapshot, choices, signal),
    readPlace(clouds, snapshot.api, choices.policy.place, signal),
  ]);
  throwIfCancelled(signal);
  const full = { ...snapshot, ...users, ...place };
  if (!touchesOthers(full, choices)) return full;
  return { ...full, elsewhere: await readElsewhere(clouds, snapshot.api, signal) };
}

/** What cannot be planned touches nobody; why it cannot is told by who plans it. */
function touchesOthers(snapshot: SecureApiSnapshot, choices: SecureApiChoices): boolean {
  try {
    return mayTouchOthers(snapshot, planSecureApi(snapshot, choices).changes);
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

async function readChosenUsers(
  clouds: Clouds,
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  signal: AbortSignal,
): Promise<Partial<SecureApiSnapshot>> {
  if (choices.connection.kind !== "existing") return {};
  const { connection } = choices.connection;
  const email = choices.user.kind === "create" ? choices.user.email : undefined;
  const [clients, users] = await Promise.all([
    snapshot.enabledClients.get(connection.id) ?? enabledClientsOf(clouds, connection.id, signal),
    email === undefined ? [] : findUsers(clouds, email, connection.name, signal),
  ]);
  return {
    enabledClients: new Map(snapshot.enabledClients).set(connection.id, clients),
    users: [...snapshot.users, ...users],
  };
}

async function readAzure(clouds: Clouds, ref: ApiRef, signal: AbortSignal) {
  const { azure } = clouds;
  const versionedApi = readApi(azure, ref, signal);
  const listed = collect(azure.listOperations(ref, signal), signal);
  const [instance, versioned, operations, authorizationServers, policies] = await Promise.all([
    azure.readInstance(ref.instance, signal),
    versionedApi,
    listed,
    listAll(clouds, authorizationServer, instancePath(ref.instance), {}, signal),
    readApiPolicies(azure, ref, { api: versionedApi.then(({ api }) => api), operations: listed }, signal),
  ]);
  throwIfCancelled(signal);
  return {
    instance,
    ...versioned,
    operations,
    authorizationServers,
    policy: policies.levels.find(({ level }) => level.kind === "api")?.policy,
    policies,
  };
}

function wantedIn({ auth0Apis }: Pick<SecureApiSnapshot, "auth0Apis">, id: string, domain: string): Auth0Api {
  const wanted = auth0Apis.find((api) => api.id === id);
  if (wanted) return wanted;
  throw new Failure(
    "not-found",
    `There is no API “${id}” in ${domain} that another API could be linked to.`,
    {
      remedy:
        "Refresh the tree: it may have been deleted. The Management API of the tenant itself protects no API of yours.",
    },
  );
}

async function readApi(azure: AzureCloud, ref: ApiRef, signal: AbortSignal): Promise<VersionedApi> {
  const versioned = await azure.readApi(ref, signal);
  if (versioned) return versioned;
  throw new Failure("not-found", `There is no API “${ref.apiId}” in ${ref.instance.serviceName}.`, {
    remedy: "Refresh the tree: it may have been deleted.",
  });
}

async function readAuth0(clouds: Clouds, signal: AbortSignal) {
  const { auth0 } = clouds;
  const [tenant, discovery, apis, applications, connections] = await Promise.all([
    readTenantIfAllowed(auth0, signal),
    auth0.readDiscovery(signal),
    listAll(clouds, auth0Api, auth0.domain, {}, signal),
    listAll(clouds, auth0Application, auth0.domain, {}, signal),
    listAll(clouds, auth0Connection, auth0.domain, {}, signal),
  ]);
  throwIfCancelled(signal);
  return {
    tenant,
    discovery,
    auth0Apis: apis.filter(({ isSystem }) => !isSystem),
    applications,
    connections: connections.filter(({ strategy }) => strategy === "auth0"),
  };
}

/** Asked only when there is an application to reuse: a new one is enabled nowhere. */
async function readEnabledClients(
  clouds: Clouds,
  snapshot: SecureApiSnapshot,
  signal: AbortSignal,
): Promise<SecureApiSnapshot["enabledClients"]> {
  if (!findLinked(snapshot).application) return snapshot.enabledClients;
  const asked = snapshot.connections.slice(0, maxConnections);
  const entries = await Promise.all(
    asked.map(async ({ id }) => [id, await enabledClientsOf(clouds, id, signal)] as const),
  );
  return new Map(entries);
}

async function enabledClientsOf(
  clouds: Clouds,
  connectionId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const enabled = await listAll(clouds, enabledApplication, clouds.auth0.domain, { connectionId }, signal);
  return enabled.map(({ clientId }) => clientId);
}

function findUsers(
  clouds: Clouds,
  email: string,
  connection: string,
  signal: AbortSignal,
): Promise<readonly Auth0User[]> {
  return listAll(clouds, auth0User, clouds.auth0.domain, { email, connection }, signal);
}

/** Asked only when the link looks complete: else the portal is published anyway. */
async function readPublications(
  { azure }: Clouds,
  snapshot: SecureApiSnapshot,
  signal: AbortSignal,
): Promise<SecureApiSnapshot["portalRevisions"]> {
  const { api } = snapshot;
  const { server } = findLinked(snapshot);
  const isComplete = server && offersServer(api.userAuthorization, server.authorizationServerId);
  if (!isComplete || !isMadeHere("Auth0", server) || !hasPortal(snapshot)) return unknown;
  return known(await collect(azure.listPortalRevisions(api.instance, signal), signal));
}

async function readTestUser(
  clouds: Clouds,
  snapshot: SecureApiSnapshot,
  signal: AbortSignal,
): Promise<SecureApiSnapshot> {
  const { connection, user } = suggestSecureApi(snapshot);
  if (connection.kind !== "existing" || user.kind === "none") return snapshot;
  return { ...snapshot, users: await findUsers(clouds, testUser, connection.connection.name, signal) };
}
