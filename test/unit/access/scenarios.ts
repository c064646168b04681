import type { Verdict } from "../../../src/access/index.ts";
import { answer, choose, entra, jwt, type Scenario } from "./instance.ts";

/** A scenario, and who gets in without a product's key and, where there is a product, by its key. */
export interface ScenarioRow extends Scenario {
  readonly what: string;
  readonly verdict: Verdict;
  readonly byProduct?: Verdict;
  /** The kinds of the checks on all ways, each once, in alphabetical order; keys left out. */
  readonly checks?: string;
  /** What the notes say. */
  readonly notes?: RegExp;
}

/** A condition that whoever calls can choose. */
const header = '@(context.Request.Headers.GetValueOrDefault("X-Channel","") == "web")';
const key = "{{partner-rule}}";

const levels: readonly ScenarioRow[] = [
  { what: "nothing at all", verdict: "open" },
  { what: "a check of the API", api: `<base/>${jwt()}`, verdict: "restricted", checks: "jwt" },
  {
    what: "a check for all APIs that a level without a policy passes on",
    global: jwt(),
    verdict: "restricted",
  },
  {
    what: "a check for all APIs that the API passes on",
    global: jwt(),
    api: "<base/>",
    verdict: "restricted",
  },
  { what: "a check for all APIs, switched off by the API", global: jwt(), api: "<cors/>", verdict: "open" },
  { what: "a check for all APIs, switched off by an empty section", global: jwt(), api: "", verdict: "open" },
  {
    what: "a check of the API, switched off by the operation",
    api: jwt(),
    operation: "<set-header/>",
    verdict: "open",
  },
  { what: "a check of the workspace", workspace: `<base/>${jwt()}`, verdict: "restricted" },
  { what: "a workspace without <base />", global: jwt(), workspace: "", verdict: "open" },
  {
    what: "a check of the operation alone",
    api: "<base/>",
    operation: `<base/>${jwt()}`,
    verdict: "restricted",
  },
  {
    what: "an operation's policy that is half typed",
    api: jwt(),
    operation: "<base/><choose>",
    verdict: "unknown",
    notes: /operation\.xml cannot be read/,
  },
  {
    what: "a broken level that is switched off further in",
    global: "<when",
    api: jwt(),
    verdict: "restricted",
  },
  {
    what: "a check behind a broken level, which may have answered",
    global: "<when",
    api: `<base/>${jwt()}`,
    verdict: "unknown",
  },
  {
    what: "a policy that nobody knows",
    api: "<base/><check-moon-phase/>",
    verdict: "unknown",
    notes: /check-moon-phase/,
  },
  { what: "a check in a comment", api: `<base/><!-- ${jwt()} -->`, verdict: "open" },
  {
    what: "<base /> in one branch",
    global: jwt(),
    api: choose({ [header]: "<base/>" }),
    verdict: "open",
    checks: "jwt",
  },
];

const products: readonly ScenarioRow[] = [
  { what: "a key of the API", key: true, verdict: "key" },
  { what: "a key of the API or the product", key: true, productKey: true, verdict: "key", byProduct: "key" },
  {
    what: "a check of the product, met by its key only",
    key: true,
    product: `<base/>${jwt()}`,
    verdict: "key",
    byProduct: "restricted",
  },
  {
    what: "an API that needs no key, in a product that does",
    productKey: true,
    verdict: "open",
    byProduct: "key",
  },
  { what: "an open product", key: true, productKey: false, verdict: "key", byProduct: "open" },
  {
    what: "an open product with a check",
    key: true,
    productKey: false,
    product: `<base/>${jwt()}`,
    verdict: "key",
    byProduct: "restricted",
  },
  {
    what: "an open product and an API that needs no key",
    productKey: false,
    product: `<base/>${jwt()}`,
    verdict: "key",
    byProduct: "restricted",
  },
  { what: "a product that shuts its API out", product: answer(403), verdict: "open", byProduct: "closed" },
  { what: "a key and a token", key: true, api: jwt(), verdict: "restricted", checks: "jwt" },
  {
    what: "a key that may be asked for or not",
    key: "unknown",
    verdict: "unknown",
    notes: /subscription key/,
  },
  {
    what: "a token, and a key that may be asked for or not",
    key: "unknown",
    api: jwt(),
    verdict: "restricted",
  },
  {
    what: "a condition on the product",
    product: "<base/>",
    api: choose({ "@(context.Product != null)": "" }, jwt()),
    verdict: "restricted",
    byProduct: "key",
  },
  {
    what: "a condition on the product's name",
    product: "<base/>",
    api: choose({ '@(context.Product?.Name == "Starter")': jwt() }),
    verdict: "open",
    byProduct: "restricted",
  },
];

