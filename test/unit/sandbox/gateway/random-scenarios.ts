import fc from "fast-check";
import { answer, choose, entra, jwt, type Scenario } from "../../access/instance.ts";
import { type TokenCaller, tokens } from "./token-callers.ts";

const sent = (name: string) => `context.Request.Headers.GetValueOrDefault("${name}","")`;
const has = (name: string) => `context.Request.Headers.ContainsKey("${name}")`;
const variable = 'context.Variables.GetValueOrDefault<string>("v","") == "1"';

/** A check that asks for a scope, too. */
const withScope = (check: string) =>
  check.replace(
    "</validate-jwt>",
    '<required-claims><claim name="scope" match="any"><value>read</value></claim></required-claims></validate-jwt>',
  );

/** One check for the tokens of two tenants. */
const either = jwt()
  .replace(
    "<audiences>",
    '<openid-config url="https://partner.eu.auth0.com/.well-known/openid-configuration"/><audiences>',
  )
  .replace("</issuers>", "<issuer>https://partner.eu.auth0.com/</issuer></issuers>");

const issuer = `${sent("Authorization")}.Split(' ').Last().AsJwt()?.Issuer`;

/** Of the token that a check has put into a variable. */
const scopeOfChecked =
  '((Jwt)context.Variables.GetValueOrDefault("checked"))?.Claims.GetValueOrDefault("scope","")';

const anyHeader = `@(${has("A")})`;

const anyCondition = fc.constantFrom(
  `@(${has("A")})`,
  `@(!${has("A")})`,
  `@(${sent("B")} == "1")`,
  `@(${sent("B")} != "1")`,
  `@(${has("A")} && ${sent("B")} == "1")`,
  `@(${has("A")} || ${variable})`,
  `@(${variable})`,
  '@(context.Request.Method == "GET")',
  '@(context.Operation.Id == "x")',
  "@(context.Product != null)",
  `@(${issuer} == "https://acme.eu.auth0.com/")`,
  `@(${issuer} == "https://partner.eu.auth0.com/")`,
  `@(${sent("Authorization")}.StartsWith("Basic "))`,
  `@(${has("Authorization")})`,
  `@(${scopeOfChecked} == "read")`,
  '@(((Jwt)context.Variables["checked"]).Claims.GetValueOrDefault("scope","") != "read")',
  "@(context.Request.Certificate != null)",
  "@(context.Subscription == null)",
  "@(context.User != null)",
  '@(context.Request.IpAddress == "1.2.3.4")',
  '@(context.Request.Url.Query.ContainsKey("k"))',
  '@(context.Product?.Id == "starter")',
  "@(context.Variables.GetValueOrDefault<IResponse>(&quot;asked&quot;)?.StatusCode == 200)",
  "true",
  "false",
  "{{on}}",
);

const anyPolicy = fc.constantFrom(
  "<base/>",
  "<base/>",
  jwt(),
  jwt(),
  jwt("partner"),
  jwt("acme", 'header-name="Authorization"', "https://other.example/"),
  jwt("acme", 'header-name="X-Token"'),
  withScope(jwt()),
  either,
  entra(),
  entra("common"),
  entra("99999999-2222-3333-4444-555555555555"),
  '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>{{secret}}</key></issuer-signing-keys></validate-jwt>',
  jwt("acme", 'header-name="Authorization" require-signed-tokens="false"'),
  '<include-fragment fragment-id="check"/>',
  answer(200),
  answer(302),
  answer(401),
  '<mock-response status-code="200"/>',
  '<check-header name="A"/>',
  '<check-header name="B"><value>{{secret}}</value></check-header>',
  '<ip-filter action="allow"><address>1.2.3.4</address></ip-filter>',
  '<ip-filter action="forbid"><address>1.2.3.4</address></ip-filter>',
  '<check-header name="Authorization"/>',
  jwt("acme", 'header-name="Authorization" output-token-variable-name="checked"'),
  jwt("acme", 'header-name="Authorization" failed-validation-httpcode="403" require-scheme="Bearer"'),
  jwt("acme", 'header-name="Authorization" failed-validation-httpcode="200"'),
  jwt("acme", 'header-name="Authorization" require-expiration-time="false" clock-skew="10"'),
  jwt("acme", 'query-parameter-name="token"'),
  jwt("acme", `token-value="@(${sent("X-Token")})"`),
  "<validate-client-certificate/>",
  '<validate-client-certificate ignore-error="true"/>',
  "<cors><allowed-origins><origin>*</origin></allowed-origins></cors>",
  '<cors terminate-unmatched-request="true"><allowed-origins><origin>https://a.example</origin></allowed-origins></cors>',
  '<rate-limit calls="1000000" renewal-period="60"/>',
  '<send-request mode="new" response-variable-name="asked" ignore-error="true"><set-url>https://acme.eu.auth0.com/.well-known/openid-configuration</set-url><set-method>GET</set-method></send-request>',
  `<set-header name="Authorization"><value>@(${sent("X-Token")})</value></set-header>`,
  '<set-header name="Authorization" exists-action="skip"><value>Bearer a.b.c</value></set-header>',
  "<set-method>POST</set-method>",
  '<set-variable name="v" value="1"/>',
  `<set-variable name="v" value="@(${sent("B")})"/>`,
  '<set-header name="A"><value>x</value></set-header>',
  '<set-header name="A" exists-action="delete"/>',
  '<set-header name="Authorization" exists-action="delete"/>',
  `<set-header name="B"><value>@(${sent("A")})</value></set-header>`,
);

