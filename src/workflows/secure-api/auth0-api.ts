import { apiTitle } from "../../domain/auth0.ts";
import { creation, update } from "../../resources/changes.ts";
import type { Change } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { changeIds } from "./change-ids.ts";
import type { SecureApiChoices } from "./choices.ts";

/** Creates the Auth0 API, or adds the scopes it lacks; `undefined` when it is as it should be. */
export function planAuth0Api(owner: string, choice: SecureApiChoices["auth0Api"]): Change | undefined {
  const id = changeIds.auth0Api;
  if (choice.kind === "create") {
    const { kind: _, ...draft } = choice;
    return creation(auth0Api, owner, draft, { id, title: `Create the Auth0 API “${draft.name}”` });
  }
  const { api, addScopes } = choice;
  const stored = { ref: { kind: auth0Api.id, owner, id: api.id }, value: api };
  return update(
    auth0Api,
    stored,
    { scopes: addScopes },
    { id, title: `Add scopes to the Auth0 API “${apiTitle(api)}”` },
  );
}