const fragments: readonly ScenarioRow[] = [
  {
    what: "a check in a fragment",
    api: '<base/><include-fragment fragment-id="check"/>',
    fragments: { check: jwt() },
    verdict: "restricted",
  },
  {
    what: "a fragment that is missing",
    api: '<base/><include-fragment fragment-id="check"/>',
    verdict: "unknown",
    notes: /no fragment “check”/,
  },
  {
    what: "a fragment that includes another",
    api: '<include-fragment fragment-id="a"/>',
    fragments: { a: '<include-fragment fragment-id="b"/>', b: jwt() },
    verdict: "unknown",
  },
  {
    what: "a fragment behind a check",
    api: `${jwt()}<include-fragment fragment-id="gone"/>`,
    verdict: "restricted",
  },
  {
    what: "a fragment named by a named value",
    api: '<include-fragment fragment-id="{{which}}"/>',
    values: { which: "check" },
    fragments: { check: jwt() },
    verdict: "restricted",
  },
  {
    what: "a fragment named by a secret",
    api: '<include-fragment fragment-id="{{which}}"/>',
    values: { which: null },
    verdict: "unknown",
  },
];

const conditions: readonly ScenarioRow[] = [
  { what: "a check in one branch", api: choose({ [header]: jwt() }), verdict: "open", checks: "jwt" },
  {
    what: "a check in both branches",
    api: choose({ [header]: jwt() }, jwt("partner")),
    verdict: "restricted",
    checks: "jwt",
  },
  { what: "a webhook exempted", api: choose({ [header]: "" }, jwt()), verdict: "open" },
  { what: "a branch that is never taken", api: choose({ false: jwt() }), verdict: "open", checks: "" },
  { what: "a branch that is always taken", api: choose({ true: jwt() }), verdict: "restricted" },
  {
    what: "a named value that decides",
    api: choose({ "{{on}}": jwt() }),
    values: { on: "true" },
    verdict: "restricted",
  },
  {
    what: "a named value that decides in an expression",
    api: choose({ '@("{{env}}" == "prod")': jwt() }),
    values: { env: "prod" },
    verdict: "restricted",
  },
  {
    what: "a secret that decides",
    api: choose({ [key]: jwt() }),
    values: { "partner-rule": null },
    verdict: "unknown",
    notes: /partner-rule/,
  },
  {
    what: "a condition that is not understood",
    api: choose({ "@{ var a = 1; return a == 1; }": jwt() }),
    verdict: "unknown",
  },
  {
    what: "such a condition, with a check on either side",
    api: choose({ "@{ var a = 1; return a == 1; }": jwt() }, jwt("partner")),
    verdict: "restricted",
  },
  {
    what: "such a condition that only chooses a backend",
    api: choose({ "@{ var a = 1; return a == 1; }": '<set-backend-service base-url="a"/>' }),
    verdict: "open",
  },
  {
    what: "the method, of another operation",
    api: choose({ '@(context.Request.Method == "OPTIONS")': "" }, jwt()),
    verdict: "restricted",
  },
  {
    what: "the method, of this operation",
    method: "OPTIONS",
    api: choose({ '@(context.Request.Method == "OPTIONS")': "" }, jwt()),
    verdict: "open",
  },
  {
    what: "the method, changed before",
    api: `<set-method>@(context.Request.Headers.GetValueOrDefault("X","GET"))</set-method>${choose({ '@(context.Request.Method == "OPTIONS")': "" }, jwt())}`,
    verdict: "open",
  },
  {
    what: "the operation",
    api: choose({ '@(context.Operation.Id == "list-orders")': "" }, jwt()),
    verdict: "open",
  },
  {
    what: "the operation, one of several",
    api: choose({ '@(new[] { "list-orders", "x" }.Contains(context.Operation.Id))': jwt() }),
    verdict: "restricted",
  },
  {
    what: "the API, without capital letters",
    api: choose({ '@(context.Api.Name.Equals("ORDERS", StringComparison.OrdinalIgnoreCase))': jwt() }),
    verdict: "restricted",
  },
  {
    what: "a variable set from the method",
    api: `<set-variable name="read" value="@(context.Request.Method == "GET")"/>${choose({ '@((bool)context.Variables["read"])': "" }, jwt())}`,
    verdict: "open",
  },
  {
    what: "a variable set from a header, asked twice",
    api: `<set-variable name="web" value="${header}"/>${choose({ '@(context.Variables.GetValueOrDefault<bool>("web"))': jwt() })}${choose({ '@(!context.Variables.GetValueOrDefault<bool>("web"))': jwt("partner") })}`,
    verdict: "restricted",
  },
  {
    what: "the same condition and its opposite",
    api: choose({ [header]: jwt() }) + choose({ [header.replace("==", "!=")]: jwt("partner") }),
    verdict: "restricted",
  },
  {
    what: "two values of which one cannot be",
    api:
      choose({ [header.replace("==", "!=")]: jwt() }) +
      choose({ [header.replace('== "web"', '!= "app"')]: jwt() }),
    verdict: "restricted",
  },
  {
    what: "one of two conditions and neither",
    api: choose({ [header.replace(/\)$/, ' || context.Request.Headers.ContainsKey("Y"))')]: "" }),
    verdict: "open",
  },
  {
    what: "entities in a condition",
    api: choose({ "@(&quot;a&quot; == &quot;a&quot; &amp;&amp; 1 &lt; 2)": jwt() }),
    verdict: "restricted",
  },
];

