import type { AuthorizationServer } from "../../domain/apim.ts";
import type { Application, Auth0Api } from "../../domain/auth0.ts";
import { readServerLink } from "../derive-links.ts";
import { namesServer } from "../user-authorization.ts";
import { applicationProblem } from "./client-authentication.ts";
import { apiIdentifier, applicationName } from "./names.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** What is there already that a link can be built on. */
export interface Linked {
  readonly auth0Api: Auth0Api | undefined;
  readonly application: Application | undefined;
  readonly server: AuthorizationServer | undefined;
}

type LinkSources = Pick<
  SecureApiSnapshot,
  "api" | "authorizationServers" | "tenant" | "auth0Apis" | "applications" | "wanted"
>;

/** An authorization server of the instance with both that it stands for. */
export interface CompleteLink {
  readonly server: AuthorizationServer;
  readonly auth0Api: Auth0Api;
  readonly application: Application;
}

/** Every authorization server of the instance that stands for an API and an application that the tenant has. */
export function completeLinks(snapshot: LinkSources): readonly CompleteLink[] {
  return snapshot.authorizationServers.flatMap((server) => readLinked(snapshot, server));
}

/**
 * What an earlier run, or a person in the portals, has made: first what the API itself names, then what another
 * authorization server of the instance names, then what bears the suggested names. Where an Auth0 API is wanted, of that only.
 */
export function findLinked(snapshot: LinkSources): Linked {
  const { wanted } = snapshot;
  const all = completeLinks(snapshot);
  const complete = wanted ? all.filter(({ auth0Api }) => auth0Api.id === wanted.id) : all;
  const identifier = wanted?.identifier ?? apiIdentifier(snapshot.api);
  return (
    complete.find(({ server }) => isNamed(snapshot, server)) ??
    complete.find(({ auth0Api }) => auth0Api.identifier === identifier) ??
    findByName(snapshot, identifier)
  );
}

/**
 * The server that stands for exactly this tenant, audience and application; of several the preferred one, else the first.
 * `undefined` when there is none.
 */
export function findServer(
  snapshot: LinkSources,
  audience: string,
  clientId: string,
  preferred?: AuthorizationServer,
): AuthorizationServer | undefined {
  const fitting = snapshot.authorizationServers.filter((server) => {
    const link = readServerLink(server, [snapshot.tenant]);
    return (
      link?.tenantDomain === snapshot.tenant.domain &&
      link.audience === audience &&
      link.clientId === clientId
    );
  });
  const isPreferred = ({ authorizationServerId }: AuthorizationServer) =>
    authorizationServerId === preferred?.authorizationServerId;
  return fitting.find(isPreferred) ?? fitting[0];
}

/** Servers of this tenant that the API names although what they stand for is gone. */
export function findDangling(snapshot: LinkSources): readonly AuthorizationServer[] {
  return snapshot.authorizationServers.filter(
    (server) =>
      isNamed(snapshot, server) &&
      readServerLink(server, [snapshot.tenant])?.tenantDomain === snapshot.tenant.domain &&
      readLinked(snapshot, server).length === 0,
  );
}

function isNamed({ api }: LinkSources, server: AuthorizationServer): boolean {
  return namesServer(api.userAuthorization, server.authorizationServerId);
}

function readLinked(snapshot: LinkSources, server: AuthorizationServer): CompleteLink[] {
  const link = readServerLink(server, [snapshot.tenant]);
  if (link?.tenantDomain !== snapshot.tenant.domain) return [];
  const auth0Api = snapshot.auth0Apis.find(({ identifier }) => identifier === link.audience);
  const application = snapshot.applications.find(({ clientId }) => clientId === link.clientId);
  return auth0Api && application ? [{ server, auth0Api, application }] : [];
}

function findByName(snapshot: LinkSources, identifier: string): Linked {
  const auth0Api = snapshot.auth0Apis.find((api) => api.identifier === identifier);
  const application = snapshot.applications.find(
    (candidate) =>
      candidate.name === applicationName(snapshot.api) && applicationProblem(candidate) === undefined,
  );
  const server = auth0Api && application && findServer(snapshot, identifier, application.clientId);
  return { auth0Api, application, server };
}
