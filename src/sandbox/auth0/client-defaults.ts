import { randomClientId, randomSecret } from "./identifiers.ts";
import type { JsonObject } from "./json.ts";
import type { Client } from "./state.ts";

const interactiveGrants = ["authorization_code", "implicit", "refresh_token"];

const grantsByType: Readonly<Record<string, readonly string[]>> = {
  native: interactiveGrants,
  spa: interactiveGrants,
  non_interactive: ["client_credentials"],
};

const publicTypes = new Set(["native", "spa"]);

/** What is given for a new application. */
export type ClientRequest = JsonObject & {
  name: string;
  app_type?: string;
  grant_types?: string[];
  token_endpoint_auth_method?: string;
};

/**
 * A new application with the defaults of recorded answers: without an `app_type` every ordinary grant, no callbacks;
 * `token_endpoint_auth_method` stays absent unless given or the type cannot keep a secret.
 */
export function createClient(request: ClientRequest): Client {
  const type = request.app_type ?? "";
  const isPublic = request.token_endpoint_auth_method === "none" || publicTypes.has(type);
  const grants =
    grantsByType[type] ?? (isPublic ? interactiveGrants : [...interactiveGrants, "client_credentials"]);
  return {
    global: false,
    is_token_endpoint_ip_header_trusted: false,
    is_first_party: true,
    oidc_conformant: false,
    sso_disabled: false,
    cross_origin_auth: false,
    cross_origin_authentication: false,
    callback_url_template: false,
    jwt_configuration: { alg: "RS256", lifetime_in_seconds: 36_000, secret_encoded: false },
    refresh_token: defaultRefreshTokenSettings(isPublic),
    custom_login_page_on: true,
    grant_types: [...grants],
    ...(publicTypes.has(type) ? { token_endpoint_auth_method: "none" } : {}),
    ...request,
    client_id: randomClientId(),
    client_secret: randomSecret(),
  };
}

function defaultRefreshTokenSettings(isPublic: boolean): JsonObject {
  return {
    expiration_type: isPublic ? "expiring" : "non-expiring",
    leeway: 0,
    infinite_token_lifetime: !isPublic,
    infinite_idle_token_lifetime: !isPublic,
    token_lifetime: isPublic ? 2_592_000 : 31_557_600,
    idle_token_lifetime: isPublic ? 1_296_000 : 2_592_000,
    rotation_type: isPublic ? "rotating" : "non-rotating",
  };
}

/** Whether the application authenticates at the token endpoint with a secret. */
export function isConfidential(client: Client): boolean {
  return client.token_endpoint_auth_method !== "none";
}