/** Asks whether a header is there. */
const has = (name: string) => `@(context.Request.Headers.ContainsKey("${name}"))`;
const hasNot = (name: string) => has(name).replace("@(", "@(!");

const changedHeaders: readonly ScenarioRow[] = [
  {
    what: "a header that a policy took away is not there",
    api: `<set-header name="A" exists-action="delete"/>${choose({ [has("A")]: "" }, jwt())}`,
    verdict: "restricted",
  },
  {
    what: "a header that a policy set is there, with its value",
    api: `<set-header name="X-Channel"><value>web</value></set-header>${choose({ [header]: jwt() })}`,
    verdict: "restricted",
  },
  {
    what: "setting one header says nothing of another",
    api: `${choose({ [has("A")]: '<set-header name="B"><value>x</value></set-header>' }, jwt())}${choose({ [hasNot("A")]: "" }, jwt())}`,
    verdict: "restricted",
  },
  {
    what: "a header made of another is not the caller's to choose freely",
    api: `<set-header name="B"><value>@(context.Request.Headers.GetValueOrDefault("A","0"))</value></set-header>${choose({ [has("B")]: jwt() })}`,
    verdict: "unknown",
  },
  {
    what: "a variable that was set from a header that was changed since",
    api: `<set-variable name="v" value="${has("A")}"/><set-header name="A"><value>x</value></set-header>${choose({ '@(context.Variables.GetValueOrDefault<bool>("v"))': jwt() })}`,
    verdict: "unknown",
  },
];

