/** Check an account before it is kept. */
export { type Auth0Credentials, type ConnectedAuth0, connectAuth0 } from "./connect-auth0.ts";
export { type ConnectedAzure, connectAzure } from "./connect-azure.ts";
export { type MissingScope, managementScopes } from "./management-scopes.ts";
export { normaliseTenantDomain } from "./tenant-domain.ts";
