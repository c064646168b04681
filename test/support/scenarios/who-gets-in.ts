import type { Verdict } from "../../../src/access/index.ts";
import { answer, choose, entra, jwt, type Scenario } from "../../unit/access/instance.ts";

/**
 * What five callers get, as status codes: nobody in particular, who has neither key nor token; who has a key and no token; and, each
 * with a key, who has a good token of the tenant acme for https://api.example/ with the scope `read`, the same of the tenant
 * partner, and one of acme that has expired. 200 is what the backend answers.
 */
export type Answers = readonly [nobody: number, key: number, good: number, foreign: number, expired: number];

/** One API of one operation, and what is known of it. */
export interface AccessScenario extends Scenario {
  readonly what: string;
  /** Of a call without a product's key. */
  readonly verdict: Verdict;
  readonly answers: Answers;
  /** What the same callers get with a key of the product in place of one of the API; nobody in particular is left out. */
  readonly byProduct?: readonly [key: number, good: number, foreign: number, expired: number];
  /** The good token lacks a scope that is asked for; others of the tenant may have it. */
  readonly lacksScope?: boolean;
  /** Why nothing certain can be told of some callers. */
  readonly unknown?: string;
  /** Why it is judged and not called. */
  readonly notCalled?: string;
  /** The revision that is looked at and called, where it is not the current one. */
  readonly revision?: string;
}

const open: Answers = [200, 200, 200, 200, 200];
const shut: Answers = [401, 401, 401, 401, 401];
const ours: Answers = [401, 401, 200, 401, 401];
const forbidden: Answers = [403, 403, 403, 403, 403];

const partner = "https://partner.eu.auth0.com/";
const acme = "https://acme.eu.auth0.com/";
const isPartner = `@(context.Request.Headers.GetValueOrDefault("Authorization","").Split(' ').Last().AsJwt()?.Issuer == "${partner}")`;
const channel = '@(context.Request.Headers.GetValueOrDefault("X-Channel","") == "web")';
/** Takes the tokens of both tenants. */
const either = jwt()
  .replace("<audiences>", `<openid-config url="${partner}.well-known/openid-configuration"/><audiences>`)
  .replace("</issuers>", `<issuer>${partner}</issuer></issuers>`);
const claims = (scope: string, more = "") =>
  jwt("acme", `header-name="Authorization"${more}`).replace(
    "</validate-jwt>",
    `<required-claims><claim name="scope" match="any" separator=" "><value>${scope}</value></claim></required-claims></validate-jwt>`,
  );
const cors = "<cors><allowed-origins><origin>https://app.example</origin></allowed-origins></cors>";

const levels: readonly AccessScenario[] = [
  { what: "nothing at all", verdict: "open", answers: open },
  { what: "a key alone", key: true, verdict: "key", answers: [401, 200, 200, 200, 200] },
  { what: "a check of the API", api: `<base/>${jwt()}`, verdict: "restricted", answers: ours },
  { what: "a key and a check", key: true, api: `<base/>${jwt()}`, verdict: "restricted", answers: ours },
  { what: "a check for all APIs", global: jwt(), verdict: "restricted", answers: ours },
  {
    what: "a check for all APIs that the API passes on",
    global: jwt(),
    api: "<base/>",
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a check for all APIs that the API leaves out",
    global: jwt(),
    api: cors,
    verdict: "open",
    answers: open,
  },
  {
    what: "one operation with a policy without <base />",
    api: jwt(),
    operation: '<set-header name="A"><value>b</value></set-header>',
    verdict: "open",
    answers: open,
  },
  { what: "one operation with an empty section", api: jwt(), operation: "", verdict: "open", answers: open },
  { what: "a check of the operation", operation: `<base/>${jwt()}`, verdict: "restricted", answers: ours },
  {
    what: "another issuer for all APIs, and ours at the API",
    global: jwt("partner"),
    api: `<base/>${jwt()}`,
    verdict: "closed",
    answers: shut,
  },
  {
    what: "another issuer for all APIs, which the API leaves out",
    global: jwt("partner"),
    api: jwt(),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "<base /> in one branch",
    global: jwt(),
    api: choose({ [channel]: "<base/>" }),
    verdict: "open",
    answers: open,
  },
  { what: "a check in a comment", api: `<base/><!-- ${jwt()} -->`, verdict: "open", answers: open },
  {
    what: "an operation's policy that is half typed",
    api: jwt(),
    operation: "<base/><choose>",
    verdict: "unknown",
    answers: [500, 500, 500, 500, 500],
    unknown: "what cannot be read may let in or keep out anybody",
  },
];

