import type { AuthorizationServer, PortalRevision } from "../../domain/apim.ts";
import { isUndoOf } from "../../resources/kinds/publication.ts";

/** Who gives the tokens that a sign-in of this extension is about. */
export type SignInProvider = "Auth0" | "Microsoft Entra ID";

/** How an authorization server that is made here describes itself. */
export function serverDescription(provider: SignInProvider, apiName: string): string {
  return `${serverPrefix(provider)}“${apiName}”`;
}

function serverPrefix(provider: SignInProvider): string {
  return `Sign-in with ${provider} for the API `;
}

/** How a publication that shows a sign-in describes itself. */
export function publicationDescription(provider: SignInProvider, apiId: string, serverId: string): string {
  return `Sign-in with ${provider} for ${apiId} by ${serverId}`;
}

/** Whether the server was made here, so that its publication can be looked up. */
export function isMadeHere(provider: SignInProvider, { description }: AuthorizationServer): boolean {
  return description?.startsWith(serverPrefix(provider)) ?? false;
}

/**
 * Whether the portal was published since the sign-in was set up here, as a publication with the description `wanted` says: an
 * earlier run may have failed or been cancelled before that, and the service keeps no date of the other changes.
 */
export function isPublished(revisions: readonly PortalRevision[], wanted: string): boolean {
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
