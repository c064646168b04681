import type { AuthorizationServer } from "../../domain/apim.ts";
import type { Application, Auth0Api } from "../../domain/auth0.ts";
import { readServerLink } from "../derive-links.ts";
import { namesServer } from "../user-authorization.ts";
import { applicationProblem } from "./client-authentication.ts";
import { apiIdentifier, applicationName } from "./names.ts";
import type { SecureApiReading } from "./reading.ts";

/** What is there already that a link can be built on. */
export interface Linked {
  readonly auth0Api: Auth0Api | undefined;
  readonly application: Application | undefined;
  readonly server: AuthorizationServer | undefined;
}

type LinkSources = Pick<
  SecureApiReading,
  "api" | "authorizationServers" | "tenant" | "auth0Apis" | "applications"
>;

/**
 * What an earlier run, or a person in the portals, has made: first what the API itself names, then what another
 * authorization server of the instance names, then what bears the suggested names.
 */
export function findLinked(reading: LinkSources): Linked {
  const complete = reading.authorizationServers.flatMap((server) => readLinked(reading, server));
  const identifier = apiIdentifier(reading.api);
  return (
    complete.find(({ server }) => isNamed(reading, server)) ??
    complete.find(({ auth0Api }) => auth0Api.identifier === identifier) ??
    findByName(reading, identifier)
  );
}

/** The server that stands for exactly this tenant, audience and application; `undefined` when there is none. */
export function findServer(
  reading: LinkSources,
  audience: string,
  clientId: string,
): AuthorizationServer | undefined {
  return reading.authorizationServers.find((server) => {
    const link = readServerLink(server, [reading.tenant]);
    return (
      link?.tenantDomain === reading.tenant.domain && link.audience === audience && link.clientId === clientId
    );
  });
}

/** Servers of this tenant that the API names although what they stand for is gone. */
export function findDangling(reading: LinkSources): readonly AuthorizationServer[] {
  return reading.authorizationServers.filter(
    (server) =>
      isNamed(reading, server) &&
      readServerLink(server, [reading.tenant])?.tenantDomain === reading.tenant.domain &&
      readLinked(reading, server).length === 0,
  );
}

function isNamed({ api }: LinkSources, server: AuthorizationServer): boolean {
  return namesServer(api.userAuthorization, server.authorizationServerId);
}

function readLinked(reading: LinkSources, server: AuthorizationServer) {
  const link = readServerLink(server, [reading.tenant]);
  if (link?.tenantDomain !== reading.tenant.domain) return [];
  const auth0Api = reading.auth0Apis.find(({ identifier }) => identifier === link.audience);
  const application = reading.applications.find(({ clientId }) => clientId === link.clientId);
  return auth0Api && application ? [{ server, auth0Api, application }] : [];
}

function findByName(reading: LinkSources, identifier: string): Linked {
  const auth0Api = reading.auth0Apis.find((api) => api.identifier === identifier);
  const application = reading.applications.find(
    (candidate) =>
      candidate.name === applicationName(reading.api) && applicationProblem(candidate) === undefined,
  );
  const server = auth0Api && application && findServer(reading, identifier, application.clientId);
  return { auth0Api, application, server };
}
