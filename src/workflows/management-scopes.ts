/** A scope that the connected application lacks. */
export interface MissingScope {
  readonly scope: string;
  /** What will not work, as a sentence. */
  readonly consequence: string;
}

/** Every Management API scope that something here needs, and what does not work without it. */
const needed: Readonly<Record<string, string>> = {
  "read:resource_servers": "Auth0 APIs cannot be listed.",
  "create:resource_servers": "Auth0 APIs cannot be created.",
  "update:resource_servers": "Scopes cannot be added to Auth0 APIs.",
  "delete:resource_servers": "The creation of an Auth0 API cannot be undone.",
  "read:clients": "Applications cannot be listed.",
  "create:clients": "Applications cannot be created.",
  "update:clients": "Redirect URIs cannot be added to applications.",
  "delete:clients": "The creation of an application cannot be undone.",
  "read:client_keys": "Client secrets can be neither copied nor given to authorization servers.",
  "update:client_keys": "Client secrets cannot be rotated.",
  "read:client_credentials": "Keys that applications sign in with cannot be listed.",
  "create:client_credentials": "Applications cannot be given keys to sign in with.",
  "update:client_credentials": "The expiry of an application's keys cannot be changed.",
  "delete:client_credentials": "Keys of applications cannot be taken away.",
  "read:connections": "Connections cannot be listed.",
  "create:connections": "Connections cannot be created.",
  "update:connections": "Connections cannot be enabled for applications.",
  "delete:connections": "The creation of a connection cannot be undone.",
  "read:connections_options": "The options of connections are not shown, and are left as they are.",
  "update:connections_options": "The options of connections cannot be changed.",
  "read:users": "Test users cannot be found.",
  "create:users": "Test users cannot be created.",
  "update:users": "Users cannot be changed, blocked or given another password.",
  "delete:users": "The creation of a test user cannot be undone.",
  "create:user_tickets": "Links to reset a password cannot be made.",
  "read:client_grants": "A link cannot be tested: grants cannot be listed.",
  "create:client_grants": "A link cannot be tested: the test application cannot be granted access.",
  "update:client_grants": "The scopes that an application was granted cannot be changed.",
  "delete:client_grants": "The grant of a test cannot be undone.",
  "read:tenant_settings": "The tenant's name and default audience are not known.",
  "read:custom_domains": "Links through a custom domain are not recognised.",
};

/** All scopes that should be granted, for a person to copy. */
export const managementScopes: readonly string[] = Object.keys(needed);

/** What is not among `granted`. */
export function missingScopes(granted: ReadonlySet<string>): readonly MissingScope[] {
  return Object.entries(needed)
    .filter(([scope]) => !granted.has(scope))
    .map(([scope, consequence]) => ({ scope, consequence }));
}
