import { asText } from "../json.ts";
import type { Client } from "../state.ts";
import { effectiveAudience, findApi, findGrant, notAuthorized } from "./audiences.ts";
import { authenticateClient, withCredentials } from "./client-authentication.ts";
import { grantTypes } from "./client-metadata.ts";
import type { DevicePolling } from "./device-polling.ts";
import { missingParameter, OAuthProblem } from "./oauth-problem.ts";
import { knownGrantTypes } from "./provider.ts";
import type { Realm } from "./realm.ts";
import { markScope } from "./scope-markers.ts";

const checks: Readonly<Record<string, (realm: Realm, client: Client, form: URLSearchParams) => void>> = {
  [grantTypes.code]: checkCode,
  [grantTypes.clientCredentials]: checkClientCredentials,
  [grantTypes.refresh]: (_, __, form) => {
    if (!form.has("refresh_token")) throw missingParameter("refresh_token");
    const scope = form.get("scope");
    if (scope !== null) form.set("scope", markScope(scope));
  },
};

/**
 * Checks a request to `/oauth/token` as Auth0 does before anything else, and returns the form for the authorization
 * server, with the application's credentials in it.
 */
export async function checkTokenRequest(
  realm: Realm,
  header: string | undefined,
  sent: URLSearchParams,
  polling: DevicePolling,
): Promise<URLSearchParams> {
  const form = new URLSearchParams(sent);
  const type = form.get("grant_type");
  if (!type) throw missingParameter("grant_type");
  const client = await authenticateClient(realm, header, form);
  if (!knownGrantTypes.has(type)) {
    throw new OAuthProblem(403, "unsupported_grant_type", `Unsupported grant type: ${type}`);
  }
  checkGrantType(client, type);
  checks[type]?.(realm, client, form);
  if (type === grantTypes.device) polling.check(client, form.get("device_code"));
  return withCredentials(form, client);
}

/** Throws `unauthorized_client` unless the application may use the grant type. */
export function checkGrantType(client: Client, type: string): void {
  const wanted = type === grantTypes.passwordRealm ? [type, grantTypes.password] : [type];
  if (wanted.some((one) => client.grant_types.includes(one))) return;
  throw new OAuthProblem(403, "unauthorized_client", `Grant type '${type}' not allowed for the client.`);
}

/** `redirect_uri` may be left out, as recorded; sent, it must be the one of the request. */
function checkCode({ store }: Realm, client: Client, form: URLSearchParams): void {
  const code = form.get("code");
  if (!code) throw missingParameter("code");
  const stored = store.find("AuthorizationCode", code);
  if (!stored || stored["clientId"] !== client.client_id) {
    throw new OAuthProblem(403, "invalid_grant", "Invalid authorization code");
  }
  const expected = asText(stored["redirectUri"]) ?? "";
  const given = form.get("redirect_uri") ?? expected;
  if (given !== expected) {
    const description = `The redirect URI is wrong. You sent ${given}, and we expected ${expected}`;
    throw new OAuthProblem(401, "unauthorized_client", description);
  }
  form.set("redirect_uri", expected);
}

function checkClientCredentials({ state }: Realm, client: Client, form: URLSearchParams): void {
  const audience = effectiveAudience(state, form.get("audience") ?? undefined);
  if (audience === undefined) {
    throw new OAuthProblem(
      403,
      "access_denied",
      "No audience parameter was provided, and no default audience has been configured",
    );
  }
  const api = findApi(state, audience);
  if (!api) throw new OAuthProblem(403, "access_denied", `Service not enabled within domain: ${audience}`);
  const denied = api.subject_type_authorization.client.policy === "deny_all";
  if (denied || !findGrant(state, client, audience, "client"))
    throw notAuthorized("access_denied", client, audience);
  form.set("audience", audience);
}
