import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  type EffectiveNode,
  EffectivePolicy,
  PolicyText,
  renderEffectivePolicy,
  type SectionName,
} from "../../../../src/policy/index.ts";
import { finder } from "./merging.ts";
import { lost, misplaced, words } from "./rendering.ts";

// A small instance as its owner would write it, with everything that stands in more than one place.

const global = `<!-- runs for every API -->
<policies>
  <inbound>
    <cors allow-credentials="false">
      <allowed-origins><origin>{{portal-origin}}</origin></allowed-origins>
      <allowed-methods><method>*</method></allowed-methods>
    </cors>
    <choose>
      <when condition="@(context.Request.Headers.GetValueOrDefault("X-Probe","") == "yes")">
        <return-response>
          <set-status code="204" reason="No Content" />
        </return-response>
      </when>
    </choose>
  </inbound>
  <backend>
    <forward-request timeout="60" />
  </backend>
  <outbound>
    <set-header name="X-Powered-By" exists-action="delete" />
  </outbound>
  <on-error>
    <trace source="global">{{trace-text}}</trace>
  </on-error>
</policies>
`;

const product = `<policies>
  <inbound>
    <base />
    <rate-limit-by-key calls="{{calls-per-minute}}" renewal-period="60"
        counter-key="@(context.Subscription?.Key ?? "anonymous")" />
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
    <set-header name="X-Product" exists-action="override">
      <value>@(context.Product.Name)</value>
    </set-header>
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`;

const api = `<policies>
\t<inbound>
\t\t<base />
\t\t<include-fragment fragment-id="{{check-fragment}}" />
\t\t<set-variable name="caller" value="@(((Jwt)context.Variables["token"]).Subject)" />
\t</inbound>
\t<backend>
\t\t<retry condition="@(context.Response.StatusCode >= 500)" count="3" interval="1">
\t\t\t<base />
\t\t</retry>
\t</backend>
\t<outbound>
\t\t<choose>
\t\t\t<when condition="@(context.Response.StatusCode == 404)">
\t\t\t\t<set-body><![CDATA[{ "error": "not here" }]]></set-body>
\t\t\t</when>
\t\t\t<otherwise>
\t\t\t\t<base />
\t\t\t</otherwise>
\t\t</choose>
\t</outbound>
\t<on-error>
\t\t<base />
\t\t<include-fragment fragment-id="problem-json" />
\t</on-error>
</policies>
`;

const operation = `<policies>
  <inbound>
    <!-- <base /> was here -->
    <mock-response status-code="200" content-type="application/json" />
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
</policies>
`;

const fragments: Readonly<Record<string, string>> = {
  "token-check": `<fragment>
  <validate-jwt header-name="Authorization"
                require-scheme="Bearer"
                output-token-variable-name="token">
    <openid-config url="{{issuer}}.well-known/openid-configuration" />
    <audiences>
      <audience>{{audience}}</audience>
    </audiences>
  </validate-jwt>
</fragment>
`,
  "problem-json": `<fragment>
  <set-header name="Content-Type" exists-action="override">
    <value>application/problem+json</value>
  </set-header>
  <set-body>@("{ \\"title\\": \\"" + context.LastError.Reason + "\\" }")</set-body>
</fragment>
`,
};

const values = finder({
  "portal-origin": "https://portal.example",
  "trace-text": "several\nlines\nof\ntext",
  "calls-per-minute": "100",
  "check-fragment": "token-check",
  issuer: "https://acme.eu.auth0.com/",
  audience: "https://orders.example/",
});

const read = (level: "global" | "product" | "api" | "operation", text: string) =>
  new PolicyText({ level, file: `${level}/policy.xml`, text }, values);

const findFragment = (id: string) => {
  const text = fragments[id];
  return text === undefined
    ? undefined
    : new PolicyText({ level: "fragment", file: `fragments/${id}.xml`, text }, values);
};

const levels = {
  global: read("global", global),
  product: read("product", product),
  api: read("api", api),
  operation: read("operation", operation),
};

