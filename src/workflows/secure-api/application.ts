import { creation, update } from "../../resources/changes.ts";
import type { Change } from "../../resources/kind.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { changeIds } from "./change-ids.ts";
import type { SecureApiChoices } from "./choices.ts";
import { newApplicationAuthMethod } from "./client-authentication.ts";

/** The grant that a developer portal uses. */
const grantTypes = ["authorization_code"];

/** Creates a Regular Web Application that takes the portal's redirect URIs, or gives an existing one what it lacks. */
export function planApplication(
  owner: string,
  choice: SecureApiChoices["application"],
  callbacks: readonly string[],
): Change | undefined {
  const id = changeIds.application;
  if (choice.kind === "none") return undefined;
  if (choice.kind === "create") {
    const { name } = choice;
    const draft = {
      name,
      type: "regular_web",
      tokenEndpointAuthMethod: newApplicationAuthMethod,
    } as const;
    const title = `Create the Regular Web Application “${name}”`;
    return creation(auth0Application, owner, { ...draft, callbacks, grantTypes }, { id, title });
  }
  const { application } = choice;
  const stored = { ref: { kind: auth0Application.id, owner, id: application.clientId }, value: application };
  const title = `Let the application “${application.name}” sign in for the developer portal`;
  return update(auth0Application, stored, { callbacks, grantTypes }, { id, title });
}
