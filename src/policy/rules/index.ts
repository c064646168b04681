import type { PolicyDocument } from "../syntax/nodes.ts";
import { attributeCombination } from "./attribute-combination.ts";
import { attributeRecommended } from "./attribute-recommended.ts";
import { attributeRequired } from "./attribute-required.ts";
import { attributeUnique } from "./attribute-unique.ts";
import { auth0AudienceIsApi } from "./auth0-audience-is-api.ts";
import { auth0ClientClaim } from "./auth0-client-claim.ts";
import { auth0CustomDomain } from "./auth0-custom-domain.ts";
import { auth0IssuerForm } from "./auth0-issuer-form.ts";
import { auth0IssuerMatchesDiscovery } from "./auth0-issuer-matches-discovery.ts";
import { auth0IssuerSlash } from "./auth0-issuer-slash.ts";
import { auth0KnownAudience } from "./auth0-known-audience.ts";
import { auth0KnownClaim } from "./auth0-known-claim.ts";
import { auth0KnownScope } from "./auth0-known-scope.ts";
import { auth0PermissionsInToken } from "./auth0-permissions-in-token.ts";
import { auth0SigningAlgorithm } from "./auth0-signing-algorithm.ts";
import { authorizationIdentity } from "./authorization-identity.ts";
import { backendForwards } from "./backend-forwards.ts";
import { baseInSection } from "./base-in-section.ts";
import { basePresent } from "./base-present.ts";
import { baseUnique } from "./base-unique.ts";
import { certificatePasswordUse } from "./certificate-password-use.ts";
import { childOrder } from "./child-order.ts";
import { childRequired } from "./child-required.ts";
import { childUnique } from "./child-unique.ts";
import { clientCertificateChecks } from "./client-certificate-checks.ts";
import { clientCertificateIdentity } from "./client-certificate-identity.ts";
import { clientCertificateRejects } from "./client-certificate-rejects.ts";
import { corsCredentials } from "./cors-credentials.ts";
import { corsHeader } from "./cors-header.ts";
import { corsMethod } from "./cors-method.ts";
import { corsOrigin } from "./cors-origin.ts";
import { documentRoot } from "./document-root.ts";
import { type FixAllOptions, type FixAllResult, fixAllWith } from "./engine/fix-all.ts";
import { lintWith } from "./engine/lint.ts";
import { isFixGoodWith } from "./engine/offer.ts";
import type { Finding, LintOptions, Rule, Severity } from "./engine/rule.ts";
import { entraApplicationId } from "./entra-application-id.ts";
import { entraRestrictsCallers } from "./entra-restricts-callers.ts";
import { entraTenantId } from "./entra-tenant-id.ts";
import { escapedOnce } from "./escaped-once.ts";
import { expressionAllowed } from "./expression-allowed.ts";
import { expressionClosed } from "./expression-closed.ts";
import { expressionComment } from "./expression-comment.ts";
import { expressionNotEmpty } from "./expression-not-empty.ts";
import { expressionReturns } from "./expression-returns.ts";
import { expressionWholeValue } from "./expression-whole-value.ts";
import { fragmentFlat } from "./fragment-flat.ts";
import { headerNameForm } from "./header-name-form.ts";
import { headerSingleLine } from "./header-single-line.ts";
import { ipFilterAddress } from "./ip-filter-address.ts";
import { ipFilterNotEmpty } from "./ip-filter-not-empty.ts";
import { jwtClaimMatchAny } from "./jwt-claim-match-any.ts";
import { jwtClaimName } from "./jwt-claim-name.ts";
import { jwtClockSkewGiven } from "./jwt-clock-skew-given.ts";
import { jwtClockSkewSmall } from "./jwt-clock-skew-small.ts";
import { jwtCurrentElements } from "./jwt-current-elements.ts";
import { jwtInlineKeyBase64 } from "./jwt-inline-key-base64.ts";
import { jwtInlineKeyLength } from "./jwt-inline-key-length.ts";
import { jwtInlineKeySymmetric } from "./jwt-inline-key-symmetric.ts";
import { jwtKeyContent } from "./jwt-key-content.ts";
import { jwtKeySource } from "./jwt-key-source.ts";
import { jwtNoDuplicateValues } from "./jwt-no-duplicate-values.ts";
import { jwtOneTokenSource } from "./jwt-one-token-source.ts";
import { jwtOneValueEach } from "./jwt-one-value-each.ts";
import { jwtOpenidConfigUrl } from "./jwt-openid-config-url.ts";
import { jwtPermissionsArray } from "./jwt-permissions-array.ts";
import { jwtRejectsSomething } from "./jwt-rejects-something.ts";
import { jwtRequireSchemeHeader } from "./jwt-require-scheme-header.ts";
import { jwtRequiresAudience } from "./jwt-requires-audience.ts";
import { jwtRequiresExpiration } from "./jwt-requires-expiration.ts";
import { jwtRequiresIssuer } from "./jwt-requires-issuer.ts";
import { jwtRequiresSignature } from "./jwt-requires-signature.ts";
import { jwtRsaKeyPair } from "./jwt-rsa-key-pair.ts";
import { jwtScopeSeparator } from "./jwt-scope-separator.ts";
import { jwtSeparatorSplitsToken } from "./jwt-separator-splits-token.ts";
import { jwtTokenValueBare } from "./jwt-token-value-bare.ts";
import { knownAttribute } from "./known-attribute.ts";
import { knownContextMember } from "./known-context-member.ts";
import { knownElement } from "./known-element.ts";
import { knownPolicy } from "./known-policy.ts";
import { knownValue } from "./known-value.ts";
import { managedIdentityClientId } from "./managed-identity-client-id.ts";
import { managedIdentityResource } from "./managed-identity-resource.ts";
import { namedValueExists } from "./named-value-exists.ts";
import { noInvisibleCharacter } from "./no-invisible-character.ts";
import { noStrayText } from "./no-stray-text.ts";
import { noUnreachablePolicy } from "./no-unreachable-policy.ts";
import { policyOnce } from "./policy-once.ts";
import { policyScope } from "./policy-scope.ts";
import { policySection } from "./policy-section.ts";
import { referenceExists } from "./reference-exists.ts";
import { refusalStatus } from "./refusal-status.ts";
import { requestTarget } from "./request-target.ts";
import { secretInNamedValue } from "./secret-in-named-value.ts";
import { straightQuotes } from "./straight-quotes.ts";
import { textNotEmpty } from "./text-not-empty.ts";
import { thumbprintForm } from "./thumbprint-form.ts";
import { valueNotEmpty } from "./value-not-empty.ts";
import { valueRange } from "./value-range.ts";
import { valueType } from "./value-type.ts";
import { xmlWellFormed } from "./xml-well-formed.ts";

