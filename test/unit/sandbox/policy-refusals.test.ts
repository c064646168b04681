import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "mocha";
import { ArmError } from "../../../src/sandbox/arm/errors.ts";
import type { PolicySurroundings } from "../../../src/sandbox/arm/policy-text/surroundings.ts";
import { validatePolicy } from "../../../src/sandbox/arm/policy-text/validate.ts";

const inbound = (content: string) => `<policies>\n\t<inbound>\n\t\t${content}\n\t</inbound>\n</policies>`;
const jwt = (attributes: string, content = "") =>
  inbound(`<validate-jwt ${attributes}>${content}</validate-jwt>`);
const discovery = `<openid-config url="https://t.auth0.com/.well-known/openid-configuration" />`;
const audiences = "<audiences><audience>a</audience></audiences>";
const issuers = "<issuers><issuer>https://t.auth0.com/</issuer></issuers>";
const claims = `<required-claims><claim name="c" match="all"><value>v</value></claim></required-claims>`;

/** An instance that has nothing a policy could refer to. */
const empty: PolicySurroundings = { scope: "api", hasNamedValue: () => false, hasEntity: () => false };
const full: PolicySurroundings = { scope: "api", hasNamedValue: () => true, hasEntity: () => true };

/** What the service answers, in its envelope; `undefined` when it takes the policy. */
function refusal(text: string, surroundings: PolicySurroundings): unknown {
  try {
    validatePolicy(text, surroundings);
  } catch (error) {
    if (error instanceof ArmError) return { status: error.status, ...error.body };
    throw error;
  }
  return undefined;
}

function envelope(...details: readonly (readonly [target: string, at: string, message: string])[]) {
  return {
    status: 400,
    error: {
      code: "ValidationError",
      message: "One or more fields contain incorrect values:",
      details: details.map(([target, at, message]) => ({
        code: "ValidationError",
        target,
        message: `Error in element '${target}' on ${at}: ${message}`,
      })),
    },
  };
}

const notHere = "Policy section is not allowed in the specified scope";

/** What the service was seen to refuse, in its own words as far as they were quoted in public. */
const seen: readonly (readonly [text: string, ReturnType<typeof envelope>])[] = [
  [
    jwt(`header-name="A"`, discovery + issuers + audiences),
    envelope([
      "validate-jwt",
      "line 3, column 166",
      "The element 'validate-jwt' has invalid child element 'audiences'. List of possible elements expected: 'required-claims'.",
    ]),
  ],
  [
    jwt(`header-name="A"`, `${claims}<issuer-signing-keys><key>c2VjcmV0</key></issuer-signing-keys>`),
    envelope([
      "validate-jwt",
      "line 3, column 121",
      "The element 'validate-jwt' has invalid child element 'issuer-signing-keys'.",
    ]),
  ],
  [
    inbound(`<set-header name="X" exists-action="override">abc</set-header>`),
    envelope([
      "set-header",
      "line 3, column 49",
      "The element 'set-header' cannot contain text. List of possible elements expected: 'value'.",
    ]),
  ],
  [
    `<inbound><cors /><validate-jwt header-name="A" /><rate-limit-by-key /></inbound>`,
    envelope(
      ["cors", "line 1, column 11", notHere],
      ["validate-jwt", "line 1, column 19", notHere],
      ["rate-limit-by-key", "line 1, column 51", notHere],
    ),
  ],
  [
    inbound(`<log-to-eventhub logger-id="nobody">x</log-to-eventhub>`),
    envelope(["log-to-eventhub", "line 3, column 4", "Logger not found"]),
  ],
  [
    inbound(
      `<send-request mode="new" response-variable-name="r"><set-url>{{AIGUARD-CLOUD}}</set-url></send-request>`,
    ),
    envelope(["set-url", "line 3, column 64", "Cannot find a property 'AIGUARD-CLOUD'"]),
  ],
  [
    inbound(`<set-backend-service backend-id="nobody" />`),
    envelope(["set-backend-service", "line 3, column 4", "Backend with id 'nobody' could not be found."]),
  ],
  [
    inbound(
      `<cors><allowed-origins><origin>https://*.example.net</origin></allowed-origins><allowed-methods><method>*</method></allowed-methods></cors>`,
    ),
    envelope([
      "cors",
      "line 3, column 4",
      "Origin must be a valid URL consisting of scheme, host, and port only",
    ]),
  ],
];

