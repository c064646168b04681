import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type Caller, type CallerToken, fateOf } from "../../../../src/access/callers/index.ts";
import { answer, choose, entra, instanceOf, jwt, type Scenario } from "../instance.ts";

const tenant = "11111111-2222-3333-4444-555555555555";
const acme: CallerToken = {
  issuer: "https://acme.eu.auth0.com/",
  audiences: ["https://api.example/"],
  scopes: "all",
  otherClaims: "none",
  keys: ["https://acme.eu.auth0.com/.well-known/openid-configuration"],
};
const partner: CallerToken = {
  ...acme,
  issuer: "https://login.partner.example/",
  keys: ["https://login.partner.example/.well-known/openid-configuration"],
};
const microsoft: CallerToken = {
  ...acme,
  issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
  audiences: ["api://orders"],
  keys: [`https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`],
};

type Sends = Omit<Caller, "id" | "name" | "family" | "key"> & { readonly key?: Caller["key"] };

/** `in`, a status, `refused` without a known one, or `?`; and the line of the check behind a refusal. */
function fateIn(scenario: Scenario, sends: Sends): string {
  const caller: Caller = { id: "x", name: "x", family: "x", key: "none", ...sends };
  const fate = fateOf(instanceOf(scenario), { api: "orders", operation: "list-orders" }, caller);
  if (fate.kind === "in") return "in";
  if (fate.kind === "unknown") return "?";
  return `${fate.status ?? "refused"} by ${fate.by?.file}`;
}

const withScope = (scope: string, status = "403") =>
  jwt("acme", `header-name="Authorization" failed-validation-httpcode="${status}"`).replace(
    "</validate-jwt>",
    `<required-claims><claim name="scope" match="all" separator=" "><value>${scope}</value></claim></required-claims></validate-jwt>`,
  );
const partnerCheck = jwt().replaceAll("acme.eu.auth0.com", "login.partner.example");
const unnamed = partnerCheck.replace(/<issuers>.*<\/issuers>/, "");
const bearer = "context.Request.Headers.GetValueOrDefault(&quot;Authorization&quot;,&quot;&quot;)";
const parted = `${bearer}.Split(' ').Last()`;
const isPartner = `@(${parted}.AsJwt()?.Issuer == &quot;https://login.partner.example/&quot;)`;
const byIssuer = choose({ [isPartner]: partnerCheck }, jwt());
const hook = "@(context.Request.Headers.GetValueOrDefault(&quot;X-Hook&quot;,&quot;&quot;) == &quot;a&quot;)";
const filter = '<ip-filter action="allow"><address-range from="10.0.0.0" to="10.0.0.255"/></ip-filter>';
const held =
  '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>{{k}}</key></issuer-signing-keys></validate-jwt>';
const checkHeader = '<check-header name="X-A" failed-check-httpcode="418"><value>1</value></check-header>';