export type { FixAllOptions, FixAllResult } from "./engine/fix-all.ts";
export type { Finding, Fix, LintOptions, Related, Rule, Severity } from "./engine/rule.ts";
export { suppressionFor } from "./engine/suppress.ts";

/** All rules. A rule's id is the name of its file, of its page in docs/rules and of its setting. */
export const rules: readonly Rule[] = [
  attributeCombination,
  attributeRecommended,
  attributeRequired,
  attributeUnique,
  auth0AudienceIsApi,
  auth0ClientClaim,
  auth0CustomDomain,
  auth0IssuerForm,
  auth0IssuerMatchesDiscovery,
  auth0IssuerSlash,
  auth0KnownAudience,
  auth0KnownClaim,
  auth0KnownScope,
  auth0PermissionsInToken,
  auth0SigningAlgorithm,
  authorizationIdentity,
  backendForwards,
  baseInSection,
  basePresent,
  baseUnique,
  certificatePasswordUse,
  childOrder,
  childRequired,
  childUnique,
  clientCertificateChecks,
  clientCertificateIdentity,
  clientCertificateRejects,
  corsCredentials,
  corsHeader,
  corsMethod,
  corsOrigin,
  documentRoot,
  entraApplicationId,
  entraRestrictsCallers,
  entraTenantId,
  escapedOnce,
  expressionAllowed,
  expressionClosed,
  expressionComment,
  expressionNotEmpty,
  expressionReturns,
  expressionWholeValue,
  fragmentFlat,
  headerNameForm,
  headerSingleLine,
  ipFilterAddress,
  ipFilterNotEmpty,
  jwtClaimMatchAny,
  jwtClaimName,
  jwtClockSkewGiven,
  jwtClockSkewSmall,
  jwtCurrentElements,
  jwtInlineKeyBase64,
  jwtInlineKeyLength,
  jwtInlineKeySymmetric,
  jwtKeyContent,
  jwtKeySource,
  jwtNoDuplicateValues,
  jwtOneTokenSource,
  jwtOneValueEach,
  jwtOpenidConfigUrl,
  jwtPermissionsArray,
  jwtRejectsSomething,
  jwtRequireSchemeHeader,
  jwtRequiresAudience,
  jwtRequiresExpiration,
  jwtRequiresIssuer,
  jwtRequiresSignature,
  jwtRsaKeyPair,
  jwtScopeSeparator,
  jwtSeparatorSplitsToken,
  jwtTokenValueBare,
  knownAttribute,
  knownContextMember,
  knownElement,
  knownPolicy,
  knownValue,
  managedIdentityClientId,
  managedIdentityResource,
  namedValueExists,
  noInvisibleCharacter,
  noStrayText,
  noUnreachablePolicy,
  policyOnce,
  policyScope,
  policySection,
  referenceExists,
  refusalStatus,
  requestTarget,
  secretInNamedValue,
  straightQuotes,
  textNotEmpty,
  thumbprintForm,
  valueNotEmpty,
  valueRange,
  valueType,
  xmlWellFormed,
];

/** Ids of all rules, in alphabetical order. */
export const ruleIds: readonly string[] = rules.map((rule) => rule.id);

/** The severity of each rule that applies unless a setting says otherwise. */
export const defaultSeverities: Readonly<Record<string, Severity>> = Object.fromEntries(
  rules.map((rule) => [rule.id, rule.severity]),
);

/** What is wrong in `document`, in the order of its text. */
export function lint(document: PolicyDocument, options: LintOptions = {}): Finding[] {
  return lintWith(rules, document, options);
}

/** All fixes that need no second look, round by round until nothing changes, and what was left out. */
export function fixAll(document: PolicyDocument, options: FixAllOptions = {}): FixAllResult {
  return fixAllWith(rules, document, options);
}

/** Whether a quick fix for one of the `findings` of `document` makes no new error at its place. */
export function isFixGood(
  document: PolicyDocument,
  finding: Finding,
  findings: readonly Finding[],
  options: LintOptions = {},
): boolean {
  return isFixGoodWith(rules, document, finding, findings, options);
}
