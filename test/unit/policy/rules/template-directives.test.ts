import assert from "node:assert/strict";
import { lint, parsePolicy } from "../../../../src/policy/index.ts";
import { directiveForms } from "../support/template-forms.ts";

const inbound = (policies: string) =>
  `<policies><inbound>${policies}</inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;

const rulesIn = (text: string) => lint(parsePolicy(text)).map(({ rule }) => rule);

/** What two branches hold, and the rule that would find fault if both stood there, or one alone everywhere. */
const alternatives: readonly (readonly [
  rule: string,
  around: (both: string) => string,
  a: string,
  b: string,
])[] = [
  ["base-unique", inbound, "<base />", "<base />"],
  ["base-present", inbound, "<base />", "<return-response />"],
  [
    "policy-once",
    (both) => inbound(`<base />${both}`),
    "<cors><allowed-origins><origin>https://a.example</origin></allowed-origins></cors>",
    "<cors><allowed-origins><origin>https://b.example</origin></allowed-origins></cors>",
  ],
  [
    "child-unique",
    (both) => inbound(`<base /><return-response>${both}</return-response>`),
    '<set-status code="200" reason="a" />',
    '<set-status code="201" reason="b" />',
  ],
  [
    "child-order",
    (both) => inbound(`<base /><return-response>${both}</return-response>`),
    "<set-body>a</set-body>",
    '<set-status code="201" reason="b" />',
  ],
  [
    "child-required",
    (both) => inbound(`<base /><choose>${both}</choose>`),
    '<when condition="@(true)" />',
    '<when condition="@(false)" />',
  ],
  [
    "no-unreachable-policy",
    (both) => inbound(`<base />${both}`),
    "<return-response />",
    '<set-variable name="a" value="b" />',
  ],
  [
    "backend-forwards",
    (both) => `<policies><inbound><base /></inbound><backend>${both}</backend></policies>`,
    "<base />",
    "<forward-request />",
  ],
  [
    "request-target",
    (both) => inbound(`<base /><send-request mode="new" response-variable-name="r">${both}</send-request>`),
    "<set-url>https://a.example</set-url><set-method>GET</set-method>",
    "<set-url>https://b.example</set-url><set-method>GET</set-method>",
  ],
  [
    "jwt-key-source",
    (both) =>
      inbound(
        `<base /><validate-jwt header-name="Authorization" clock-skew="60">${both}<audiences><audience>a</audience></audiences></validate-jwt>`,
      ),
    '<openid-config url="https://a.example/.well-known/openid-configuration" />',
    "<issuer-signing-keys><key>bXktdmVyeS1sb25nLXNlY3JldC1mb3ItdGhlLW9yZGVycy1hcGkh</key></issuer-signing-keys>",
  ],
  [
    "attribute-required",
    (both) => inbound(`<base /><rate-limit renewal-period="60" ${both} />`),
    ' calls="1" ',
    ' calls="2" ',
  ],
  [
    "attribute-unique",
    (both) => inbound(`<base /><rate-limit renewal-period="60" ${both} />`),
    ' calls="1" ',
    ' calls="2" ',
  ],
  ["value-type", (both) => inbound(`<base /><rate-limit renewal-period="60" calls="${both}" />`), "1", "2"],
  [
    "xml-well-formed",
    (both) => inbound(`<base />${both}<set-variable name="a" value="b" /></retry>`),
    '<retry condition="@(true)" count="1" interval="1">',
    '<retry condition="@(false)" count="2" interval="1">',
  ],
];

suite("two branches are alternatives", () => {
  for (const { tool, ifA, otherwise, endIf } of directiveForms) {
    for (const [rule, around, a, b] of alternatives) {
      test(`${tool}: ${rule} has nothing against them`, () => {
        assert.deepEqual(rulesIn(around(`${ifA}${a}${otherwise}${b}${endIf}`)), []);
      });
    }
  }

  const { ifA, otherwise, endIf, forEach, endFor } = directiveForms[0] ?? assert.fail();

  test("what may be left out neither satisfies nor breaks a requirement", () => {
    assert.deepEqual(rulesIn(inbound(`${ifA}<base />${endIf}`)), []);
    assert.deepEqual(rulesIn(inbound(`<base />${ifA}<base />${endIf}`)), ["base-unique"]);
    assert.deepEqual(rulesIn(inbound(`${ifA}<base />${endIf}${ifA}<base />${endIf}`)), []);
    assert.deepEqual(
      rulesIn(inbound(`<base /><choose>${ifA}<when condition="@(true)" />${endIf}</choose>`)),
      [],
    );
    assert.deepEqual(
      rulesIn(inbound(`<base /><choose>${forEach}<when condition="@(true)" />${endFor}</choose>`)),
      [],
    );
  });

  test("many that exclude each other are never two", () => {
    for (const count of [2, 3, 7, 20, 100]) {
      const one = `${ifA}<base />${otherwise}<set-method>GET</set-method>${endIf}`;
      const other = `${ifA}<set-method>GET</set-method>${otherwise}<base />${endIf}`;
      assert.deepEqual(rulesIn(inbound(one.repeat(count))), []);
      assert.deepEqual(rulesIn(inbound((one + other).repeat(count))), []);
      assert.ok(
        rulesIn(inbound(`<base />${one.repeat(count)}`)).filter((rule) => rule === "base-unique").length >=
          count,
      );
    }
  });

  test("what is wrong in one branch is found in it", () => {
    assert.deepEqual(rulesIn(inbound(`<base />${ifA}<rate-limit calls="x" renewal-period="1" />${endIf}`)), [
      "value-type",
    ]);
    assert.deepEqual(rulesIn(inbound(`<base />${ifA}<rate-limt />${otherwise}<chose />${endIf}`)), [
      "known-policy",
      "known-policy",
    ]);
    assert.deepEqual(rulesIn(inbound(`${ifA}<base /><base />${otherwise}<base />${endIf}`)), ["base-unique"]);
    assert.deepEqual(rulesIn(inbound(`<base />${forEach}<choose></choose>${endFor}`)), ["child-required"]);
  });

  test("what both branches lack is found", () => {
    const choose = `<choose>${ifA}<otherwise />${otherwise}<otherwise />${endIf}</choose>`;
    assert.deepEqual(rulesIn(inbound(`<base />${choose}`)), ["child-required"]);
  });

  test("findings and their fixes have the places of the document", () => {
    const text = inbound(
      `<base />${ifA}<set-header name="a" exists-action="Override"><value>1</value></set-header>${endIf}`,
    );
    const [found] = lint(parsePolicy(text));
    assert.equal(found?.rule, "known-value");
    assert.equal(text.slice(found.span.start, found.span.end), "Override");
    assert.deepEqual(
      found.fix?.edits.map(({ span }) => text.slice(span.start, span.end)),
      ["Override"],
    );
  });

  test("no fix moves or removes anything over a directive", () => {
    const config = '<openid-config url="https://a.example/.well-known/openid-configuration" />';
    const audiences = "<audiences><audience>a</audience></audiences>";
    const text = inbound(
      `<base /><validate-jwt header-name="Authorization" clock-skew="60">${audiences}${ifA}<!-- a -->${endIf}${config}</validate-jwt>`,
    );
    const found = lint(parsePolicy(text));
    assert.deepEqual(
      found.map(({ rule, fix }) => [rule, fix]),
      [["child-order", undefined]],
    );
  });

  test("comments that switch a rule off do so in a document with directives", () => {
    const off = "<!-- auth0-apim-disable base-unique -->";
    assert.deepEqual(rulesIn(inbound(`${off}<base />${ifA}${endIf}<base />`)), []);
  });
});
