import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";

const { instance, apiId } = basicCalculator;

export const scopes = {
  global: { kind: "global", instance },
  api: { kind: "api", instance, apiId },
  product: { kind: "product", instance, productId: "partners" },
  add: { kind: "operation", instance, apiId, operationId: "add" },
  fragment: { kind: "fragment", instance, fragmentId: "token-check" },
} as const satisfies Readonly<Record<string, PolicyLevel>>;

/** `lines` in the inbound section, one a line, the first on line 3. */
export function inbound(...lines: readonly string[]): string {
  return ["<policies>", "  <inbound>", ...lines, "  </inbound>", "</policies>"].join("\n");
}

export const partner = "https://partner.example";

export const partnerCheck = `<validate-jwt header-name="Authorization"><openid-config url="${partner}/.well-known/openid-configuration" /><audiences><audience>calc</audience></audiences><issuers><issuer>${partner}/</issuer></issuers></validate-jwt>`;

/** For the tenant of the examples; `issuer` and `url` may be anything else. */
export function ownCheck({
  url = "https://contoso.eu.auth0.com/.well-known/openid-configuration",
  issuer = "https://contoso.eu.auth0.com/",
  audience = "basic-calculator",
  attributes = "",
} = {}): string {
  return `<validate-jwt header-name="Authorization"${attributes}><openid-config url="${url}" /><audiences><audience>${audience}</audience></audiences><issuers><issuer>${issuer}</issuer></issuers></validate-jwt>`;
}

export const sharedKeyCheck = `<validate-jwt header-name="Authorization"><issuer-signing-keys><key>{{hs256-key}}</key></issuer-signing-keys><audiences><audience>basic-calculator</audience></audiences><issuers><issuer>https://contoso.eu.auth0.com/</issuer></issuers></validate-jwt>`;

export const entraCheck = `<validate-azure-ad-token tenant-id="contoso"><client-application-ids><application-id>app</application-id></client-application-ids></validate-azure-ad-token>`;

/** Either issuer, by what the call says of itself. */
export const chooseIssuer = `<choose><when condition="@(context.Request.Headers.ContainsKey("X-Partner"))">${partnerCheck}</when><otherwise>${ownCheck()}</otherwise></choose>`;

export const exemptWebhook = `<choose><when condition="@(context.Request.Url.Path.EndsWith("/hook"))" /><otherwise>${partnerCheck}</otherwise></choose>`;
