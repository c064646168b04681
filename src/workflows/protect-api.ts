/** Protect one API of API Management towards its callers and towards its backend: read, plan; then `carryOut` and `takeBack`. */
export {
  addressesOf,
  addressesProblem,
  appIdUriProblem,
  certificateProblem,
  entraIdProblem,
  identityOf,
  resourceProblem,
  usernameProblem,
  wordsOf,
} from "./protect-api/answers.ts";
export { type BackendChoice, backendsAt, needsBackend } from "./protect-api/backend.ts";
export { planConnectionAccess, withAccess } from "./protect-api/connection-access.ts";
export { planProtection } from "./protect-api/plan.ts";
export type { Protection, TokenCheck } from "./protect-api/protection.ts";
export { readProtectApi } from "./protect-api/snapshot.ts";
export { auth0Check, type EntraApi, type EntraPolicy, entraCheck } from "./protect-api/token-checks.ts";
