/** Secure one API of API Management with Auth0: read both clouds, suggest, plan; then `carryOut` and `undoPlan`. */
export { fragmentIdProblem } from "../resources/kinds/policy-fragment.ts";
export type { CheckPlace, SecureApiChoices } from "./secure-api/choices.ts";
export { applicationProblem } from "./secure-api/client-authentication.ts";
export { type DescribedScopes, describedScopes } from "./secure-api/described-scopes.ts";
export type { ExistingWay } from "./secure-api/existing/tried-ways.ts";
export { existingWays } from "./secure-api/existing/ways.ts";
export { choicesForExisting, type ExistingLink, existingLinks } from "./secure-api/link-existing.ts";
export { scopesByMethod, suggestFragmentId } from "./secure-api/names.ts";
export { generatePassword } from "./secure-api/password.ts";
export { canOfferCors, originProblem } from "./secure-api/places/cors.ts";
export { productsOfApi } from "./secure-api/places/product.ts";
export { planSecureApi, type SecuringPlan } from "./secure-api/plan.ts";
export { unreadPolicies } from "./secure-api/policy.ts";
export { readChoices, readSecureApi } from "./secure-api/read.ts";
export { redirectUris } from "./secure-api/redirect-uris.ts";
export { secureMore } from "./secure-api/secure-more.ts";
export type { SecureApiSnapshot } from "./secure-api/snapshot.ts";
export {
  newApplication,
  newAuth0Api,
  newConnection,
  suggestSecureApi,
  testUser,
} from "./secure-api/suggest.ts";
