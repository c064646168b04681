import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lintWith } from "../../../../src/policy/rules/engine/lint.ts";
import { rules } from "../../../../src/policy/rules/index.ts";
import { valueForms } from "../support/template-forms.ts";
import { live } from "./support/live.ts";

const inbound = (policies: string) => `<policies><inbound><base />${policies}</inbound></policies>`;
const jwt = (parts: string, attributes = 'header-name="Authorization" clock-skew="60"') =>
  inbound(`<validate-jwt ${attributes}>${parts}</validate-jwt>`);
const discovery = '<openid-config url="https://shop.eu.auth0.com/.well-known/openid-configuration" />';
const audiences = "<audiences><audience>a</audience></audiences>";

/** A fault that would be none if the form at ‸ stood for what is missing, or for something else beside it. */
interface Hidden {
  readonly rule: string;
  readonly text: string;
  /** The form stands among attributes, where a named value cannot. */
  readonly inTag?: true;
}

const hidden: readonly Hidden[] = [
  { rule: "attribute-required", text: inbound('<set-header exists-action="delete" ‸ />'), inTag: true },
  { rule: "attribute-combination", text: inbound("<set-backend-service ‸ />"), inTag: true },
  {
    rule: "attribute-recommended",
    text: inbound(
      '<check-header name="a" failed-check-httpcode="400" ignore-case="true" ‸><value>1</value></check-header>',
    ),
    inTag: true,
  },
  {
    rule: "authorization-identity",
    text: inbound('<get-authorization-context identity-type="jwt" ‸ />'),
    inTag: true,
  },
  { rule: "jwt-one-token-source", text: jwt(discovery, 'clock-skew="60" ‸'), inTag: true },
  { rule: "jwt-clock-skew-given", text: jwt(discovery, 'header-name="a" ‸'), inTag: true },
  {
    rule: "client-certificate-identity",
    text: inbound(
      "<validate-client-certificate><identities><identity ‸ /></identities></validate-client-certificate>",
    ),
    inTag: true,
  },
  {
    rule: "jwt-key-content",
    text: jwt("<issuer-signing-keys><key ‸ /></issuer-signing-keys>"),
    inTag: true,
  },
  {
    rule: "jwt-rsa-key-pair",
    text: jwt('<issuer-signing-keys><key n="AQAB" ‸ /></issuer-signing-keys>'),
    inTag: true,
  },
  {
    rule: "jwt-claim-match-any",
    text: jwt(
      '<required-claims><claim name="sub" ‸><value>a</value><value>b</value></claim></required-claims>',
    ),
    inTag: true,
  },
  {
    rule: "jwt-scope-separator",
    text: jwt('<required-claims><claim name="scope" ‸><value>a</value></claim></required-claims>'),
    inTag: true,
  },
  {
    rule: "jwt-requires-audience",
    text: jwt(`${discovery}<required-claims><claim match="any" ‸><value>a</value></claim></required-claims>`),
    inTag: true,
  },
  { rule: "base-present", text: "<policies><inbound>‸<set-method>GET</set-method></inbound></policies>" },
  { rule: "backend-forwards", text: "<policies><backend>‸</backend></policies>" },
  {
    rule: "backend-forwards",
    text: '<policies><backend><choose><when condition="@(true)">‸</when></choose></backend></policies>',
  },
  { rule: "backend-forwards", text: "<policies><inbound>‸</inbound><backend></backend></policies>" },
  { rule: "child-required", text: inbound("<choose>‸</choose>") },
  { rule: "ip-filter-not-empty", text: inbound('<ip-filter action="allow">‸</ip-filter>') },
  {
    rule: "request-target",
    text: inbound('<send-request mode="new" response-variable-name="r">‸</send-request>'),
  },
  {
    rule: "entra-restricts-callers",
    text: inbound('<validate-azure-ad-token tenant-id="common">‸</validate-azure-ad-token>'),
  },
  {
    rule: "client-certificate-rejects",
    text: inbound('<validate-client-certificate validate-trust="false">‸</validate-client-certificate>'),
  },
  { rule: "jwt-key-source", text: jwt(`‸${audiences}`) },
  { rule: "jwt-key-source", text: jwt(`<issuer-signing-keys>‸</issuer-signing-keys>${audiences}`) },
  { rule: "jwt-rejects-something", text: jwt("‸", 'header-name="a" require-signed-tokens="false"') },
  { rule: "jwt-requires-audience", text: jwt(`${discovery}‸`) },
  { rule: "jwt-requires-audience", text: jwt(`${discovery}<audiences>‸</audiences>`) },
  { rule: "jwt-requires-audience", text: jwt(`${discovery}<required-claims>‸</required-claims>`) },
  { rule: "jwt-requires-issuer", text: jwt("<issuer-signing-keys><key>a</key></issuer-signing-keys>‸") },
  { rule: "jwt-requires-issuer", text: jwt(`${discovery}<issuers>‸</issuers>`) },
  { rule: "jwt-claim-name", text: jwt(`${discovery}<required-claims>‸</required-claims>`) },
  {
    rule: "auth0-issuer-slash",
    text: jwt(`${discovery}<issuers><issuer>https://shop.eu.auth0.com</issuer>‸</issuers>`),
  },
  {
    rule: "auth0-issuer-matches-discovery",
    text: jwt(`${discovery}‸<issuers><issuer>https://other.eu.auth0.com/</issuer></issuers>`),
  },
  {
    rule: "auth0-known-claim",
    text: jwt(`${discovery}‸<required-claims><claim name="tid"><value>a</value></claim></required-claims>`),
  },
  {
    rule: "auth0-known-audience",
    text: jwt(`${discovery}<audiences><audience>no-api</audience></audiences><issuers>‸</issuers>`),
  },
  { rule: "expression-returns", text: inbound('<set-variable name="a" value="@{ 1; ‸ }" />') },
  { rule: "known-context-member", text: inbound('<set-variable name="a" value="@(context.Reques‸)" />') },
  {
    rule: "header-single-line",
    text: inbound(
      '<set-header name="a" exists-action="append"><value>@(context.LastError.Message‸)</value></set-header>',
    ),
  },
];

