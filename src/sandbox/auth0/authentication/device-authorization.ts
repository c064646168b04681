import { checkUserAccess, effectiveAudience, findApi } from "./audiences.ts";
import { dropScope } from "./authorize.ts";
import { authenticateClient, withCredentials } from "./client-authentication.ts";
import { grantTypes } from "./client-metadata.ts";
import { OAuthProblem } from "./oauth-problem.ts";
import type { Realm } from "./realm.ts";
import { markScope } from "./scope-markers.ts";
import { checkGrantType } from "./token-endpoint.ts";

/** Checks a request to `/oauth/device/code` and returns the form for the authorization server. */
export async function checkDeviceAuthorization(
  realm: Realm,
  header: string | undefined,
  sent: URLSearchParams,
): Promise<URLSearchParams> {
  const { state } = realm;
  const form = new URLSearchParams(sent);
  const client = await authenticateClient(realm, header, form);
  checkGrantType(client, grantTypes.device);
  const audience = effectiveAudience(state, form.get("audience") ?? undefined);
  if (audience !== undefined) {
    const api = findApi(state, audience);
    if (!api) throw new OAuthProblem(403, "access_denied", `Service not found: ${audience}`);
    checkUserAccess(state, client, api);
    if (!api.allow_offline_access) dropScope(form, "offline_access");
  }
  if (!client.grant_types.includes(grantTypes.refresh)) dropScope(form, "offline_access");
  form.set("scope", markScope(form.get("scope") ?? undefined));
  return withCredentials(form, client);
}
