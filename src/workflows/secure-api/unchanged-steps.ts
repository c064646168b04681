import type { PlanStep } from "../plan.ts";
import type { SecureApiChoices } from "./choices.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** What was looked at and is in order, one sentence each. */
export function describeUnchanged(
  { api }: SecureApiSnapshot,
  { auth0Api, application, connection, authorizationServer }: SecureApiChoices,
  steps: readonly PlanStep[],
  policy: string | undefined,
): readonly string[] {
  const isPlanned = (id: string) => steps.some((step) => step.id === id);
  const lines: (string | undefined)[] = [
    auth0Api.kind === "existing" && !isPlanned("auth0-api")
      ? `The Auth0 API “${auth0Api.api.name}” (${auth0Api.api.identifier}) exists.`
      : undefined,
    application.kind === "existing" && !isPlanned("application")
      ? `The application “${application.application.name}” takes the developer portal's redirect URIs.`
      : undefined,
    connection.kind === "existing" && !isPlanned("enable-connection")
      ? `The connection “${connection.connection.name}” is enabled for the application.`
      : undefined,
    authorizationServer.kind === "existing" && !isPlanned("authorization-server")
      ? `The authorization server “${authorizationServer.server.displayName}” exists.`
      : undefined,
    authorizationServer.kind !== "none" && !isPlanned("user-authorization")
      ? `Users of “${api.displayName}” sign in with it.`
      : undefined,
    policy,
  ];
  return lines.filter((line) => line !== undefined);
}