const answers: readonly ScenarioRow[] = [
  { what: "an answer of success before the check", api: answer(200) + jwt(), verdict: "open" },
  { what: "an answer without a status", api: `<return-response/>${jwt()}`, verdict: "open" },
  { what: "an answer of success behind the check", api: jwt() + answer(200), verdict: "restricted" },
  { what: "a refusal of everybody", api: answer(403), verdict: "closed" },
  { what: "a refusal before the check", api: answer(401) + jwt(), verdict: "closed" },
  { what: "a health check in a branch", api: choose({ [header]: answer(200) }) + jwt(), verdict: "open" },
  {
    what: "an answer whose status is computed",
    api: `${answer("@(context.Request.Headers.Count)")}`,
    verdict: "unknown",
  },
  {
    what: "an answer that another service gave",
    api: '<return-response response-variable-name="r"/>',
    verdict: "unknown",
  },
  { what: "a redirect for everybody", api: answer(302), verdict: "unknown", notes: /redirect/ },
  { what: "a redirect for some", api: choose({ [header]: answer(302) }) + jwt(), verdict: "restricted" },
  { what: "a mocked answer", api: `<mock-response status-code="200"/>${jwt()}`, verdict: "open" },
  { what: "a backend that is never called", api: "<base/>", backend: answer(503), verdict: "closed" },
  {
    what: "a check in the backend's section",
    api: "<base/>",
    backend: choose({ [header]: answer(401) }, "<forward-request/>"),
    verdict: "unknown",
  },
];

const tokens: readonly ScenarioRow[] = [
  {
    what: "two issuers of tokens from headers of secret names",
    api: jwt("acme", 'header-name="{{a}}"') + jwt("partner", 'header-name="{{b}}"'),
    values: { a: null, b: null },
    verdict: "restricted",
  },
  {
    what: "a token without a signature",
    api: jwt("acme", 'header-name="Authorization" require-signed-tokens="false"'),
    verdict: "open",
    checks: "jwt",
    notes: /without a signature/,
  },
  {
    what: "a signature that is asked for by a secret",
    api: jwt("acme", 'header-name="Authorization" require-signed-tokens="{{s}}"'),
    values: { s: null },
    verdict: "unknown",
  },
  {
    what: "no key to check a signature by",
    api: '<validate-jwt header-name="Authorization"><audiences><audience>a</audience></audiences></validate-jwt>',
    verdict: "closed",
    notes: /no key/,
  },
  {
    what: "only a variable to put the token into",
    api: '<validate-jwt header-name="Authorization" output-token-variable-name="t"/>',
    verdict: "closed",
  },
  {
    what: "a token of the policy's own",
    api: jwt("acme", 'token-value="{{service-token}}"'),
    values: { "service-token": null },
    verdict: "open",
    notes: /does not send/,
  },
  {
    what: "a token from a cookie",
    api: jwt(
      "acme",
      'token-value="@(context.Request.Headers.GetValueOrDefault("Cookie","").Split(\'=\')[1])"',
    ),
    verdict: "restricted",
  },
  {
    what: "a token that a policy put into the header",
    api: `<set-header name="authorization"><value>Bearer {{t}}</value></set-header>${jwt()}`,
    values: { t: null },
    verdict: "open",
  },
  {
    what: "a token that a policy puts in where there is none",
    api: `<set-header name="Authorization" exists-action="skip"><value>Bearer x</value></set-header>${jwt()}`,
    verdict: "open",
  },
  {
    what: "a token moved from another header",
    api: `<set-header name="Authorization"><value>@("Bearer " + context.Request.Headers.GetValueOrDefault("X-Token",""))</value></set-header>${jwt()}`,
    verdict: "restricted",
  },
  {
    what: "a token taken away before the check",
    api: `<set-header name="Authorization" exists-action="delete"/>${jwt()}`,
    verdict: "closed",
  },
  {
    what: "two issuers of the same token",
    global: jwt("partner"),
    api: `<base/>${jwt()}`,
    verdict: "closed",
    notes: /global\.xml, line 2, and api\.xml, line 2/,
  },
  {
    what: "two issuers of tokens in two headers",
    global: jwt("partner", 'header-name="X-Token"'),
    api: `<base/>${jwt()}`,
    verdict: "restricted",
  },
  { what: "the same check twice", global: jwt(), api: `<base/>${jwt()}`, verdict: "restricted" },
  {
    what: "two audiences of the same token",
    global: jwt("acme", 'header-name="Authorization"', "a"),
    api: `<base/>${jwt()}`,
    verdict: "restricted",
    notes: /several audiences/,
  },
  {
    what: "two issuers, one by discovery only",
    api: jwt().replace(/<issuers>.*<\/issuers>/, "") + jwt("partner"),
    verdict: "closed",
  },
  {
    what: "two discovery documents, of which one names no issuer here",
    api:
      jwt() +
      '<validate-jwt header-name="Authorization"><openid-config url="https://login.example/.well-known/openid-configuration"/></validate-jwt>',
    verdict: "restricted",
    notes: /issuer is not/,
  },
  {
    what: "one element for two issuers, beside one of them",
    api: `${jwt().replace("</issuers>", "<issuer>https://partner.eu.auth0.com/</issuer></issuers>")}${jwt("partner")}`,
    verdict: "restricted",
  },
  { what: "Entra", api: entra(), verdict: "restricted", checks: "entra" },
  { what: "Entra beside Auth0", api: entra() + jwt(), verdict: "closed" },
  {
    what: "Entra beside the same Entra by validate-jwt",
    api: `${entra()}<validate-jwt header-name="Authorization"><openid-config url="https://login.microsoftonline.com/x/.well-known/openid-configuration"/><issuers><issuer>https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0</issuer></issuers></validate-jwt>`,
    verdict: "restricted",
  },
  {
    what: "two tenants of Entra, of which one is named by a domain",
    api: entra() + entra("contoso.onmicrosoft.com"),
    verdict: "restricted",
  },
  {
    what: "Entra, any tenant by an address, beside one of them",
    api: entra("https://login.microsoftonline.com/common") + entra(),
    verdict: "restricted",
  },
  {
    what: "one tenant of Entra, by id and by an address that ends with it",
    api: entra("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/") + entra(),
    verdict: "restricted",
  },
  {
    what: "a key of one's own, HS256",
    api: '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>{{k}}</key></issuer-signing-keys></validate-jwt>',
    values: { k: null },
    verdict: "restricted",
  },
  {
    what: "a check in a branch that contradicts the one before",
    api: jwt() + choose({ [header]: jwt("partner") }),
    verdict: "restricted",
  },
];