suite("what may be filled in is neither there nor missing", () => {
  for (const { rule: id, text, inTag } of hidden) {
    const check = rules.filter((rule) => rule.id === id);
    const found = (form: string) => lintWith(check, parsePolicy(text.replace("‸", () => form)), { live });

    test(`${id}: ${text}`, () => {
      assert.ok(found("").length > 0, "Without a form, something is found.");
      for (const { text: form } of valueForms) {
        if (form === "{{name}}" && (inTag || text.includes("@"))) continue;
        assert.deepEqual(found(form), [], form);
      }
    });
  }

  test("an element whose name is filled in is any", () => {
    for (const form of ["${name}", "#{name}#", "__name__"]) {
      const text = inbound(`<${form} a="b"><c /></${form}><choose><${form} /></choose>`);
      const ids = lintWith(rules, parsePolicy(text)).map(({ rule }) => rule);
      assert.deepEqual(ids, [], form);
    }
  });

  test("an element in the strings of a form is none", () => {
    const text = inbound('<rate-limit calls="1" renewal-period="1" />${a ? "<chose>" : "</chose><base />"}');
    assert.deepEqual(lintWith(rules, parsePolicy(text)), []);
  });

  test("an expression is the whole value when the form beside it may be nothing", () => {
    for (const { text: form } of valueForms.filter(({ text }) => text !== "{{name}}")) {
      const value = (text: string) =>
        inbound(
          `<set-variable name="a" value="${text}" /><set-header name="b" exists-action="append"><value>${text}</value></set-header>`,
        );
      const found = (text: string) => lintWith(rules, parsePolicy(value(text))).map(({ rule }) => rule);
      assert.deepEqual(found(`${form}@(1 + 1)`), [], form);
      assert.deepEqual(
        found(`a ${form} @(1 + 1)`),
        ["expression-whole-value", "expression-whole-value"],
        form,
      );
    }
  });

  test("names between braces are another tool's where one has braces of its own", () => {
    const unknown = inbound('<set-variable name="a" value="{{no-such-value}}" />');
    const found = (text: string) => lintWith(rules, parsePolicy(text), { live }).map(({ rule }) => rule);
    assert.deepEqual(found(unknown), ["named-value-exists"]);
    for (const more of [
      "{% set a = 1 %}",
      "{# a #}",
      "{{ .Values.a }}",
      "{{/* a */}}",
      "{{- if .a }}{{ end }}",
    ]) {
      assert.deepEqual(found(`${more}${unknown}`), [], more);
    }
    assert.deepEqual(found(unknown.replace("{{no", "${{no")), []);
    assert.deepEqual(found(`\${a}${unknown}`), ["named-value-exists"]);
  });
});