/** Values that do not have the type that the service's schema gives their attribute. */
const wrongValues: readonly (readonly [attribute: string, value: string, text: string])[] = [
  ["clock-skew", "my-aud", jwt(`header-name="A" clock-skew="my-aud"`)],
  ["clock-skew", "00:01:00", jwt(`header-name="A" clock-skew="00:01:00"`)],
  ["failed-validation-httpcode", "forbidden", jwt(`header-name="A" failed-validation-httpcode="forbidden"`)],
  ["require-signed-tokens", "yes", jwt(`header-name="A" require-signed-tokens="yes"`)],
  ["require-expiration-time", "", jwt(`header-name="A" require-expiration-time=""`)],
  [
    "validate-connectivity",
    "maybe",
    jwt(`header-name="A"`, discovery.replace(" />", ` validate-connectivity="maybe" />`)),
  ],
  ["url", "my-tenant", jwt(`header-name="A"`, `<openid-config url="my-tenant" />`)],
  ["match", "both", jwt(`header-name="A"`, claims.replace(`"all"`, `"both"`))],
  ["calls", "many", inbound(`<rate-limit calls="many" renewal-period="60" />`)],
  ["renewal-period", "1m", inbound(`<rate-limit calls="1" renewal-period="1m" />`)],
  ["code", "OK", inbound(`<return-response><set-status code="OK" /></return-response>`)],
  ["action", "deny", inbound(`<ip-filter action="deny"><address>1.1.1.1</address></ip-filter>`)],
  [
    "exists-action",
    "replace",
    inbound(`<set-header name="X" exists-action="replace"><value>1</value></set-header>`),
  ],
  [
    "allow-credentials",
    "on",
    inbound(`<cors allow-credentials="on"><allowed-origins><origin>*</origin></allowed-origins></cors>`),
  ],
  [
    "count",
    "three",
    inbound(`<retry condition="@(true)" count="three" interval="1"><trace source="a">b</trace></retry>`),
  ],
];

/** What is refused by what must be there or go together; the service's words for the last three are not known. */
const incomplete: readonly (readonly [text: string, message: RegExp])[] = [
  [jwt(`header-name="A" audience="a"`), /'validate-jwt' .*The 'audience' attribute is not declared\.$/],
  [inbound("<check-header />"), /'check-header' .*The required attribute 'name' is missing\.$/],
  [
    inbound(`<rate-limit-by-key calls="1" renewal-period="1" />`),
    /The required attribute 'counter-key' is missing\.$/,
  ],
  [inbound("<choose></choose>"), /The element 'choose' has incomplete content\. .*'when'\.$/],
  [jwt(`header-name="A"`, "<openid-config />"), /The required attribute 'url' is missing\.$/],
  [
    jwt(`header-name="A"`, `<issuer-signing-keys><key n="AQAB" /></issuer-signing-keys>`),
    /'key' .*The required attribute 'e' is missing\.$/,
  ],
  [jwt(`header-name="A" query-parameter-name="t"`), /'validate-jwt' .*Exactly one of the attributes/],
  [jwt(""), /'validate-jwt' .*Exactly one of the attributes 'header-name', 'query-parameter-name'/],
  [inbound(`<set-backend-service base-url="https://a" backend-id="b" />`), /Exactly one of the attributes/],
  [
    inbound(`<quota-by-key counter-key="a" renewal-period="60" />`),
    /At least one of the attributes 'calls', 'bandwidth'/,
  ],
];

/** What a linter may warn of and the service takes, and what only looks wrong. */
const taken: Readonly<Record<string, string>> = {
  "no-keys": jwt(`header-name="Authorization" failed-validation-httpcode="401"`),
  "rs256-inline-certificate": jwt(
    `header-name="Authorization"`,
    "<issuer-signing-keys><key>MIIC</key></issuer-signing-keys>",
  ),
  "auth0-issuer-no-slash": jwt(
    `header-name="A"`,
    "<issuers><issuer>https://t.eu.auth0.com</issuer></issuers>",
  ),
  "csv-value-with-separator": jwt(
    `header-name="A"`,
    `<required-claims><claim name="aud" match="any" separator=","><value>a,b</value></claim></required-claims>`,
  ),
  "scope-without-separator": jwt(
    `header-name="A"`,
    `<required-claims><claim name="scope" match="any"><value>read:x</value></claim></required-claims>`,
  ),
  "require-scheme-custom-header": jwt(`header-name="X-Token" require-scheme="Bearer"`),
  "lasterror-crlf": `<policies><on-error><set-header name="ErrorMessage" exists-action="override"><value>@(context.LastError.Message)</value></set-header></on-error></policies>`,
  "fp-raw-quotes": inbound(
    `<choose><when condition="@(context.Request.Method == "POST" && !((Jwt)context.Variables["jwt"]).Claims["group"].Contains("finance"))"><return-response /></when></choose>`,
  ),
  "fp-generic-in-text": inbound(
    "<set-body>@(context.Request.Body.As<JObject>(preserveContent: true).ToString())</set-body>",
  ),
  "fp-named-value-in-typed-attribute": inbound(`<rate-limit calls="{{limit}}" renewal-period="60" />`),
  "an expression in a typed attribute": jwt(`header-name="A" clock-skew="@(60)"`),
  "origins as people write them": inbound(
    `<cors><allowed-origins><origin>http://localhost:8080/</origin><origin>https://a.example</origin><origin>{{origin}}</origin></allowed-origins></cors>`,
  ),
  "any origin": inbound("<cors><allowed-origins><origin>*</origin></allowed-origins></cors>"),
  "a web socket's address": inbound(`<set-backend-service base-url="wss://a.example/realtime" />`),
};