const others: readonly ScenarioRow[] = [
  {
    what: "an address",
    api: '<ip-filter action="allow"><address>1.2.3.4</address></ip-filter>',
    verdict: "restricted",
    checks: "address",
  },
  {
    what: "all addresses, in one range",
    api: '<ip-filter action="allow"><address-range from="0.0.0.0" to="255.255.255.255"/></ip-filter>',
    verdict: "open",
  },
  {
    what: "all addresses, in two ranges",
    api: '<ip-filter action="allow"><address-range from="128.0.0.0" to="255.255.255.255"/><address-range from="0.0.0.0" to="127.255.255.255"/></ip-filter>',
    verdict: "open",
  },
  {
    what: "some addresses forbidden",
    api: '<ip-filter action="forbid"><address>1.2.3.4</address></ip-filter>',
    verdict: "open",
    checks: "",
  },
  {
    what: "an address that is secret",
    api: '<ip-filter action="allow"><address>{{a}}</address></ip-filter>',
    values: { a: null },
    verdict: "unknown",
  },
  {
    what: "a header of a secret value",
    api: '<check-header name="X"><value>{{a}}</value></check-header>',
    values: { a: null },
    verdict: "restricted",
    checks: "header",
  },
  {
    what: "a header of a value in a named value",
    api: '<check-header name="X"><value>{{a}}</value></check-header>',
    values: { a: "b" },
    verdict: "restricted",
  },
  {
    what: "a header of a value that is written out",
    api: '<check-header name="X"><value>b</value></check-header>',
    verdict: "unknown",
  },
  {
    what: "a header of any value",
    api: '<check-header name="X"/>',
    verdict: "unknown",
    notes: /proves nobody's identity/,
  },
  {
    what: "a certificate",
    api: "<validate-client-certificate/>",
    verdict: "restricted",
    checks: "certificate",
  },
  {
    what: "a certificate whose errors are ignored",
    api: '<validate-client-certificate ignore-error="true"/>',
    verdict: "open",
    checks: "certificate",
  },
  {
    what: "checks in policies that hold others",
    api: `<retry condition="false"><limit-concurrency key="a"><wait>${jwt()}</wait></limit-concurrency></retry>`,
    verdict: "restricted",
  },
  {
    what: "an answer in one of the policies that run side by side, any of which may be done first",
    api: `<wait for="any">${choose({ true: answer(200) })}<choose></choose></wait>${jwt()}`,
    verdict: "unknown",
    notes: /may go on before a part within it has answered/,
  },
  {
    what: "a branch that only the second try of retry takes",
    api: `<retry condition="@(context.Request.Headers.ContainsKey("A"))" count="2" interval="0">${choose({ '@(context.Request.Headers.ContainsKey("A"))': jwt() })}<set-header name="A"><value>x</value></set-header></retry>`,
    verdict: "restricted",
  },
  {
    what: "such a branch where a secret decides about the second try",
    api: `<retry condition="{{again}}" count="2" interval="0">${choose({ '@(context.Request.Headers.ContainsKey("A"))': jwt() })}<set-header name="A"><value>x</value></set-header></retry>`,
    values: { again: null },
    verdict: "unknown",
    notes: /How often retry in .* runs is not known/,
  },
  {
    what: "a retry that changes something each time",
    api: `<retry condition="@(true)" count="3" interval="0">${choose({ '@(context.Request.Headers.ContainsKey("B"))': jwt() })}<set-header name="B"><value>@(context.Request.Headers.GetValueOrDefault("A",""))</value></set-header><set-header name="A"><value>@(context.Request.Headers.GetValueOrDefault("B",""))</value></set-header></retry>`,
    verdict: "unknown",
  },
  {
    what: "a retry that changes what it reads, and keeps nobody out",
    api: `<retry condition="@(context.Variables.GetValueOrDefault<int>("n") == 500)" count="3" interval="0"><set-variable name="n" value="@(context.Request.Headers.GetValueOrDefault("A","").Length)"/></retry>`,
    verdict: "open",
  },
  {
    what: "a redirect in one of the policies that run side by side, any of which may be done first",
    api: `<wait for="any">${choose({ true: answer(302) })}<choose></choose></wait>`,
    verdict: "unknown",
  },
  {
    what: "limits, which are for everybody",
    api: '<rate-limit calls="1" renewal-period="1"/><quota-by-key/><cors/>',
    verdict: "open",
  },
  {
    what: "an expression that may throw",
    api: '<set-variable name="a" value="@{ throw new Exception(); }"/>',
    verdict: "unknown",
    notes: /may refuse/,
  },
];

