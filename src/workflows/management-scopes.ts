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
  "update:resource_servers": "Auth0 APIs can be neither changed nor given scopes.",
  "delete:resource_servers": "Auth0 APIs cannot be deleted, nor their creation be undone.",
  "read:clients": "Applications cannot be listed.",
  "create:clients": "Applications cannot be created.",
  "update:clients": "Applications can be neither changed nor given redirect URIs.",
  "delete:clients": "Applications cannot be deleted, nor their creation be undone.",
  "read:client_keys": "Client secrets can be neither copied nor given to authorization servers.",
  "update:client_keys": "Client secrets cannot be rotated.",
  "read:client_credentials": "Keys that applications sign in with cannot be listed.",
  "create:client_credentials": "Applications cannot be given keys to sign in with.",
  "update:client_credentials": "The expiry of an application's keys cannot be changed.",
  "delete:client_credentials": "Keys of applications cannot be taken away.",
  "read:connections": "Connections cannot be listed.",
  "create:connections": "Connections cannot be created.",
  "update:connections": "Connections can be neither changed nor enabled for applications.",
  "delete:connections": "Connections cannot be deleted, nor their creation be undone.",
  "read:connections_options": "The options of connections are not shown, and are left as they are.",
  "update:connections_options": "The options of connections cannot be changed.",
  "read:users": "Test users cannot be found.",
  "create:users": "Test users and others cannot be created.",
  "update:users": "Users cannot be changed, blocked or given another password.",
  "delete:users": "Users cannot be deleted, nor the creation of a test user be undone.",
  "create:user_tickets": "Links to reset a password cannot be made.",
  "read:client_grants": "A link cannot be tested: grants cannot be listed.",
  "create:client_grants": "A link cannot be tested: no application can be granted access.",
  "update:client_grants": "The scopes that an application was granted cannot be changed.",
  "delete:client_grants": "Access cannot be taken from applications, nor the grant of a test be undone.",
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