const workspaces: readonly AccessScenario[] = [
  { what: "a check of the workspace", workspace: `<base/>${jwt()}`, verdict: "restricted", answers: ours },
  {
    what: "a workspace without <base /> under a check for all APIs",
    global: jwt(),
    workspace: "",
    verdict: "open",
    answers: open,
  },
  {
    what: "a fragment of the workspace's own",
    workspace: "<base/>",
    api: '<base/><include-fragment fragment-id="check"/>',
    fragments: { check: jwt() },
    fragmentsOfInstance: { check: '<set-header name="A"><value>b</value></set-header>' },
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a fragment that the instance's policy takes from the instance",
    global: '<include-fragment fragment-id="check"/>',
    workspace: "<base/>",
    fragments: { check: '<set-header name="A"><value>b</value></set-header>' },
    fragmentsOfInstance: { check: jwt() },
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a key of the workspace",
    workspace: "<base/>",
    key: true,
    verdict: "key",
    answers: [401, 200, 200, 200, 200],
  },
  {
    what: "a revision without the check that the current one has",
    api: "<base/>",
    revision: "2",
    verdict: "open",
    answers: open,
  },
  {
    what: "a revision with a check",
    api: `<base/>${jwt()}`,
    revision: "2",
    verdict: "restricted",
    answers: ours,
  },
];

const products: readonly AccessScenario[] = [
  {
    what: "a check of the product",
    key: true,
    product: `<base/>${jwt()}`,
    verdict: "key",
    answers: [401, 200, 200, 200, 200],
    byProduct: [401, 200, 401, 401],
  },
  {
    what: "an open product",
    key: true,
    productKey: false,
    verdict: "key",
    answers: [200, 200, 200, 200, 200],
    byProduct: [200, 200, 200, 200],
  },
  {
    what: "an open product with a check",
    key: true,
    productKey: false,
    product: `<base/>${jwt()}`,
    verdict: "key",
    answers: [401, 200, 200, 200, 200],
    byProduct: [401, 200, 401, 401],
  },
  {
    what: "a product that shuts its API out",
    product: answer(403),
    key: true,
    verdict: "key",
    answers: [401, 200, 200, 200, 200],
    byProduct: [403, 403, 403, 403],
  },
  {
    what: "an API that needs no key, in a product that does",
    productKey: true,
    verdict: "open",
    answers: open,
    byProduct: [200, 200, 200, 200],
  },
  {
    what: "a product's check that the API leaves out",
    product: jwt(),
    api: cors,
    key: true,
    verdict: "key",
    answers: [401, 200, 200, 200, 200],
    byProduct: [200, 200, 200, 200],
  },
  {
    what: "a condition on the product",
    product: "<base/>",
    key: true,
    api: choose({ "@(context.Product != null)": "" }, jwt()),
    verdict: "restricted",
    answers: ours,
    byProduct: [200, 200, 200, 200],
  },
];

