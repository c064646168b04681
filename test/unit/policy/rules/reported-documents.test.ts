import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { fixAll, lint, parsePolicy } from "../../../../src/policy/index.ts";

/** A document that people reported, or that was seen, with the one finding that it is to have. */
interface Report {
  readonly title: string;
  readonly text: string;
  readonly rule: string;
  readonly message: RegExp;
  /** What the finding begins with. */
  readonly at: string;
  /** The text with the fix; `undefined` when none is offered. */
  readonly fixed?: (text: string) => string;
}

const rest = `
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>
`;

const reports: readonly Report[] = [
  {
    title: "a body of code whose tag is not closed",
    text: `<policies>
  <inbound>
    <base />
    <set-header name="a" exists-action="override"><value>1</value></set-header>
    <set-body
      @{
        JObject body = context.Request.Body.As<JObject>(true);
        JObject operation = (JObject)body["operation"];
        string result = (string)operation["operationResult"];
        string id = (string)operation["operationId"];
        return new JObject(new JProperty("result", result), new JProperty("id", id)).ToString();
      }
    </set-body>${rest}`,
    rule: "xml-well-formed",
    message: /"set-body" has no ">"/,
    at: "<set-body",
    fixed: (text) => text.replace("<set-body", "<set-body>"),
  },
  {
    title: "the same, with assignments",
    text: `<policies>
  <inbound>
    <base />
    <set-body
      @{
        JObject body = context.Request.Body.As<JObject>(true);
        string result = null;
        string id = null;
        if (body["a"] != null) { result = (string)body["a"]; }
        body["result"] = result;
        body["result"] = id;
        return body.ToString();
      }
    </set-body>${rest}`,
    rule: "xml-well-formed",
    message: /"set-body" has no ">"/,
    at: "<set-body",
    fixed: (text) => text.replace("<set-body", "<set-body>"),
  },
  {
    title: "a condition without @( )",
    text: `<policies>
  <inbound>
    <base />
    <choose>
      <when condition="context.Request.Headers.ContainsKey("Fiscal-Code") == true">
        <set-variable name="a" value="b" />
      </when>
    </choose>${rest}`,
    rule: "xml-well-formed",
    message: /code, but no expression: that begins with "@\("/,
    at: "context.Request",
    fixed: (text) =>
      text.replace(
        /"context\.Request.*true"/,
        '"@(context.Request.Headers.ContainsKey("Fiscal-Code") == true)"',
      ),
  },
  {
    title: "quotes that are escaped twice",
    text: `<policies>
    <inbound>
        <base />
        <rate-limit-by-key calls="5" renewal-period="60" counter-key="@(context.Subscription?.Key ?? &amp;quot;nobody&amp;quot;)" />${rest}`,
    rule: "escaped-once",
    message: /write "&quot;"/,
    at: "&amp;quot;nobody",
    fixed: (text) => text.replaceAll("&amp;quot;", "&quot;"),
  },
  {
    title: "quotes of print in a whole tag",
    text: `<policies>
    <inbound>
        <base />
        <validate-jwt header-name=”Authorization” failed-validation-httpcode=”401″ failed-validation-error-message=”No entry” require-expiration-time=”true” require-scheme=”Bearer” clock-skew=”60”>
            <issuer-signing-keys>
                <key>{{auth0-key}}</key>
            </issuer-signing-keys>
            <audiences>
                <audience>https://orders.example.net</audience>
            </audiences>
            <issuers>
                <issuer>https://acme.eu.auth0.com/</issuer>
            </issuers>
        </validate-jwt>${rest}`,
    rule: "straight-quotes",
    message: /there are 12 of them/,
    at: "”Authorization",
    fixed: (text) => text.replace(/[”″]/g, '"').replace("401'", '401"'),
  },
  {
    title: "a start tag in the place of an end tag",
    text: `<policies>
    <inbound>
        <base />
        <send-request mode="new" response-variable-name="answer">
            <set-url>https://acme.eu.auth0.com/userinfo</set-url>
            <set-method>GET</set-method>
            <set-header name="Authorization" exists-action="override">
                <value>@(context.Request.Headers.GetValueOrDefault("Authorization",""))</value>
            </set-header>
        <send-request>${rest}`,
    rule: "xml-well-formed",
    message: /"<\/send-request>" was meant/,
    at: "<send-request>",
    fixed: (text) => text.replace("<send-request>", "</send-request>"),
  },
  {
    title: "code in the place of a variable's name",
    text: `<policies>
    <inbound>
        <base />
        <return-response response-variable-name="context.Variables["login"]">
        </return-response>${rest}`,
    rule: "xml-well-formed",
    message: /The name of a variable belongs into "response-variable-name", and no expression/,
    at: "context.Variables",
    fixed: (text) => text.replace('context.Variables["login"]', "login"),
  },
  {
    title: "no-break spaces around an expression",
    text: `<policies>
  <inbound>
    <base />
    <set-body>\u00a0
@{ return "a"; }\u00a0
</set-body>${rest}`,
    rule: "no-invisible-character",
    message: /U\+00A0 \(no-break space\)/,
    at: "\u00a0",
    fixed: (text) => text.replaceAll("\u00a0", ""),
  },
];

suite("documents that people had trouble with", () => {
  for (const { title, text, rule, message, at, fixed } of reports) {
    test(`${title}: one finding, at its cause`, () => {
      const found = lint(parsePolicy(text));
      const [first] = found;
      assert.ok(first);
      assert.deepEqual(
        found.map((each) => each.rule),
        [rule],
        JSON.stringify(found, null, 1),
      );
      assert.match(first.message, message);
      assert.ok(text.startsWith(at, first.span.start), text.slice(first.span.start, first.span.start + 40));
    });

    test(`${title}: the way out leads out`, () => {
      const fix = lint(parsePolicy(text))[0]?.fix;
      assert.ok(fix && fixed);
      const mended = applyEdits(text, fix.edits);
      assert.equal(mended, fixed(text));
      assert.deepEqual(
        lint(parsePolicy(mended)).filter(
          (found) => found.rule === "xml-well-formed" || found.severity === "error",
        ),
        [],
      );
    });

    test(`${title}: nothing is changed without a look`, () => {
      assert.deepEqual(fixAll(parsePolicy(text)).edits, []);
    });
  }
});