const rows: readonly (readonly [what: string, scenario: Scenario, sends: Sends, fate: string])[] = [
  ["no check, nobody's key", {}, {}, "in"],
  ["a key is missing", { key: true }, {}, "401 by api.json"],
  ["a key", { key: true }, { key: "api" }, "in"],
  ["a key that may be missing", { key: "unknown" }, {}, "?"],
  ["a product's key", { key: true, product: "" }, { key: { product: "starter" } }, "in"],
  ["a product's key in other letters", { key: true, product: "" }, { key: { product: "Starter" } }, "in"],
  ["another product's key", { key: true, product: "" }, { key: { product: "gold" } }, "401 by api.json"],
  ["another product's key where none is needed", {}, { key: { product: "gold" } }, "in"],
  [
    "another product's key where none is needed, and a condition asks for one",
    { api: choose({ "@(context.Subscription == null)": answer(403) }) },
    { key: { product: "gold" } },
    "?",
  ],
  [
    "a product's key, and a condition that asks for one",
    { product: "", api: choose({ "@(context.Subscription == null)": answer(403) }) },
    { key: { product: "starter" } },
    "in",
  ],
  ["the product refuses", { product: answer(403) }, { key: { product: "starter" } }, "403 by product.xml"],
  ["a product that refuses others", { product: answer(403) }, { key: "api" }, "in"],
  ["an open product", { key: true, productKey: false, product: answer(402) }, {}, "402 by product.xml"],
  ["no token", { api: jwt() }, {}, "401 by api.xml"],
  [
    "no token, and a check that refuses with 200",
    { api: jwt("acme", 'header-name="Authorization" failed-validation-httpcode="200"') },
    {},
    "?",
  ],
  ["a good token", { api: jwt() }, { token: acme }, "in"],
  [
    "refused for certain, by a check behind one that may have refused them with another status",
    { api: held + filter, values: { k: null } },
    { token: acme, address: "elsewhere" },
    "refused by api.xml",
  ],
  [
    "the check that only the second try of retry comes to",
    {
      api: `<retry condition="@(context.Request.Headers.ContainsKey("A"))" count="2" interval="0">${choose({ '@(context.Request.Headers.ContainsKey("A"))': jwt() })}<set-header name="A"><value>x</value></set-header></retry>`,
    },
    { sendsNothingElse: true },
    "401 by api.xml",
  ],
  [
    "the same behind a check of something else",
    { api: `<ip-filter action="allow"><address>{{k}}</address></ip-filter>${jwt()}`, values: { k: null } },
    {},
    "refused by api.xml",
  ],
  ["an expired token", { api: jwt() }, { token: { ...acme, expired: true } }, "401 by api.xml"],
  ["a token of another issuer", { api: jwt() }, { token: partner }, "401 by api.xml"],
  ["an Auth0 token where a partner's is asked for", { api: partnerCheck }, { token: acme }, "401 by api.xml"],
  ["the partner's own token", { api: partnerCheck }, { token: partner }, "in"],
  ["an Auth0 token, no issuer named", { api: unnamed }, { token: acme }, "?"],
  ["the partner's own token, no issuer named", { api: unnamed }, { token: partner }, "in"],
  ["a token for another API", { api: jwt() }, { token: { ...acme, audiences: ["x"] } }, "401 by api.xml"],
  [
    "a token for this API among others",
    { api: jwt() },
    { token: { ...acme, audiences: ["x", "https://api.example/"] } },
    "in",
  ],
  [
    "an audience but for a slash",
    { api: jwt() },
    { token: { ...acme, audiences: ["https://api.example"] } },
    "in",
  ],
  ["a token of the issuer with another key", { api: jwt() }, { token: { ...acme, keys: ["rsa:1"] } }, "?"],
  [
    "an Auth0 key of another tenant",
    { api: jwt() },
    { token: { ...acme, keys: ["https://b.eu.auth0.com/.well-known/openid-configuration"] } },
    "401 by api.xml",
  ],
  ["a token in another header", { api: jwt("acme", 'header-name="X-T"') }, { token: acme }, "401 by api.xml"],
  [
    "a token where it is looked for",
    { api: jwt("acme", 'header-name="X-T"') },
    { token: { ...acme, source: "header x-t" } },
    "in",
  ],
  [
    "a token of another scheme",
    { api: jwt("acme", 'header-name="Authorization" require-scheme="DPoP"') },
    { token: acme },
    "401 by api.xml",
  ],
  [
    "a status that is computed",
    { api: jwt("acme", 'header-name="Authorization" failed-validation-httpcode="@(1)"') },
    {},
    "refused by api.xml",
  ],
  ["all scopes", { api: withScope("write") }, { token: acme }, "in"],
  ["the scope", { api: withScope("write") }, { token: { ...acme, scopes: ["read", "write"] } }, "in"],
  [
    "without the scope",
    { api: withScope("write") },
    { token: { ...acme, scopes: ["read"] } },
    "403 by api.xml",
  ],
  ["without any scope", { api: withScope("write") }, { token: { ...acme, scopes: [] } }, "403 by api.xml"],
  [
    "the scope asked at the operation",
    { api: jwt(), operation: `<base/>${withScope("w")}` },
    { token: { ...acme, scopes: [] } },
    "403 by operation.xml",
  ],
  ["the operation without base", { api: jwt(), operation: "" }, {}, "in"],
  [
    "a claim that nobody knows of",
    { api: withScope("a").replace('name="scope"', 'name="role"') },
    { token: { ...acme, otherClaims: "unknown" } },
    "?",
  ],
  [
    "a claim that is not there",
    { api: withScope("a").replace('name="scope"', 'name="role"') },
    { token: acme },
    "403 by api.xml",
  ],
  [
    "a claim that is told",
    { api: withScope("a").replace('name="scope"', 'name="role"') },
    { token: { ...acme, claims: { role: "a b" } } },
    "in",
  ],
  [
    "two issuers in a row",
    { global: partnerCheck, api: `<base/>${jwt()}` },
    { token: acme },
    "401 by global.xml",
  ],
  ["Entra", { api: entra() }, { token: microsoft }, "in"],
  ["Entra, an Auth0 token", { api: entra() }, { token: acme }, "401 by api.xml"],
  [
    "Entra, another tenant",
    { api: entra("99999999-2222-3333-4444-555555555555") },
    { token: microsoft },
    "401 by api.xml",
  ],
  ["Entra, a tenant by its domain", { api: entra("contoso.onmicrosoft.com") }, { token: microsoft }, "?"],
  [
    "a key in a named value",
    { api: held, values: { k: null } },
    { token: { ...acme, keys: ["value:k"] } },
    "in",
  ],
  ["a key in a named value, Auth0's token", { api: held, values: { k: null } }, { token: acme }, "?"],
  [
    "tokens without a signature: none sent",
    { api: jwt("acme", 'header-name="Authorization" require-signed-tokens="false"') },
    {},
    "401 by api.xml",
  ],
  ["by issuer: the partner's", { api: byIssuer }, { token: partner }, "in"],
  ["by issuer: Auth0's", { api: byIssuer }, { token: acme }, "in"],
  ["by issuer: Entra's", { api: byIssuer }, { token: microsoft }, "401 by api.xml"],
  [
    "by issuer, with the scheme before the token",
    { api: byIssuer.replace(".Split(' ').Last()", "") },
    { token: partner },
    "?",
  ],
  ["by issuer: none", { api: byIssuer }, {}, "401 by api.xml"],
  ["a condition on a header that nobody knows of", { api: choose({ [hook]: "" }, answer(401)) }, {}, "?"],
  [
    "a condition on a header, not sent",
    { api: choose({ [hook]: "" }, answer(401)) },
    { sendsNothingElse: true },
    "401 by api.xml",
  ],
  [
    "a condition on a header, sent",
    { api: choose({ [hook]: "" }, answer(401)) },
    { headers: { "x-hook": "a" } },
    "in",
  ],
  [
    "a condition whose branches are the same to the caller",
    { api: choose({ [hook]: "" }, jwt()) },
    { token: acme },
    "in",
  ],
  [
    "a product in a condition",
    { product: "", api: choose({ "@(context.Product != null)": answer(403) }) },
    { key: { product: "starter" } },
    "403 by api.xml",
  ],
  [
    "no product in a condition",
    { product: "", api: choose({ "@(context.Product != null)": answer(403) }) },
    { key: "api" },
    "in",
  ],
  [
    "no subscription in a condition",
    { api: choose({ "@(context.Subscription == null)": answer(403) }) },
    {},
    "403 by api.xml",
  ],
  [
    "a subscription in a condition",
    { api: choose({ "@(context.Subscription == null)": answer(403) }) },
    { key: "api" },
    "in",
  ],
  [
    "a scope in a condition",
    {
      api: choose(
        {
          [`@(${parted}.AsJwt().Claims.GetValueOrDefault(&quot;scope&quot;,&quot;&quot;).Contains(&quot;w&quot;))`]:
            "",
        },
        answer(403),
      ),
    },
    { token: acme },
    "in",
  ],
  [
    "no such scope in a condition",
    {
      api: choose(
        {
          [`@(${parted}.AsJwt().Claims.GetValueOrDefault(&quot;scope&quot;,&quot;&quot;).Contains(&quot;w&quot;))`]:
            "",
        },
        answer(403),
      ),
    },
    { token: { ...acme, scopes: ["r"] } },
    "403 by api.xml",
  ],
  [
    "a header that a policy sets",
    { api: `<set-header name="Authorization"><value>x</value></set-header>${jwt()}` },
    { token: acme },
    "?",
  ],
  [
    "a header that a policy takes away",
    { api: `<set-header name="Authorization" exists-action="delete"/>${jwt()}` },
    { token: acme },
    "401 by api.xml",
  ],
  [
    "a header that a policy fills where it is missing",
    {
      api: `<set-header name="Authorization" exists-action="skip"><value>@(context.Request.Headers.GetValueOrDefault("X-T",""))</value></set-header>${jwt()}`,
    },
    { token: acme },
    "?",
  ],
  [
    "a token by its value",
    {
      api: jwt(
        "acme",
        'token-value="@(context.Request.Headers.GetValueOrDefault(&quot;Authorization&quot;,&quot;&quot;).Replace(&quot;Bearer &quot;,&quot;&quot;))"',
      ),
    },
    { token: acme },
    "in",
  ],
  [
    "a missing token by its value",
    {
      api: jwt(
        "acme",
        'token-value="@(context.Request.Headers.GetValueOrDefault(&quot;Authorization&quot;,&quot;&quot;))"',
      ),
    },
    {},
    "401 by api.xml",
  ],
  ["no certificate", { api: "<validate-client-certificate/>" }, {}, "refused by api.xml"],
  [
    "a certificate",
    { api: "<validate-client-certificate/>" },
    { certificate: [["validate-trust", "validate-not-before", "validate-not-after", "validate-revocation"]] },
    "in",
  ],
  [
    "no certificate in a condition",
    { api: choose({ "@(context.Request.Certificate == null)": answer(403) }) },
    {},
    "403 by api.xml",
  ],
  [
    "a certificate in a condition",
    { api: choose({ "@(context.Request.Certificate == null)": answer(403) }) },
    { certificate: [["thumbprint=a"]] },
    "?",
  ],
  ["an address that is not known", { api: filter }, {}, "?"],
  ["an address elsewhere", { api: filter }, { address: "elsewhere" }, "403 by api.xml"],
  ["an address within", { api: filter }, { address: [["10.0.0.8-10.0.0.9"]] }, "in"],
  ["a forbidden address, perhaps", { api: filter.replace("allow", "forbid") }, {}, "?"],
  ["no forbidden address", { api: filter.replace("allow", "forbid") }, { address: "elsewhere" }, "in"],
  ["a header that is asked for", { api: checkHeader }, { headers: { "x-a": true } }, "in"],
  ["a header with its value", { api: checkHeader }, { headers: { "x-a": "1" } }, "in"],
  ["a header with another value", { api: checkHeader }, { headers: { "x-a": "2" } }, "418 by api.xml"],
  ["a header that is not sent", { api: checkHeader }, { headers: { "x-a": null } }, "418 by api.xml"],
  ["a header of which nothing is known", { api: checkHeader }, {}, "?"],
  [
    "a header of somebody who sends nothing",
    { api: checkHeader },
    { sendsNothingElse: true },
    "418 by api.xml",
  ],
  [
    "a header in which the token is sent",
    { api: '<check-header name="Authorization"/>' },
    { token: acme, sendsNothingElse: true },
    "in",
  ],
  [
    "a header in which the token is sent, with a value that is asked for",
    { api: '<check-header name="Authorization"><value>a</value></check-header>' },
    { token: acme, sendsNothingElse: true },
    "?",
  ],
  ["on-error with another status", { api: jwt(), onError: '<set-status code="404"/>' }, {}, "404 by api.xml"],
  ["on-error with an answer", { api: jwt(), onError: answer(500) }, {}, "500 by api.xml"],
  ["on-error with success", { api: jwt(), onError: answer(200) }, {}, "?"],
  ["on-error that sets success", { api: jwt(), onError: '<set-status code="200"/>' }, {}, "?"],
  ["on-error behind a missing key", { key: true, onError: answer(404), api: "" }, {}, "404 by api.json"],
  ["on-error does not see an answer", { api: answer(410), onError: answer(500) }, {}, "410 by api.xml"],
  ["an answer of success", { api: answer(200) }, {}, "in"],
  ["an answer of an unknown status", { api: answer("@(1)") }, {}, "?"],
  ["a redirect", { api: answer(302) }, {}, "?"],
  ["a policy that cannot be read", { api: "<choose>" }, { token: acme }, "?"],
  ["a fragment that is not there", { api: '<include-fragment fragment-id="f"/>' }, {}, "?"],
  [
    "a check in a fragment",
    { api: '<include-fragment fragment-id="f"/>', fragments: { f: jwt() } },
    {},
    "401 by f.xml",
  ],
  ["a secret that decides", { api: choose({ "{{c}}": "" }, answer(403)), values: { c: null } }, {}, "?"],
  ["operations that cannot be read", { listed: "unreadable" }, {}, "in"],
];

suite("callers: what becomes of each", () => {
  for (const [what, scenario, sends, fate] of rows) {
    test(`${what}: ${fate}`, () => assert.equal(fateIn(scenario, sends), fate));
  }
});