/** Cases of the contract that are refused here, by the place in the tables above that proves it. */
const refused: Readonly<Record<string, string>> = {
  "order-issuers-before-audiences": jwt(`header-name="A"`, discovery + issuers + audiences),
  "order-required-claims-first": jwt(
    `header-name="A"`,
    `${claims}<issuer-signing-keys><key>c2VjcmV0</key></issuer-signing-keys>`,
  ),
  "two-token-sources": jwt(`header-name="A" query-parameter-name="t"`),
  "missing-named-value": jwt(
    `header-name="A"`,
    "<issuer-signing-keys><key>{{no-such-value}}</key></issuer-signing-keys>",
  ),
  "root-is-inbound": "<inbound><cors /></inbound>",
  "set-header-text": inbound(`<set-header name="X" exists-action="override">abc</set-header>`),
};

/** Cases that no save can meet, and why. */
const notApplicable: Readonly<Record<string, string>> = {
  "aad-v1-v2-issuer":
    "shows when a call is made: the discovery document is of another version than the token",
  "slim-discovery": "shows when a call is made, and is about what a discovery document must hold",
  "fp-doc-example-decryption-keys-last":
    "the reference's order and its own example contradict each other; nobody reports what the service does",
};

suite("policies that the service was seen to refuse", () => {
  for (const [text, expected] of seen) {
    test(`${expected.error.details.map(({ message }) => message).join(" · ")}`, () => {
      assert.deepEqual(refusal(text, empty), expected);
    });
  }

  for (const [attribute, value, text] of wrongValues) {
    test(`${attribute}="${value}" has the wrong type`, () => {
      const said = JSON.stringify(refusal(text, full));
      assert.ok(
        said.includes(
          `The '${attribute}' attribute is invalid - The value '${value}' is invalid according to its datatype`,
        ),
        said,
      );
    });
  }

  for (const [text, message] of incomplete) {
    test(`refused: ${message.source}`, () => {
      const said = refusal(text, full) as ReturnType<typeof envelope> | undefined;
      assert.match(said?.error.details[0]?.message ?? "", message);
    });
  }

  for (const [name, text] of Object.entries(taken)) {
    test(`takes ${name}`, () => assert.equal(refusal(text, full), undefined));
  }

  for (const [name, text] of Object.entries(refused)) {
    test(`refuses ${name}`, () => assert.notEqual(refusal(text, empty), undefined));
  }
});

interface BadCase {
  readonly id: string;
  readonly fp?: boolean;
}

interface ServiceMessage {
  readonly element: string;
  readonly text: string;
}

suite("the contract's lists of bad policies", () => {
  const folder = process.env["CONTRACTS_DIR"];
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(folder ?? "", "policy", name), "utf8"));

  setup(function () {
    if (!folder) this.skip();
  });

  test("every case is refused, taken, or not applicable for a reason", () => {
    const { cases } = read("bad-cases.json") as { cases: readonly BadCase[] };
    for (const { id, fp } of cases) {
      const known = [taken, refused, notApplicable].filter((table) => Object.hasOwn(table, id));
      assert.equal(known.length, 1, id);
      if (fp) assert.ok(Object.hasOwn(taken, id), `${id} is a trap and must be taken`);
    }
  });

  test("every message of the service is answered word for word", () => {
    const { messages } = read("service-validation-messages.json") as {
      messages: readonly ServiceMessage[];
    };
    const said = seen.flatMap(([, { error }]) => error.details);
    for (const { element, text } of messages) {
      const wanted = text.replace("<id>", "nobody");
      for (const target of element.split("|")) {
        const found = said.some(
          (detail) => detail.target === target && detail.message.endsWith(`: ${wanted}`),
        );
        assert.ok(found, `${target}: ${wanted}`);
      }
    }
  });
});