const conditions: readonly AccessScenario[] = [
  {
    what: "a partner's issuer in one branch, ours in the other",
    api: choose({ [isPartner]: jwt("partner") }, jwt()),
    verdict: "restricted",
    answers: [401, 401, 200, 200, 401],
  },
  {
    what: "a branch for each issuer, and a refusal of others",
    api: choose({ [isPartner]: jwt("partner"), [isPartner.replace(partner, acme)]: jwt() }, answer(401)),
    verdict: "restricted",
    answers: [401, 401, 200, 200, 401],
  },
  {
    what: "one check for both issuers",
    api: either,
    verdict: "restricted",
    answers: [401, 401, 200, 200, 401],
  },
  {
    what: "a webhook exempted by its operation",
    api: choose({ '@(context.Operation.Id == "list-orders")': "" }, jwt()),
    verdict: "open",
    answers: open,
  },
  {
    what: "another operation exempted",
    api: choose({ '@(context.Operation.Id == "hook")': "" }, jwt()),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a caller exempted by a header",
    api: choose({ [channel]: "" }, jwt()),
    verdict: "open",
    answers: ours,
  },
  {
    what: "a check in one branch that the caller chooses",
    api: choose({ [channel]: jwt() }),
    verdict: "open",
    answers: open,
  },
  {
    what: "a check in both branches",
    api: choose({ [channel]: jwt("partner") }, jwt()),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "the same condition and its opposite",
    api: choose({ [channel]: jwt("partner") }) + choose({ [channel.replace("==", "!=")]: jwt() }),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "preflights exempted by their method",
    api: choose({ '@(context.Request.Method == "OPTIONS")': "" }, jwt()),
    verdict: "restricted",
    answers: ours,
  },
  { what: "a branch that is never taken", api: choose({ false: jwt() }), verdict: "open", answers: open },
  {
    what: "a variable that decides",
    api: `<set-variable name="read" value="@(context.Request.Method == "GET")"/>${choose({ '@((bool)context.Variables["read"])': "" }, jwt())}`,
    verdict: "open",
    answers: open,
  },
  {
    what: "a claim of a token that was checked",
    api:
      jwt("acme", 'header-name="Authorization" output-token-variable-name="t"') +
      choose({
        '@(((Jwt)context.Variables["t"]).Claims.GetValueOrDefault("scope","") != "read")': answer(403),
      }),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a condition that is not understood",
    api: choose({ "@{ var a = 1; return a == 1; }": jwt() }),
    verdict: "unknown",
    answers: [500, 500, 500, 500, 500],
    unknown: "code of several statements is not followed",
  },
  {
    what: "a secret that decides",
    api: choose({ "{{rule}}": jwt() }),
    values: { rule: null },
    verdict: "unknown",
    answers: [500, 500, 500, 500, 500],
    unknown: "what a secret named value says is nobody's to read",
  },
];

const namedThings: readonly AccessScenario[] = [
  {
    what: "a check in a fragment",
    api: '<base/><include-fragment fragment-id="check"/>',
    fragments: { check: jwt() },
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a fragment named by a named value",
    api: '<include-fragment fragment-id="{{which}}"/>',
    values: { which: "check" },
    fragments: { check: jwt() },
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a fragment that is missing",
    api: '<base/><include-fragment fragment-id="check"/>',
    verdict: "unknown",
    answers: [500, 500, 500, 500, 500],
    unknown: "what the fragment would do is not known",
  },
  {
    what: "our tenant by named values",
    api: '<validate-jwt header-name="Authorization"><openid-config url="{{issuer}}.well-known/openid-configuration"/><audiences><audience>{{audience}}</audience></audiences><issuers><issuer>{{issuer}}</issuer></issuers></validate-jwt>',
    values: { issuer: acme, audience: "https://api.example/" },
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "another tenant by named values in a fragment",
    api: '<base/><include-fragment fragment-id="check"/>',
    fragments: { check: jwt().replaceAll(acme, "{{issuer}}") },
    values: { issuer: partner },
    verdict: "restricted",
    answers: [401, 401, 401, 200, 401],
  },
  {
    what: "a named value that switches a check on",
    api: choose({ "{{on}}": jwt() }),
    values: { on: "true" },
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a named value that switches a check off",
    api: choose({ '@("{{stage}}" == "prod")': jwt() }),
    values: { stage: "test" },
    verdict: "open",
    answers: open,
  },
  {
    what: "a whole check in a named value",
    api: "<base/>{{check}}",
    values: { check: jwt() },
    verdict: "restricted",
    answers: ours,
  },
];

