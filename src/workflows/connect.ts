/** Check an account before it is kept. */
export { connectAuth0, grantedScopes } from "./connect-auth0.ts";
export { connectAzure, directoriesOf, titleOf } from "./connect-azure.ts";
export { type MissingScope, managementScopes, missingScopes } from "./management-scopes.ts";
export { normaliseTenantDomain } from "./tenant-domain.ts";
