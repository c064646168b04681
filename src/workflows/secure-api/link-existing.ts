import type { Auth0Api } from "../../domain/auth0.ts";
import { type SecureApiChoices, usualPolicy } from "./choices.ts";
import { applicationProblem } from "./client-authentication.ts";
import { type CompleteLink, completeLinks } from "./linked.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";
import { hasPortal } from "./suggest.ts";

/** What a link can be made to without anything new: an Auth0 API, and what lets the portal's users sign in where that is there. */
export interface ExistingLink {
  readonly auth0Api: Auth0Api;
  /** Left out where tokens are only checked. */
  readonly signIn?: Pick<CompleteLink, "server" | "application">;
}

/** Every link that can be made with what both sides have; with the wanted Auth0 API only, where there is one. */
export function existingLinks(snapshot: SecureApiSnapshot): readonly ExistingLink[] {
  const apis = snapshot.wanted ? [snapshot.wanted] : snapshot.auth0Apis;
  const complete = hasPortal(snapshot) ? completeLinks(snapshot) : [];
  return apis.flatMap((auth0Api): ExistingLink[] => [
    ...complete
      .filter(
        (link) => link.auth0Api.id === auth0Api.id && applicationProblem(link.application) === undefined,
      )
      .map(({ server, application }) => ({ auth0Api, signIn: { server, application } })),
    { auth0Api },
  ]);
}

/** The choices that make exactly this link and create nothing. */
export function choicesForExisting({ auth0Api, signIn }: ExistingLink): SecureApiChoices {
  const none = { kind: "none" } as const;
  return {
    auth0Api: { kind: "existing", api: auth0Api, addScopes: [] },
    application: signIn ? { kind: "existing", application: signIn.application } : none,
    authorizationServer: signIn ? { kind: "existing", server: signIn.server } : none,
    connection: none,
    user: none,
    defaultScope: "",
    policy: usualPolicy,
    republishPortal: signIn !== undefined,
  };
}
