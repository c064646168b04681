import type { AuthorizationServer, PortalRevision } from "../../domain/apim.ts";
import { isUndoOf } from "../../resources/kinds/publication.ts";

const serverPrefix = "Sign-in with Auth0 for the API ";

/** How an authorization server that is made here describes itself. */
export function serverDescription(apiName: string): string {
  return `${serverPrefix}“${apiName}”`;
}

/** How a publication that shows a sign-in describes itself. */
export function publicationDescription(apiId: string, authorizationServerId: string): string {
  return `Sign-in with Auth0 for ${apiId} by ${authorizationServerId}`;
}

/** Whether the server was made here, so that its publication can be looked up. */
export function isMadeHere(server: AuthorizationServer): boolean {
  return server.description?.startsWith(serverPrefix) ?? false;
}

/**
 * Whether the portal was published since the sign-in was set up here: an earlier run may have failed or been cancelled
 * before that, and the service keeps no date of the other changes.
 */
export function isPublished(
  revisions: readonly PortalRevision[],
  apiId: string,
  authorizationServerId: string,
): boolean {
  const wanted = publicationDescription(apiId, authorizationServerId);
  const time = ({ createdAt }: PortalRevision) => createdAt?.getTime() ?? 0;
  return (
    [...revisions]
      .sort((a, b) => time(a) - time(b))
      .map(({ description }) => description)
      .findLast((description) => description === wanted || isUndoOf(description, wanted)) === wanted
  );
}

/** The id of a new publication: the time, as the portal's own publications have it. */
export function newRevisionId(now: Date): string {
  return now.toISOString().replace(/\D/g, "");
}
