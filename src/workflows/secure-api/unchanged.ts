import { apiTitle } from "../../domain/auth0.ts";
import type { Change } from "../../resources/kind.ts";
import { changeIds } from "./change-ids.ts";
import type { SecureApiChoices } from "./choices.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** What was looked at and is in order, one sentence each. */
export function describeUnchanged(
  { api }: SecureApiSnapshot,
  { auth0Api, application, connection, authorizationServer }: SecureApiChoices,
  changes: readonly Change[],
  policy: readonly string[],
): readonly string[] {
  const isPlanned = (id: string) => changes.some((change) => change.id === id);
  const lines: (string | undefined)[] = [
    auth0Api.kind === "existing" && !isPlanned(changeIds.auth0Api)
      ? `The Auth0 API “${apiTitle(auth0Api.api)}” (${auth0Api.api.identifier}) exists.`
      : undefined,
    application.kind === "existing" && !isPlanned(changeIds.application)
      ? `The application “${application.application.name}” takes the developer portal's redirect URIs.`
      : undefined,
    connection.kind === "existing" && !isPlanned(changeIds.enable)
      ? `The connection “${connection.connection.name}” is enabled for the application.`
      : undefined,
    authorizationServer.kind === "existing" && !isPlanned(changeIds.server)
      ? `The authorization server “${authorizationServer.server.displayName}” exists.`
      : undefined,
    authorizationServer.kind !== "none" && !isPlanned(changeIds.userAuthorization)
      ? `Users of “${api.displayName}” sign in with it.`
      : undefined,
    ...policy,
  ];
  return lines.filter((line) => line !== undefined);
}
