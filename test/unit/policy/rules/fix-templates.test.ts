import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { fixAll } from "../../../../src/policy/rules/index.ts";
import { directiveForms, valueForms } from "../support/template-forms.ts";

const fixed = (text: string) => applyEdits(text, fixAll(parsePolicy(text)).edits);

/** Every form that stands for something, with the directives of each tool. */
const forms: readonly string[] = [
  ...valueForms.map(({ text }) => text),
  ...directiveForms.flatMap(({ ifA, otherwise, endIf, forEach, endFor }) => [
    `${ifA}a${endIf}`,
    `${ifA}a${otherwise}b${endIf}`,
    `${forEach}a${endFor}`,
  ]),
];

const section = (xml: string) => `<policies>\n  <inbound>\n${xml}\n  </inbound>\n</policies>\n`;
const jwt = (xml: string) =>
  section(`    <validate-jwt header-name="a" clock-skew="60">
      <openid-config url="https://a.example/.well-known/openid-configuration" />
${xml}
    </validate-jwt>`);

/** Faults whose repair takes away, moves, splits or puts in elements: `‸` is beside them, `¦` elsewhere. */
const structures: Readonly<Record<string, string>> = {
  "a second base": section("    <base />\n    ‸\n    <set-method>GET¦</set-method>\n    <base />"),
  "a copy of a part": section(
    '    <return-response>\n      <set-status code="200" reason="¦OK" />\n      ‸\n      <set-status code="200" reason="¦OK" />\n    </return-response>',
  ).replaceAll("¦", ""),
  "an audience twice": jwt(
    "      <audiences>\n        <audience>a</audience>\n        ‸\n        <audience>a</audience>\n      </audiences>\n      <issuers>\n        <issuer>¦</issuer>\n      </issuers>",
  ),
  "parts out of order": jwt(
    "      <issuers>\n        <issuer>¦</issuer>\n      </issuers>\n      ‸\n      <audiences>\n        <audience>a</audience>\n      </audiences>",
  ),
  "two methods in one": section(
    "    <cors>\n      <allowed-origins><origin>¦</origin></allowed-origins>\n      <allowed-methods>\n        ‸\n        <method>GET, PUT</method>\n      </allowed-methods>\n    </cors>",
  ),
  "a range in an address": section(
    '    <ip-filter action="allow">\n      ‸\n      <address>10.0.0.0/8</address>\n    </ip-filter>\n    <set-method>¦</set-method>',
  ),
};

suite("where a tool decides on what stands beside", () => {
  for (const [title, marked] of Object.entries(structures)) {
    const elsewhere = marked.includes("¦");

    test(`${title}: is mended without a form`, () => {
      const text = marked.replace(/[‸¦]/g, "");
      assert.notEqual(fixed(text), text);
    });

    test(`${title}: stays with any form beside it`, () => {
      for (const form of forms) {
        const text = marked.replace("‸", form).replaceAll("¦", "");
        assert.equal(fixed(text), text, form);
      }
    });

    test(`${title}: stays with any form in a comment beside it`, () => {
      // What API Management itself replaces, it does not replace in comments.
      for (const form of forms.filter((each) => each !== "{{name}}")) {
        const text = marked.replace("‸", `<!-- ${form} -->`).replaceAll("¦", "");
        assert.equal(fixed(text), text, form);
      }
    });

    if (elsewhere) {
      test(`${title}: is mended with any form elsewhere, which stays`, () => {
        for (const form of forms) {
          const text = marked.replace("‸", "").replaceAll("¦", form);
          const after = fixed(text);
          assert.notEqual(after, text, form);
          assert.ok(after.includes(form), form);
        }
      });
    }

    for (const { tool, ifA, otherwise, endIf } of directiveForms) {
      test(`${title}: stays when ${tool} puts in one or the other`, () => {
        const inner =
          /‸\n[ \t]*(<[\s\S]*?)\n/.exec(marked)?.[1] ?? assert.fail("There is nothing behind the mark.");
        const text = marked.replace("‸", ifA).replace(inner, () => `${inner}${otherwise}${inner}${endIf}`);
        const plain = text.replaceAll("¦", "");
        assert.equal(fixed(plain), plain);
      });
    }
  }
});

/** Faults in values: `‸` is in the value, `¦` in another of the same element. */
const values: Readonly<Record<string, string>> = {
  "an origin with a slash": section(
    "    <cors><allowed-origins><origin>https://a‸.example/</origin></allowed-origins></cors>",
  ),
  "a switch in capitals": section('    <cors allow-credentials="True‸" terminate-unmatched-request="¦" />'),
  "a value in capitals": section(
    '    <set-header name="¦" exists-action="Override‸"><value>a</value></set-header>',
  ),
  "an ampersand": section("    <set-method>a & b‸</set-method>"),
  "a header with a colon": section(
    '    <check-header name="a:‸" failed-check-httpcode="401" failed-check-error-message="¦" ignore-case="true" />',
  ),
};

suite("where a tool fills in a value", () => {
  for (const [title, marked] of Object.entries(values)) {
    test(`${title}: is mended without a form`, () => {
      const text = marked.replace(/[‸¦]/g, "");
      assert.notEqual(fixed(text), text);
    });

    test(`${title}: stays with any form in it`, () => {
      for (const form of forms.filter((each) => !/["<]/.test(each))) {
        const text = marked.replace("‸", form).replaceAll("¦", "");
        assert.equal(fixed(text), text, form);
      }
    });

    test(`${title}: is mended with a form in another value, which stays`, () => {
      for (const form of forms.filter((each) => !/["<]/.test(each))) {
        const text = marked.replace("‸", "").replaceAll("¦", form);
        const after = fixed(text);
        assert.notEqual(after, text, form);
        if (marked.includes("¦")) assert.ok(after.includes(`"${form}"`), form);
      }
    });
  }
});
