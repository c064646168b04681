import { auth0DiscoveryUrl, auth0Issuer } from "../../facts/auth0.ts";
import type { LiveFacts, LiveTenant } from "../../facts/live-facts.ts";
import { encodeEntities } from "../../syntax/entities.ts";
import { staysText } from "./live-values.ts";
import type { SnippetBuilder } from "./snippet.ts";

const placeholderDomain = "TENANT.REGION.auth0.com";
const placeholderAudience = "API-IDENTIFIER";

/**
 * Adds `validate-jwt …` for Auth0 without its first `<`: bearer token, discovery, audience and issuer, filled in from the
 * connected tenants as far as they are known.
 */
export function addValidateJwt(snippet: SnippetBuilder, live: LiveFacts | undefined): void {
  const tenants = live?.tenants.known ? live.tenants.value : [];
  const audiences = tenants.flatMap(identifiers).filter(staysText);
  const domains = tenants.length > 0 ? tenants.map((tenant) => tenant.domain) : [placeholderDomain];
  const escaped = (values: readonly string[]) => values.map((value) => encodeEntities(value));
  snippet
    .literal('validate-jwt header-name="Authorization" require-scheme="Bearer" clock-skew="')
    .stop("60")
    // Two lines: a longer one would scroll the rest of the policy out of sight while it is filled in.
    .literal('"\n\tfailed-validation-httpcode="401" failed-validation-error-message="')
    .stop("Unauthorized")
    .literal('">\n\t<openid-config url="')
    .choice(escaped(domains.map(auth0DiscoveryUrl)))
    .literal('" />\n\t<audiences>\n\t\t<audience>')
    .choice(escaped(audiences.length > 0 ? audiences : [placeholderAudience]))
    .literal("</audience>\n\t</audiences>\n\t<issuers>\n\t\t<issuer>")
    .choice(escaped(domains.map(auth0Issuer)))
    .literal("</issuer>\n\t</issuers>\n</validate-jwt>");
}

function identifiers(tenant: LiveTenant): string[] {
  return tenant.apis.known ? tenant.apis.value.map((api) => api.identifier) : [];
}
