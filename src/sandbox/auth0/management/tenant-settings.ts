import { asObject, type JsonObject } from "../json.ts";
import type { Auth0State } from "../state.ts";
import { selectFields } from "./paging.ts";
import { checkPayload, shape } from "./payload.ts";
import { objectBody, type Router, type Tenant } from "./router.ts";

const settingsShape = shape(
  {
    string:
      "default_audience default_directory friendly_name picture_url support_email support_url sandbox_version legacy_sandbox_version default_redirection_uri resource_parameter_profile dynamic_client_registration_security_mode",
    array: "allowed_logout_urls enabled_locales",
    integer:
      "session_lifetime session_lifetime_in_minutes idle_session_lifetime idle_session_lifetime_in_minutes ephemeral_session_lifetime idle_ephemeral_session_lifetime ephemeral_session_lifetime_in_minutes idle_ephemeral_session_lifetime_in_minutes",
    object: "flags oidc_logout universal_login",
    boolean:
      "client_id_metadata_document_supported enable_ai_guide phone_consolidated_experience include_session_metadata_in_tenant_logs",
    "object?":
      "change_password device_flow guardian_mfa_page error_page default_token_quota security_headers session_cookie sessions mtls country_codes",
    "boolean?":
      "customize_mfa_in_postlogin_action allow_organization_name_in_authentication_api pushed_authorization_requests_supported authorization_response_iss_parameter_supported skip_non_verifiable_callback_uri_confirmation_prompt",
    "array?": "acr_values_supported",
  },
  { resource_parameter_profile: { oneOf: ["audience", "compatibility"] } },
);

const defaults: JsonObject = {
  enabled_locales: ["en"],
  flags: {
    allow_changing_enable_sso: false,
    disable_impersonation: true,
    enable_sso: true,
    revoke_refresh_token_grant: false,
    disable_clickjack_protection_headers: false,
    enable_pipeline2: false,
  },
  sandbox_version: "22",
  session_lifetime: 168,
  idle_session_lifetime: 72,
  resource_parameter_profile: "audience",
  session_cookie: { mode: "persistent" },
};

/** The operations on the tenant's settings; flags that are not named stay as they are. */
export function addTenantSettings(on: Router, { state }: Tenant): void {
  on("GET", "/tenants/settings", ["read:tenant_settings"], ({ query }) => {
    const shown = { ...view(state), sandbox_versions_available: ["22", "18", "12"] };
    return { status: 200, body: selectFields(shown, query) };
  });
  on("PATCH", "/tenants/settings", ["update:tenant_settings"], (request) => {
    const body = objectBody(request);
    checkPayload(body, settingsShape);
    const flags = { ...asObject(view(state)["flags"]), ...asObject(body["flags"]) };
    Object.assign(state.settings, inHours(body), body["flags"] === undefined ? {} : { flags });
    return { status: 200, body: view(state) };
  });
}

/** A lifetime may be given in minutes; it is kept and shown in hours, as recorded. */
function inHours(body: JsonObject): JsonObject {
  const pairs = Object.entries(body).map(([name, value]) =>
    name.endsWith("_in_minutes") && typeof value === "number"
      ? [name.slice(0, -"_in_minutes".length), value / 60]
      : [name, value],
  );
  return Object.fromEntries(pairs);
}

function view(state: Auth0State): JsonObject {
  return { ...defaults, ...state.settings };
}
