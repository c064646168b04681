import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { known, unknown } from "../../../../src/core/known.ts";
import type { LiveFacts } from "../../../../src/policy/facts/live-facts.ts";
import {
  type Completion,
  type CompletionOptions,
  complete,
} from "../../../../src/policy/features/complete/index.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../support/marked-text.ts";

const live: LiveFacts = {
  tenants: known([
    {
      domain: "contoso.eu.auth0.com",
      customDomains: known(["login.contoso.com"]),
      clientIds: unknown,
      apis: known([
        {
          identifier: "basic-calculator",
          name: "Basic Calculator",
          signingAlgorithm: known("RS256"),
          scopes: known(["read:sums", "write:sums"]),
          dialect: unknown,
          permissionsInToken: unknown,
        },
        {
          identifier: "https://orders?a&b",
          name: "Orders",
          signingAlgorithm: unknown,
          scopes: known(["read:orders"]),
          dialect: unknown,
          permissionsInToken: unknown,
        },
      ]),
    },
    {
      domain: "fabrikam.us.auth0.com",
      customDomains: unknown,
      apis: unknown,
      clientIds: unknown,
    },
  ]),
  namedValues: known([
    { displayName: "auth0-domain", secret: false, value: known("contoso.eu.auth0.com") },
    { displayName: "signing-key", secret: true, value: unknown },
  ]),
  fragments: known(["jwt-check"]),
  backends: unknown,
  certificates: known(["mtls"]),
};

function offers(marked: string, options: CompletionOptions = {}): Completion[] {
  const { text, offset } = readMarked(marked);
  return complete(parsePolicy(text), offset, options);
}

const labels = (marked: string, options?: CompletionOptions) =>
  offers(marked, options)
    .sort((a, b) => (a.sortText ?? "").localeCompare(b.sortText ?? ""))
    .map((item) => item.label);

/** The text after accepting `label`, tab stops shown as they are. */
function accept(marked: string, label: string, options?: CompletionOptions): string {
  const item = offers(marked, options).find((candidate) => candidate.label === label);
  assert.ok(item, `${label} is not offered; there are ${labels(marked, options).join(", ")}`);
  return applyEdits(readMarked(marked).text, [{ span: item.span, newText: item.insertText }]);
}

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;
const jwt = (content: string) =>
  inbound(`<base /><validate-jwt header-name="Authorization">${content}</validate-jwt>`);

suite("completion of elements", () => {
  test("offers the policies of the section, also in the middle of a word", () => {
    const list = labels("<policies><inbound><base /><vali‸</inbound></policies>");
    for (const name of ["validate-jwt", "cors", "ip-filter", "set-header"])
      assert.ok(list.includes(name), name);
    assert.ok(!list.includes("cache-store"), "cache-store is an outbound policy");
    assert.ok(!list.includes("base"), "there is one already");
  });

  test("finishes a half-typed policy name in an unclosed document", () => {
    assert.match(
      accept("<policies><inbound><vali‸", "validate-jwt"),
      /<inbound><validate-jwt header-name="Auth/,
    );
  });

  test("offers policies where nothing has been typed, with their own <", () => {
    assert.match(accept(inbound("‸"), "ip-filter"), /<inbound><ip-filter action="\$\{1\|allow,forbid\|\}">/);
  });

  test("leaves out a policy whose one place in the section is taken", () => {
    assert.ok(labels(inbound("<cors></cors><‸")).every((name) => name !== "cors"));
    assert.ok(labels(inbound("<‸")).includes("cors"));
  });

  test("keeps a policy to its scopes when the scope is known", () => {
    const all = labels("<policies><inbound><‸</inbound></policies>");
    const global = labels("<policies><inbound><‸</inbound></policies>", { scope: "global" });
    assert.ok(all.includes("rate-limit") && !global.includes("rate-limit"));
  });

  test("offers children in the order the service insists on", () => {
    assert.deepEqual(labels(jwt("<‸")).slice(0, 1), ["openid-config"]);
    assert.deepEqual(
      labels(jwt("<openid-config url='x'/><‸<issuers></issuers>")).filter(
        (name) => name !== "issuer-signing-tokens",
      ),
      ["openid-config", "issuer-signing-keys", "decryption-keys", "audiences"],
    );
    assert.deepEqual(labels(jwt("<issuers></issuers><‸")), ["required-claims"]);
  });

  test("offers policies inside choose, of the section around it", () => {
    const list = labels(inbound("<choose><when condition='true'><‸</when></choose>"));
    assert.ok(list.includes("return-response") && !list.includes("when"));
    assert.deepEqual(labels(inbound("<choose><‸</choose>")), ["when", "otherwise"]);
  });

  test("writes everything that the element cannot do without", () => {
    assert.match(
      accept(inbound("<‸"), "choose"),
      /<choose>\n\t<when condition="\$\{1\|true,false\|\}">\n\t\t\$2\n\t<\/when>\n<\/choose>\$0/,
    );
  });

  test("changes only the name when the rest of the tag is there", () => {
    assert.equal(
      accept(inbound('<set-head‸ name="X" exists-action="skip" />'), "set-header"),
      inbound('<set-header name="X" exists-action="skip" />'),
    );
  });

  test("begins a document", () => {
    assert.match(accept("‸", "policies"), /^<policies>\n\t<inbound>\n\t\t<base \/>/);
  });

  test("closes the element that is open", () => {
    assert.equal(
      accept("<policies><inbound><base /></‸", "inbound"),
      "<policies><inbound><base /></inbound>",
    );
  });

  test("says nothing in comments", () => {
    assert.deepEqual(labels(inbound("<!-- <‸ -->")), []);
  });
});

