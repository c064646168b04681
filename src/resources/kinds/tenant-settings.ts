import type { Kind } from "../kind.ts";

/** What a tenant has set for all of its applications, by the service's own names; what it did not say is left out. */
export interface TenantSettings {
  readonly friendly_name?: unknown;
  readonly default_audience?: unknown;
  readonly default_directory?: unknown;
  readonly picture_url?: unknown;
  readonly support_email?: unknown;
  readonly support_url?: unknown;
  readonly allowed_logout_urls?: unknown;
  readonly session_lifetime?: unknown;
  readonly session_lifetime_in_minutes?: unknown;
  readonly idle_session_lifetime?: unknown;
  readonly idle_session_lifetime_in_minutes?: unknown;
  readonly ephemeral_session_lifetime?: unknown;
  readonly idle_ephemeral_session_lifetime?: unknown;
  readonly ephemeral_session_lifetime_in_minutes?: unknown;
  readonly idle_ephemeral_session_lifetime_in_minutes?: unknown;
  readonly default_redirection_uri?: unknown;
  readonly enabled_locales?: unknown;
  readonly sandbox_version?: unknown;
  readonly legacy_sandbox_version?: unknown;
  readonly flags?: unknown;
  readonly change_password?: unknown;
  readonly guardian_mfa_page?: unknown;
  readonly error_page?: unknown;
  readonly device_flow?: unknown;
  readonly default_token_quota?: unknown;
  readonly security_headers?: unknown;
  readonly session_cookie?: unknown;
  readonly sessions?: unknown;
  readonly oidc_logout?: unknown;
  readonly customize_mfa_in_postlogin_action?: unknown;
  readonly allow_organization_name_in_authentication_api?: unknown;
  readonly acr_values_supported?: unknown;
  readonly mtls?: unknown;
  readonly pushed_authorization_requests_supported?: unknown;
  readonly authorization_response_iss_parameter_supported?: unknown;
  readonly skip_non_verifiable_callback_uri_confirmation_prompt?: unknown;
  readonly resource_parameter_profile?: unknown;
  readonly client_id_metadata_document_supported?: unknown;
  readonly enable_ai_guide?: unknown;
  readonly phone_consolidated_experience?: unknown;
  readonly include_session_metadata_in_tenant_logs?: unknown;
  readonly dynamic_client_registration_security_mode?: unknown;
  readonly country_codes?: unknown;
}

/** There is one of a tenant, and it has no other name. */
export const settingsId = "settings";

/** The settings of a tenant. */
export const tenantSettings: Kind<TenantSettings> = {
  id: "auth0-tenant-settings",
  cloud: "auth0",
  noun: "tenant settings",
  plural: "Tenant Settings",
  icon: "settings-gear",
  document: "tenant-settings",
  tree: { under: "tenant" },
  fields: {
    friendly_name: { label: "Friendly name" },
    default_audience: { label: "Default audience" },
    default_directory: { label: "Default directory" },
    picture_url: { label: "Logo" },
    support_email: { label: "Support e-mail" },
    support_url: { label: "Support page" },
    allowed_logout_urls: { label: "Allowed logout URLs", set: {} },
    session_lifetime: { label: "Session lifetime (hours)" },
    session_lifetime_in_minutes: { label: "Session lifetime (minutes)" },
    idle_session_lifetime: { label: "Idle session lifetime (hours)" },
    idle_session_lifetime_in_minutes: { label: "Idle session lifetime (minutes)" },
    ephemeral_session_lifetime: { label: "Ephemeral session lifetime (hours)" },
    idle_ephemeral_session_lifetime: { label: "Idle ephemeral session lifetime (hours)" },
    ephemeral_session_lifetime_in_minutes: { label: "Ephemeral session lifetime (minutes)" },
    idle_ephemeral_session_lifetime_in_minutes: { label: "Idle ephemeral session lifetime (minutes)" },
    default_redirection_uri: { label: "Default redirection URI" },
    enabled_locales: { label: "Languages", set: {} },
    sandbox_version: { label: "Runtime of extensions" },
    legacy_sandbox_version: { label: "Older runtime of extensions" },
    flags: { label: "Flags" },
    change_password: { label: "Page for a new password" },
    guardian_mfa_page: { label: "Page for the second factor" },
    error_page: { label: "Page of errors" },
    device_flow: { label: "Device flow" },
    default_token_quota: { label: "Token quota" },
    security_headers: { label: "Security headers" },
    session_cookie: { label: "Session cookie" },
    sessions: { label: "Sessions" },
    oidc_logout: { label: "OIDC logout" },
    customize_mfa_in_postlogin_action: { label: "Second factor by actions" },
    allow_organization_name_in_authentication_api: { label: "Organizations by name" },
    acr_values_supported: { label: "ACR values", set: {} },
    mtls: { label: "Mutual TLS" },
    pushed_authorization_requests_supported: { label: "Pushed authorization requests" },
    authorization_response_iss_parameter_supported: { label: "Issuer in authorization responses" },
    skip_non_verifiable_callback_uri_confirmation_prompt: { label: "Skip the confirmation of callbacks" },
    resource_parameter_profile: { label: "Resource parameter" },
    client_id_metadata_document_supported: { label: "Client metadata documents" },
    enable_ai_guide: { label: "Guide by AI" },
    phone_consolidated_experience: { label: "Phone consolidated" },
    include_session_metadata_in_tenant_logs: { label: "Session metadata in logs" },
    dynamic_client_registration_security_mode: { label: "Security of registered clients" },
    country_codes: { label: "Country codes" },
  },
  identity: { by: "fields", fields: ["friendly_name"], unique: false },
  titleOf: ({ friendly_name: name }, { id }) =>
    typeof name === "string" && name !== "" ? name : id === settingsId ? "Tenant Settings" : (id ?? ""),
  lockedBecause: () =>
    "The settings of a tenant are about every application at once, so they are read only here. Change them in the Auth0 Dashboard > Settings.",
  rights: { read: "read:tenant_settings" },
};
