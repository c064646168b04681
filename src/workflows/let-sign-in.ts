import type { ApimApi, AuthorizationServer } from "../domain/apim.ts";
import { instancePath } from "../domain/instance-path.ts";
import { update } from "../resources/changes.ts";
import type { Change } from "../resources/kind.ts";
import { userAuthorization } from "../resources/kinds/user-authorization.ts";
import { namesServer } from "./user-authorization.ts";

/** Lets the API's users sign in with the server, besides what the API names already; nothing when they do already. */
export function letSignIn(
  api: ApimApi,
  { authorizationServerId, displayName }: Pick<AuthorizationServer, "authorizationServerId" | "displayName">,
  options: { readonly id: string; readonly needs: readonly string[] },
): readonly Change[] {
  const value = api.userAuthorization;
  const change = update(
    userAuthorization,
    { ref: { kind: userAuthorization.id, owner: instancePath(api.instance), id: api.apiId }, value },
    // The portal reads the list form only; a list that gets one more is in that form.
    namesServer(value, authorizationServerId)
      ? { form: "list" }
      : { oauth2: [{ authorizationServerId, scope: undefined }] },
    { ...options, title: `Let users of “${api.displayName}” sign in with “${displayName}”` },
  );
  return change ? [change] : [];
}