suite("completion of validate-jwt", () => {
  test("is filled in from the connected tenants", () => {
    const text = accept(inbound("<‸"), "validate-jwt", { live });
    assert.match(
      text,
      /\|https:\/\/contoso\.eu\.auth0\.com\/\.well-known\/openid-configuration,https:\/\/fabrikam/,
    );
    assert.match(text, /<audience>\$\{\d\|basic-calculator,https:\/\/orders\?a&amp;b\|\}/);
    assert.match(text, /<issuer>\$\{\d\|https:\/\/contoso\.eu\.auth0\.com\/,/);
  });

  test("offers attributes that are not there yet, and not a second token source", () => {
    const list = labels('<policies><inbound><validate-jwt header-name="Authorization" ‸></validate-jwt>');
    assert.ok(list.includes("require-scheme") && list.includes("clock-skew"));
    for (const name of ["header-name", "query-parameter-name", "token-value"])
      assert.ok(!list.includes(name), name);
  });

  test("writes an attribute with its values to choose from", () => {
    assert.equal(
      accept("<policies><inbound><validate-jwt ‸></validate-jwt>", "require-expiration-time"),
      '<policies><inbound><validate-jwt require-expiration-time="${1|true,false|}"$0></validate-jwt>',
    );
  });

  test("keeps the value when an attribute is renamed", () => {
    assert.equal(
      accept('<policies><inbound><validate-jwt head‸="X">', "header-name"),
      '<policies><inbound><validate-jwt header-name="X">',
    );
  });

  test("offers discovery URLs and issuers of tenants and custom domains", () => {
    assert.deepEqual(labels(jwt('<openid-config url="‸" />'), { live }), [
      "https://contoso.eu.auth0.com/.well-known/openid-configuration",
      "https://login.contoso.com/.well-known/openid-configuration",
      "https://fabrikam.us.auth0.com/.well-known/openid-configuration",
    ]);
    assert.deepEqual(labels(jwt("<issuers><issuer>‸</issuer></issuers>"), { live }).slice(0, 2), [
      "https://contoso.eu.auth0.com/",
      "https://login.contoso.com/",
    ]);
  });

  test("offers audiences, escaped, in place of the whole text", () => {
    const marked = jwt("<audiences><audience>bas‸ic</audience></audiences>");
    assert.match(
      accept(marked, "https://orders?a&b", { live }),
      /<audience>https:\/\/orders\?a&amp;b<\/audience>/,
    );
  });

  test("offers the scopes of the API behind the audience", () => {
    const claims = (audience: string) =>
      jwt(
        `<audiences><audience>${audience}</audience></audiences><required-claims><claim name="scope" separator=" "><value>‸</value></claim></required-claims>`,
      );
    assert.deepEqual(labels(claims("basic-calculator"), { live }), ["read:sums", "write:sums"]);
    assert.deepEqual(labels(claims("https://orders?a&amp;b"), { live }), ["read:orders"]);
    assert.deepEqual(labels(claims("{{audience}}"), { live }), ["read:sums", "write:sums", "read:orders"]);
  });

  test("offers claims of an Auth0 access token", () => {
    const list = labels(jwt('<required-claims><claim name="‸" /></required-claims>'));
    assert.ok(list.includes("scope") && list.includes("permissions") && list.includes("azp"));
    assert.ok(!list.includes("scp"));
  });

  test("is silent about what is not known", () => {
    assert.deepEqual(labels(jwt("<issuers><issuer>‸</issuer></issuers>")), []);
    assert.deepEqual(labels(inbound('<set-backend-service backend-id="‸" />'), { live }), []);
  });
});

suite("completion of values", () => {
  test("offers enumerated values, and quotes them when there are no quotes", () => {
    assert.deepEqual(labels(inbound('<ip-filter action="‸">')), ["allow", "forbid"]);
    assert.equal(
      accept("<policies><inbound><ip-filter action=‸>", "forbid"),
      '<policies><inbound><ip-filter action="forbid">',
    );
  });

  test("offers named values between braces, in attributes, text and expressions", () => {
    assert.match(
      accept(inbound('<set-header name="{{au‸'), "auth0-domain", { live }) ?? "",
      /\{\{auth0-domain\}\}/,
    );
    assert.match(
      accept(jwt('<openid-config url="https://{{‸}}/x" />'), "auth0-domain", { live }),
      /\{\{auth0-domain\}\}\/x/,
    );
    assert.deepEqual(labels(inbound('<set-variable name="x" value="@(&quot;{{‸}}&quot;)" />'), { live }), [
      "auth0-domain",
      "signing-key",
    ]);
  });

  test("offers fragments and certificates of the instance", () => {
    assert.deepEqual(labels(inbound('<include-fragment fragment-id="‸" />'), { live }), ["jwt-check"]);
    assert.deepEqual(labels(inbound('<authentication-certificate certificate-id="‸" />'), { live }), [
      "mtls",
    ]);
  });
});

suite("completion inside expressions", () => {
  const within = (code: string) => inbound(`<set-variable name="x" value="@(${code})" />`);

  test("offers the members of context and of what hangs on it", () => {
    assert.ok(labels(within("context.‸")).includes("Request"));
    assert.ok(labels(within("context.Request.‸")).includes("OriginalUrl"));
    assert.ok(labels(within("context.Request.OriginalUrl.Ho‸")).includes("Host"));
    assert.ok(labels(within("context.LastError?.‸")).includes("Reason"));
  });

  test("follows calls, indexers and casts", () => {
    const jwtMembers = ["Claims", "Issuer"];
    for (const code of [
      '((Jwt)context.Variables["jwt"]).‸',
      'context.Request.Headers.GetValueOrDefault("Authorization", "").AsJwt()?.‸',
      "context.Request.Headers.GetValueOrDefault(&quot;A&quot;,&quot;&quot;).AsJwt().‸",
      'context.Variables.GetValueOrDefault&lt;Jwt&gt;("jwt").‸',
    ])
      for (const member of jwtMembers) assert.ok(labels(within(code)).includes(member), code);
  });

  test("writes a method with its arguments as tab stops", () => {
    assert.match(
      accept(within("context.Request.Headers.Get‸"), "GetValueOrDefault"),
      /Headers\.GetValueOrDefault\(\$\{1:headerName\}, \$\{2:defaultValue\}\)\$0\)/,
    );
  });

  test("offers context and the allowed types where a name begins", () => {
    const list = labels(within("‸"));
    assert.equal(list[0], "context");
    assert.ok(list.includes("Guid") && list.includes("JObject"));
    assert.ok(labels(inbound("<set-body>@{ ret‸ }</set-body>")).includes("return"));
  });

  test("is silent inside strings and behind what it does not know", () => {
    assert.deepEqual(labels(within('"context.‸"')), []);
    assert.deepEqual(labels(within("somebody.‸")), []);
  });
});