const tokens: readonly AccessScenario[] = [
  { what: "Entra", api: entra(), verdict: "restricted", answers: shut },
  { what: "Entra beside a check of ours", api: entra() + jwt(), verdict: "closed", answers: shut },
  {
    what: "Entra for its own tokens, ours for others",
    api: choose(
      {
        [isPartner.replace(partner, "https://sts.windows.net/11111111-2222-3333-4444-555555555555/")]:
          entra(),
      },
      jwt(),
    ),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a key of one's own, HS256",
    api: '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>{{k}}</key></issuer-signing-keys></validate-jwt>',
    values: { k: null },
    verdict: "restricted",
    answers: shut,
    unknown: "which key a secret named value holds is not known",
  },
  {
    what: "our tenant by its issuer and a key of one's own",
    api: `<validate-jwt header-name="Authorization"><issuer-signing-keys><key>c2VjcmV0LW9mLXNldmVuLWNoYXJhY3RlcnMtYW5kLW1vcmU=</key></issuer-signing-keys><issuers><issuer>${acme}</issuer></issuers></validate-jwt>`,
    verdict: "restricted",
    answers: shut,
  },
  {
    what: "an issuer that only the discovery document names",
    api: jwt().replace(/<issuers>.*<\/issuers>/, ""),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "any audience",
    api: jwt().replace(/<audiences>.*<\/audiences>/, ""),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "another audience",
    api: jwt("acme", 'header-name="Authorization"', "https://other.example/"),
    verdict: "restricted",
    answers: shut,
  },
  { what: "a scope that the token has", api: claims("read"), verdict: "restricted", answers: ours },
  {
    what: "a scope that it lacks, refused with 403",
    api: jwt() + claims("write", ' failed-validation-httpcode="403"'),
    lacksScope: true,
    verdict: "restricted",
    answers: [401, 401, 403, 401, 401],
  },
  {
    what: "the same check twice",
    global: jwt(),
    api: `<base/>${jwt()}`,
    verdict: "restricted",
    answers: ours,
  },
  { what: "two issuers of the same token", api: jwt() + jwt("partner"), verdict: "closed", answers: shut },
  {
    what: "tokens without a signature",
    api: jwt("acme", 'header-name="Authorization" require-signed-tokens="false"'),
    verdict: "open",
    answers: ours,
  },
  {
    what: "a token in another header",
    api: jwt("acme", 'header-name="X-Token"'),
    verdict: "restricted",
    answers: shut,
  },
  {
    what: "a token taken away before the check",
    api: `<set-header name="Authorization" exists-action="delete"/>${jwt()}`,
    verdict: "closed",
    answers: shut,
  },
  {
    what: "no key to check a signature by",
    api: '<validate-jwt header-name="Authorization"><audiences><audience>https://api.example/</audience></audiences></validate-jwt>',
    verdict: "closed",
    answers: shut,
  },
];

const answersOfPolicies: readonly AccessScenario[] = [
  { what: "an answer of success before the check", api: answer(200) + jwt(), verdict: "open", answers: open },
  {
    what: "an answer of success behind the check",
    api: jwt() + answer(200),
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a mocked answer before the check",
    api: `<mock-response status-code="200"/>${jwt()}`,
    verdict: "open",
    answers: open,
  },
  { what: "a refusal of everybody", api: answer(403) + jwt(), verdict: "closed", answers: forbidden },
  {
    what: "a health check in a branch",
    api: choose({ '@(context.Request.Headers.ContainsKey("X-Probe"))': answer(200) }) + jwt(),
    verdict: "open",
    answers: ours,
  },
  {
    what: "a redirect for everybody",
    api: answer(302),
    verdict: "unknown",
    answers: [302, 302, 302, 302, 302],
    unknown: "what comes of a redirect is not known",
  },
  {
    what: "an error answered with success",
    api: jwt(),
    onError: answer(200),
    verdict: "unknown",
    answers: open,
    unknown: "what on-error gives to those who failed a check is not known",
  },
  {
    what: "an error answered as one",
    api: jwt(),
    onError: answer(404),
    verdict: "restricted",
    answers: [404, 404, 200, 404, 404],
  },
  {
    what: "a backend that is never called",
    api: "<base/>",
    backend: answer(503),
    verdict: "closed",
    answers: [503, 503, 503, 503, 503],
  },
  { what: "cors before the check", api: cors + jwt(), verdict: "restricted", answers: ours },
  { what: "cors behind the check", api: jwt() + cors, verdict: "restricted", answers: ours },
];

