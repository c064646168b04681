import type { SecureApiChoices } from "../../../src/workflows/secure-api.ts";
import { answer, choose, entra, jwt, type Scenario } from "../../unit/access/instance.ts";
import { secret } from "./build.ts";

/** A way to meet checks that are there. */
export type Way = Exclude<SecureApiChoices["policy"]["existing"], "leave">;

/** Checks that are there, and what may become of them. */
export interface CheckedScenario extends Scenario {
  /** In the order in which they are offered. */
  readonly ways: readonly Way[];
  /** Why any other way is not offered, as the plan says it. */
  readonly otherwise?: RegExp;
}

/** The audience of the tokens that the checks take which are there. */
export const theirAudience = "https://partner.example/";

/** Signs tokens of {@link sharedIssuer}; the checks hold it themselves. */
export const sharedKey = Buffer.from(secret, "base64");
/** Gives tokens that are signed with {@link sharedKey}. */
export const sharedIssuer = "https://shared.example/";

const base = "<base/>";
const partner = "https://partner.eu.auth0.com/";
const bearer = 'header-name="Authorization"';
const check = jwt("partner", bearer, theirAudience);
const include = '<include-fragment fragment-id="check"/>';
const channel = '@(context.Request.Headers.GetValueOrDefault("X-Channel","") == "web")';
const shared = (key: string) =>
  `<validate-jwt ${bearer}><issuer-signing-keys><key>${key}</key></issuer-signing-keys><audiences><audience>${theirAudience}</audience></audiences><issuers><issuer>${sharedIssuer}</issuer></issuers></validate-jwt>`;
const introspection = `<send-request mode="new" response-variable-name="told" timeout="10" ignore-error="false"><set-url>${partner}introspect</set-url><set-method>POST</set-method><set-header name="Authorization" exists-action="override"><value>@(context.Request.Headers.GetValueOrDefault("Authorization", ""))</value></set-header></send-request>${choose({ '@(!(bool)((IResponse)context.Variables["told"]).Body.As<JObject>()["active"])': answer(401) })}`;

const every: readonly Way[] = ["decide-by-issuer", "accept-both", "replace"];
const secretDecides = /cannot be read: a secret or an expression decides/;

/** Every kind of check that may be there, at every level and in every form, by what it is. */
export const checksThatAreThere: Readonly<Record<string, CheckedScenario>> = {
  "a check of the API": { api: base + check, ways: every },
  "a check of one operation": { operation: base + check, ways: every },
  "a check of a product": { key: true, product: base + check, ways: every },
  "a check of an open product": { productKey: false, product: base + check, ways: every },
  "a check for all APIs": { global: check, ways: every },
  "a check in a fragment": { api: base + include, fragments: { check }, ways: every },
  "a check in one branch": { api: base + choose({ [channel]: check }), ways: every },
  "a check in both branches": { api: base + choose({ [channel]: check }, check), ways: every },
  "by named values": {
    api: base + check.replaceAll(partner, "{{issuer}}").replace(theirAudience, "{{audience}}"),
    values: { issuer: partner, audience: theirAudience },
    ways: every,
  },
  "an address by a named value": {
    api: base + check.replace(`"${partner}.well-known/openid-configuration"`, '"{{document}}"'),
    values: { document: `${partner}.well-known/openid-configuration` },
    ways: every,
  },
  "an issuer by a secret": {
    api: base + check.replace(`<issuer>${partner}`, "<issuer>{{issuer}}"),
    values: { issuer: null },
    ways: [],
    otherwise: secretDecides,
  },
  "a whole check in a named value": {
    api: `${base}{{check}}`,
    values: { check },
    ways: [],
    otherwise: /stands in the named value “check”/,
  },
  "Entra's tokens": {
    api: base + entra(),
    ways: ["decide-by-issuer", "replace"],
    otherwise: /validate-azure-ad-token takes tokens of Microsoft Entra ID only/,
  },
  "a key in the policy": { api: base + shared(secret), ways: every },
  "a key by a named value": {
    api: base + shared("{{k}}"),
    values: { k: secret },
    ways: every,
  },
  "a key by a secret": { api: base + shared("{{k}}"), values: { k: null }, ways: every },
  "a client's certificate": { api: `${base}<validate-client-certificate/>`, ways: [] },
  "two checks at two levels": { global: check, api: base + check, ways: every },
  "two checks in one policy": { api: base + check + check, ways: every },
  "two checks of two tokens": {
    api: base + check + jwt("partner", 'header-name="X-Token"', theirAudience),
    ways: ["decide-by-issuer", "replace"],
    otherwise: /Tokens of the link would not get in at every operation for certain/,
  },
  "a check within policies that hold others": {
    api: `${base}<limit-concurrency key="a" max-count="9"><retry condition="@(false)" count="1" interval="1">${check}</retry></limit-concurrency>`,
    ways: every,
  },
  "an introspection": {
    api: base + introspection,
    ways: [],
    otherwise: /Tokens of the link would not get in at every operation for certain/,
  },
  "tokens without a signature": {
    api: base + jwt("partner", `${bearer} require-signed-tokens="false"`, theirAudience),
    ways: every,
  },
};