const byHand: readonly ScenarioRow[] = [
  {
    what: "the answer of an introspection, by a named argument",
    api: `<send-request response-variable-name="r"><set-body>@(context.Request.Headers.GetValueOrDefault("Authorization",""))</set-body></send-request>${choose({ '@(((IResponse)context.Variables["r"]).Body.As<JObject>(preserveContent: true)["active"].ToString() != "true")': answer(401) })}`,
    verdict: "restricted",
    checks: "other",
  },
  {
    what: "a header that must be there",
    api: choose({ '@(!context.Request.Headers.ContainsKey("X"))': answer(401) }),
    verdict: "unknown",
    notes: /the caller can choose/,
  },
  {
    what: "a token that nobody verified",
    api: choose({
      '@(context.Request.Headers.GetValueOrDefault("Authorization","").AsJwt()?.Issuer != "a")': answer(401),
    }),
    verdict: "unknown",
  },
  {
    what: "a certificate's thumbprint",
    api: choose({
      '@(context.Request.Certificate == null || context.Request.Certificate.Thumbprint != "A1")': answer(403),
    }),
    verdict: "restricted",
    checks: "certificate",
  },
  {
    what: "a certificate's subject, which anybody can write",
    api: choose({ '@(context.Request.Certificate.Subject != "CN=x")': answer(403) }),
    verdict: "restricted",
    checks: "certificate",
    notes: /unless something verifies it/,
  },
  {
    what: "a certificate that is verified",
    api: choose({
      "@(context.Request.Certificate == null || !context.Request.Certificate.Verify() || !context.Deployment.Certificates.Any(c => c.Value.Thumbprint == context.Request.Certificate.Thumbprint))":
        answer(403),
    }),
    verdict: "restricted",
  },
  {
    what: "a certificate that must be there, of anybody's making",
    api: choose({ "@(context.Request.Certificate == null)": answer(403) }),
    verdict: "unknown",
  },
  {
    what: "the answer of an introspection",
    api: `<send-request response-variable-name="r" mode="copy"/>${choose({ '@(((IResponse)context.Variables["r"]).StatusCode != 200)': answer(401) })}`,
    verdict: "restricted",
    checks: "other",
  },
  {
    what: "the answer of an introspection, by its code",
    api: `<send-request response-variable-name="r" mode="copy"/>${choose({ '@(((IResponse)context.Variables["r"]).StatusCode >= 400)': answer(401) })}`,
    verdict: "restricted",
  },
  {
    what: "the answer of an introspection, by what it says",
    api: `<send-request response-variable-name="r" mode="copy"/>${choose({ '@((bool)((IResponse)context.Variables["r"]).Body.As<JObject>()["active"] == false)': answer(401) })}`,
    verdict: "restricted",
  },
  {
    what: "an address, exempted",
    api: choose({ '@(context.Request.IpAddress == "1.2.3.4")': "" }, jwt()),
    verdict: "restricted",
    checks: "address jwt",
  },
  {
    what: "all addresses but one, exempted",
    api: choose({ '@(context.Request.IpAddress != "1.2.3.4")': "" }, jwt()),
    verdict: "open",
  },
  {
    what: "a subscription, exempted",
    api: choose({ '@(context.Subscription?.Name == "partner")': "" }, jwt()),
    verdict: "restricted",
    checks: "jwt other",
  },
  {
    what: "a secret in a header",
    api: choose({ '@(context.Request.Headers.GetValueOrDefault("X","") != "{{k}}")': answer(401) }),
    values: { k: null },
    verdict: "unknown",
  },
  {
    what: "a refusal behind a check",
    api: jwt() + choose({ [header]: answer(403) }),
    verdict: "restricted",
    checks: "jwt",
  },
];