const others: readonly AccessScenario[] = [
  {
    what: "an address of somebody else",
    api: '<ip-filter action="allow"><address>192.0.2.1</address></ip-filter>',
    verdict: "restricted",
    answers: forbidden,
  },
  {
    what: "an address forbidden",
    api: '<ip-filter action="forbid"><address>192.0.2.1</address></ip-filter>',
    verdict: "open",
    answers: open,
  },
  {
    what: "a header with a value that is kept",
    api: '<check-header name="X-Gate" failed-check-httpcode="403" failed-check-error-message="No." ignore-case="false"><value>{{gate}}</value></check-header>',
    values: { gate: null },
    verdict: "restricted",
    answers: forbidden,
  },
  { what: "a certificate", api: "<validate-client-certificate/>", verdict: "restricted", answers: forbidden },
  {
    what: "a certificate whose errors are ignored",
    api: '<validate-client-certificate ignore-error="true"/>',
    verdict: "open",
    answers: open,
  },
  {
    what: "a certificate by hand",
    api: choose({
      "@(context.Request.Certificate == null || !context.Request.Certificate.Verify())": answer(403),
    }),
    verdict: "restricted",
    answers: forbidden,
  },
  {
    what: "limits",
    api: '<rate-limit-by-key calls="1000" renewal-period="60" counter-key="a"/><quota-by-key calls="1000" renewal-period="60" counter-key="b"/>',
    verdict: "open",
    answers: open,
  },
  {
    what: "a check within policies that hold others",
    api: `<limit-concurrency key="a" max-count="9"><retry condition="@(false)" count="1" interval="1">${jwt()}</retry></limit-concurrency>`,
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "checks side by side, all of which count",
    api: `<wait for="all">${choose({ true: jwt() })}${choose({ true: jwt("acme", 'header-name="Authorization"') })}</wait>`,
    verdict: "restricted",
    answers: ours,
  },
  {
    what: "a check that another part may overtake",
    api: `<wait for="any">${choose({ true: '<set-header name="A"><value>b</value></set-header>' })}${choose({ true: jwt() })}</wait>`,
    verdict: "unknown",
    answers: open,
    unknown: "which part is done first is not known",
  },
  {
    what: "a cache before the check",
    api: `<cache-lookup vary-by-developer="false" vary-by-developer-groups="false"/>${jwt()}`,
    outbound: '<cache-store duration="60"/>',
    verdict: "open",
    answers: ours,
    unknown: "whether the cache holds an answer is not known",
  },
  {
    what: "an MCP server with a check",
    api: jwt(),
    listed: "unlisted",
    verdict: "restricted",
    answers: ours,
    notCalled: "the sandbox has no MCP servers, whose tools are no operations",
  },
  {
    what: "a policy that the Consumption tier does not run",
    api: `<rate-limit-by-key calls="1000" renewal-period="60" counter-key="a"/>${jwt()}`,
    verdict: "restricted",
    answers: ours,
    notCalled: "the sandbox's instance is of another tier",
  },
];

/** All of them, by what they are about. */
export const accessScenarios: Readonly<Record<string, readonly AccessScenario[]>> = {
  levels,
  "workspaces and revisions": workspaces,
  products,
  conditions,
  "fragments and named values": namedThings,
  tokens,
  "answers of policies": answersOfPolicies,
  "other policies": others,
};