/** What runs, each with the file and line it is written in; what is within another is indented. */
function places(policy: EffectivePolicy, section: SectionName): readonly string[] {
  return policy.section(section).flatMap((node) => placesOf(node, ""));
}

/** Policies that others may hold. */
const holders = new Set(["choose", "when", "otherwise", "retry"]);

function placesOf(node: EffectiveNode, indent: string): readonly string[] {
  if (node.kind === "part") return node.nodes.flatMap((each) => placesOf(each, indent));
  const offset = node.kind === "element" ? node.element.span.start : node.span.start;
  const { file, line } = node.origin.placeOf(offset);
  const name = node.kind === "element" ? node.name : "?";
  const within = node.kind === "element" && holders.has(name) ? node.children : [];
  return [`${indent}${name} ${file}:${line}`, ...within.flatMap((each) => placesOf(each, `${indent}  `))];
}

suite("the effective policy of whole documents", () => {
  const withProduct = new EffectivePolicy([levels.global, levels.product, levels.api], findFragment);
  const withoutProduct = new EffectivePolicy([levels.global, levels.api], findFragment);
  const ofOperation = new EffectivePolicy(
    [levels.global, levels.product, levels.api, levels.operation],
    findFragment,
  );

  test("all of them can be read", () => {
    for (const { problem } of Object.values(levels)) assert.equal(problem, undefined);
  });

  test("inbound, by way of a product", () => {
    assert.deepEqual(places(withProduct, "inbound"), [
      "cors global/policy.xml:4",
      "choose global/policy.xml:8",
      "  when global/policy.xml:9",
      "    return-response global/policy.xml:10",
      "rate-limit-by-key product/policy.xml:4",
      "validate-jwt fragments/token-check.xml:2",
      "set-variable api/policy.xml:5",
    ]);
  });

  test("inbound, without a product", () => {
    assert.deepEqual(places(withoutProduct, "inbound"), [
      "cors global/policy.xml:4",
      "choose global/policy.xml:8",
      "  when global/policy.xml:9",
      "    return-response global/policy.xml:10",
      "validate-jwt fragments/token-check.xml:2",
      "set-variable api/policy.xml:5",
    ]);
  });

  test("inbound of an operation that says <base /> in a comment only", () => {
    assert.deepEqual(places(ofOperation, "inbound"), ["mock-response operation/policy.xml:4"]);
  });

  test("backend, where the outer level runs within a policy of the inner one", () => {
    assert.deepEqual(places(ofOperation, "backend"), [
      "retry api/policy.xml:8",
      "  forward-request global/policy.xml:17",
    ]);
  });

  test("outbound, where the outer levels run in one branch", () => {
    assert.deepEqual(places(withProduct, "outbound"), [
      "choose api/policy.xml:13",
      "  when api/policy.xml:14",
      "    set-body api/policy.xml:15",
      "  otherwise api/policy.xml:17",
      "    set-header global/policy.xml:20",
      "    set-header product/policy.xml:12",
    ]);
  });

  test("on-error, which the operation does not mention, with a value of several lines in it", () => {
    const expected = [
      "trace global/policy.xml:23",
      "set-header fragments/problem-json.xml:2",
      "set-body fragments/problem-json.xml:5",
    ];
    assert.deepEqual(places(ofOperation, "on-error"), expected);
    assert.deepEqual(places(withProduct, "on-error"), expected);
  });

  test("asking twice gives the same", () => {
    assert.deepEqual(places(withProduct, "inbound"), places(withProduct, "inbound"));
  });

  test("what is read of an element is what stands in its own document", () => {
    const [check] = withoutProduct
      .section("inbound")
      .flatMap((node) => (node.kind === "part" ? node.nodes : [node]))
      .filter((node) => node.kind === "element" && node.name === "validate-jwt");
    assert.ok(check?.kind === "element");
    const { origin, element } = check;
    const text = origin.text.slice(element.span.start, element.span.end);
    assert.match(text, /^<validate-jwt header-name="Authorization"/);
    assert.match(text, /url="https:\/\/acme\.eu\.auth0\.com\/\.well-known\/openid-configuration"/);
    const { start, end } = origin.sourceSpan(element.span);
    assert.match((origin.source.text ?? "").slice(start, end), /url="\{\{issuer\}\}\.well-known/);
  });
});

/** What runs by way of the product, in one document. */
const expectedDocument = `<!-- By way of a product. -->
<policies>
  <inbound>
    <!-- from global/policy.xml:4 -->
    <cors allow-credentials="false">
      <allowed-origins><origin>https://portal.example</origin></allowed-origins>
      <allowed-methods><method>*</method></allowed-methods>
    </cors>
    <choose>
      <when condition="@(context.Request.Headers.GetValueOrDefault("X-Probe","") == "yes")">
        <return-response>
          <set-status code="204" reason="No Content" />
        </return-response>
      </when>
    </choose>
    <!-- from product/policy.xml:4 -->
    <rate-limit-by-key calls="100" renewal-period="60"
        counter-key="@(context.Subscription?.Key ?? "anonymous")" />
  <!-- from fragments/token-check.xml:2 in api/policy.xml -->
  <validate-jwt header-name="Authorization"
                require-scheme="Bearer"
                output-token-variable-name="token">
    <openid-config url="https://acme.eu.auth0.com/.well-known/openid-configuration" />
    <audiences>
      <audience>https://orders.example/</audience>
    </audiences>
  </validate-jwt>
\t\t<!-- from api/policy.xml:5 -->
\t\t<set-variable name="caller" value="@(((Jwt)context.Variables["token"]).Subject)" />
  </inbound>
  <backend>
\t\t<!-- from api/policy.xml:8 -->
\t\t<retry condition="@(context.Response.StatusCode >= 500)" count="3" interval="1">
    <!-- from global/policy.xml:17 -->
    <forward-request timeout="60" />
\t\t</retry>
  </backend>
  <outbound>
\t\t<!-- from api/policy.xml:13 -->
\t\t<choose>
\t\t\t<when condition="@(context.Response.StatusCode == 404)">
\t\t\t\t<set-body><![CDATA[{ "error": "not here" }]]></set-body>
\t\t\t</when>
\t\t\t<otherwise>
    <!-- from global/policy.xml:20 -->
    <set-header name="X-Powered-By" exists-action="delete" />
    <!-- from product/policy.xml:12 -->
    <set-header name="X-Product" exists-action="override">
      <value>@(context.Product.Name)</value>
    </set-header>
\t\t\t</otherwise>
\t\t</choose>
  </outbound>
  <on-error>
    <!-- from global/policy.xml:23 -->
    <trace source="global">several
lines
of
text</trace>
  <!-- from fragments/problem-json.xml:2 in api/policy.xml -->
  <set-header name="Content-Type" exists-action="override">
    <value>application/problem+json</value>
  </set-header>
  <set-body>@("{ \\"title\\": \\"" + context.LastError.Reason + "\\" }")</set-body>
  </on-error>
</policies>
`;

suite("the effective policy of whole documents as one", () => {
  const { global, product, api, operation } = levels;
  const found = new Map(Object.keys(fragments).map((id) => [id, findFragment(id)]));
  const find = (id: string) => found.get(id);
  const withProduct = new EffectivePolicy([global, product, api], find);
  const ofOperation = new EffectivePolicy([global, product, api, operation], find);
  const rendered = renderEffectivePolicy(withProduct, { ...words, head: ["By way of a product."] });

  test("by way of a product", () => {
    assert.equal(rendered.text, expectedDocument);
  });

  test("has every policy letter for letter, and each of them leads to where it is written", () => {
    for (const policy of [withProduct, ofOperation]) {
      const each = renderEffectivePolicy(policy, words);
      assert.deepEqual(misplaced(each), []);
      assert.deepEqual(lost(policy, each), []);
    }
    const from = rendered.originOf(rendered.text.indexOf("problem+json"));
    assert.deepEqual(from?.origin.placeOf(from.offset), {
      scope: "fragment",
      file: "fragments/problem-json.xml",
      line: 3,
    });
  });
});
