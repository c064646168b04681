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
  "read:connections": "Connections cannot be listed.",
  "create:connections": "Connections cannot be created.",
  "update:connections": "Connections cannot be enabled for applications.",
  "delete:connections": "The creation of a connection cannot be undone.",
  "read:users": "Test users cannot be found.",
  "create:users": "Test users cannot be created.",
  "delete:users": "The creation of a test user cannot be undone.",
  "read:client_grants": "A link cannot be tested: grants cannot be listed.",
  "create:client_grants": "A link cannot be tested: the test application cannot be granted access.",
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