const cachesAndErrors: readonly ScenarioRow[] = [
  {
    what: "a cache before the check",
    api: `<cache-lookup/>${jwt()}`,
    outbound: '<cache-store duration="60"/>',
    verdict: "open",
  },
  {
    what: "a cache before the check, with nothing kept",
    api: `<cache-lookup/>${jwt()}`,
    verdict: "restricted",
  },
  {
    what: "a cache by token",
    api: `<cache-lookup><vary-by-header>authorization</vary-by-header></cache-lookup>${jwt()}`,
    outbound: "<cache-store/>",
    verdict: "unknown",
  },
  {
    what: "a cache behind the check",
    api: `${jwt()}<cache-lookup/>`,
    outbound: "<cache-store/>",
    verdict: "restricted",
  },
  {
    what: "a cache before the check, for those with a key",
    key: true,
    api: `<cache-lookup/>${jwt()}`,
    outbound: "<cache-store/>",
    verdict: "key",
  },
  {
    what: "an error answered with success",
    api: jwt(),
    onError: answer(200),
    verdict: "unknown",
    notes: /on-error/,
  },
  {
    what: "an error answered with success and a backend",
    api: jwt(),
    onError: `<send-request response-variable-name="r"/>${answer(200)}`,
    verdict: "open",
  },
  { what: "an error answered as one", api: jwt(), onError: answer(401), verdict: "restricted" },
  {
    what: "an error whose status is set to success",
    api: jwt(),
    onError: '<set-status code="200"/>',
    verdict: "unknown",
  },
  { what: "an error that nobody meets", api: "<base/>", onError: answer(200), verdict: "open" },
];

/** All of them, by the part of the rules that they are about. */
export const scenarioTable: Readonly<Record<string, readonly ScenarioRow[]>> = {
  levels,
  products,
  fragments,
  conditions,
  "headers that policies change": changedHeaders,
  answers,
  tokens,
  "other checks": others,
  "checks by hand": byHand,
  "caches and errors": cachesAndErrors,
};