const always = (content: string) => choose({ true: content });

/** Policies that hold others. */
const anyHolder = fc.constantFrom<(first: string, second: string) => string>(
  (first) => `<retry condition="@(false)" count="1" interval="1">${first}</retry>`,
  (first, second) => `<retry condition="@(${has("A")})" count="2" interval="0">${first}</retry>${second}`,
  (first, second) => `<limit-concurrency key="a" max-count="9">${first}</limit-concurrency>${second}`,
  (first, second) => `<wait for="all">${always(first)}${always(second)}</wait>`,
  (first, second) => `<wait for="any">${always(first)}${always(second)}</wait>`,
);

const { anyContent } = fc.letrec<{ anyContent: string; anyNode: string }>((tie) => ({
  anyContent: fc.array(tie("anyNode"), { maxLength: 3 }).map((nodes) => nodes.join("")),
  anyNode: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 4, arbitrary: anyPolicy },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.dictionary(anyCondition, tie("anyContent"), { minKeys: 1, maxKeys: 2 }),
          fc.option(tie("anyContent")),
        )
        .map(([branches, otherwise]) => choose(branches, otherwise ?? undefined)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(anyHolder, tie("anyContent"), tie("anyContent"))
        .map(([hold, first, second]) => hold(first, second)),
    },
  ),
}));

const anyLevel = fc.option(anyContent, { nil: undefined });
/** An instance with policies of any kind at each level. */
export const anyScenario = fc
  .record({
    global: anyLevel,
    workspace: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyLevel }),
    api: anyLevel,
    operation: anyLevel,
    product: anyLevel,
    productKey: fc.boolean(),
    key: fc.boolean(),
    backend: fc.option(
      fc.constantFrom(
        "<forward-request/>",
        "<base/>",
        answer(503),
        choose({ [anyHeader]: answer(401) }, "<forward-request/>"),
      ),
      { nil: undefined, freq: 4 },
    ),
    onError: fc.option(
      fc.constantFrom(
        "<base/>",
        answer(200),
        answer(404),
        answer(302),
        '<set-status code="403"/>',
        '<set-status code="200"/>',
        `<base/>${answer(200)}`,
        '<mock-response status-code="200"/>',
        choose({ [anyHeader]: answer(200) }),
      ),
      { nil: undefined, freq: 4 },
    ),
  })
  .map(
    ({ global, workspace, api, operation, product, productKey, key, backend, onError }): Scenario => ({
      ...(global !== undefined && { global }),
      ...(workspace !== undefined && { workspace }),
      ...(api !== undefined && { api }),
      ...(operation !== undefined && { operation }),
      ...(product !== undefined && { product, productKey }),
      ...(backend !== undefined && { backend }),
      ...(onError !== undefined && { onError }),
      key,
      fragments: { check: jwt() },
      values: { on: "true", secret: null },
    }),
  );

/** Whether a way may ask for what none of the callers who are tried can show. */
export function asksForMore(scenario: Scenario): boolean {
  return /Certificate|Subscription|User|IpAddress|Query|checked|asked/.test(JSON.stringify(scenario));
}

/** Whether a condition may ask for a key, which access tells as a check like any other. */
export function asksForKey(scenario: Scenario): boolean {
  return JSON.stringify(scenario).includes("context.Subscription");
}

/** All that callers can choose of what the conditions ask for. */
export const chosen: readonly Readonly<Record<string, string>>[] = [
  {},
  { A: "1" },
  { A: "2" },
  { B: "1" },
  { A: "1", B: "1" },
  { A: "2", B: "1" },
  { Authorization: "Basic eA==" },
  { A: "1", Authorization: "Basic eA==" },
  { B: "1", Authorization: "Basic eA==" },
  { A: "1", B: "1", Authorization: "Basic eA==" },
];

/** Somebody with any token and key. */
export const anyCaller: fc.Arbitrary<TokenCaller> = fc.record({
  token: fc.constantFrom(...Object.keys(tokens)),
  key: fc.constantFrom("none", "good", "wrong", "product"),
  headers: fc.constantFrom(...chosen),
});
