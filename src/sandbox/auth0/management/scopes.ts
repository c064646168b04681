/** Verbs, and the resources that have exactly these as scopes of the Management API. */
const resourcesByVerbs: Readonly<Record<string, string>> = {
  "create read update delete":
    "actions authentication_methods client_credentials client_grants client_keys clients " +
    "connection_profiles connections custom_domains custom_signing_keys device_credentials " +
    "directory_provisionings email_provider encryption_keys event_streams experimentation flows " +
    "flows_vault_connections forms groups hooks log_streams network_acl_keys network_acls " +
    "organization_clients organization_connections organization_discovery_domains organizations " +
    "phone_providers phone_templates portals rate_limit_policies resource_servers roles rules " +
    "scim_config self_service_profiles shields token_exchange_profiles user_attribute_profiles users " +
    "users_app_metadata vdcs_templates",
  read:
    "client_summary entitlements events flows_vault group_members insights logs logs_users " +
    "organization_member_effective_roles organization_member_role_source_groups organizations_summary " +
    "security_metrics stats user_effective_permissions user_effective_roles user_idp_tokens " +
    "user_permission_source_roles user_role_source_groups",
  "create read delete":
    "group_roles organization_client_grants organization_group_roles organization_groups " +
    "organization_invitations organization_member_roles organization_members role_members scim_token " +
    "user_custom_blocks",
  "read update":
    "attack_protection connections_options event_deliveries guardian_factors limits mfa_policies " +
    "prompts self_service_profile_custom_texts tenant_settings triggers",
  "read delete":
    "anomaly_blocks current_user federated_connections_tokens flows_executions grants " +
    "guardian_enrollments",
  "read update delete": "branding refresh_tokens rules_configs sessions",
  "create read update": "connections_keys email_templates signing_keys",
  "create delete": "current_user_device_credentials passwords_checking_job sso_access_tickets",
  update: "client_token_vault_privileged_access current_user_identities current_user_metadata",
  create: "guardian_enrollment_tickets user_tickets",
  blacklist: "tokens",
};

/** Every scope of the Management API. */
export const managementScopes: readonly string[] = Object.entries(resourcesByVerbs).flatMap(
  ([verbs, resources]) =>
    resources.split(" ").flatMap((resource) => verbs.split(" ").map((verb) => `${verb}:${resource}`)),
);
