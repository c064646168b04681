import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { Failure } from "../../../../src/core/failure.ts";
import { policy } from "../../../../src/policy/facts/policies.ts";
import {
  insertValidateJwt,
  parsePolicy,
  type RemoveValidateJwtOptions,
  readJwtLinks,
  removeValidateJwt,
  type ValidateJwtOptions,
} from "../../../../src/policy/index.ts";

const jwtOptions: ValidateJwtOptions = { discoveryUrl: "D", audience: "A", issuer: "I" };

/** The text after inserting, a whole new element shown as `[jwt]`; or the refusal behind `!`. */
function insert(text: string, options: Partial<ValidateJwtOptions> = {}): string {
  return orRefusal(() =>
    applyEdits(text, insertValidateJwt(parsePolicy(text), { ...jwtOptions, ...options })).replace(
      /<validate-jwt header-name="Authorization" require-scheme.*?<\/validate-jwt>/s,
      "[jwt]",
    ),
  );
}

function remove(text: string, options: Partial<RemoveValidateJwtOptions> = {}): string {
  const wanted = { discoveryUrl: "D", audience: "A", ...options };
  return orRefusal(() => applyEdits(text, removeValidateJwt(parsePolicy(text), wanted)));
}

function orRefusal(run: () => string): string {
  try {
    return run();
  } catch (error) {
    assert.ok(error instanceof Failure && error.remedy !== undefined);
    return `! ${error.message}`;
  }
}

const section = (content: string) => `<policies>\n  <inbound>\n${content}\n  </inbound>\n</policies>`;
const jwt = (content: string, attributes = "") =>
  section(`    <validate-jwt${attributes}>${content}</validate-jwt>`);
const D = '<openid-config url="D"/>';
const E = '<openid-config url="E"/>';
const A = "<audiences><audience>A</audience></audiences>";

type Example = readonly [before: string, after: string];

suite("insert validate-jwt where the policy is laid out in an odd way", () => {
  const examples: readonly Example[] = [
    [section("    <base/>\n\n    <ip-filter/>"), section("    <base/>\n    [jwt]\n\n    <ip-filter/>")],
    [section("    <base></base>"), section("    <base></base>\n    [jwt]")],
    [section("    <base/><ip-filter/>"), section("    <base/>\n    [jwt]\n    <ip-filter/>")],
    [section("    <ip-filter/>\n    <base/>"), section("    <ip-filter/>\n    <base/>\n    [jwt]")],
    [section("    <!-- only -->"), section("    [jwt]\n    <!-- only -->")],
    [section("\t<base/>"), section("\t<base/>\n\t[jwt]")],
    [section("    <base /> <!-- a --> <!-- b -->"), section("    <base /> <!-- a --> <!-- b -->\n    [jwt]")],
    [
      "<policies>\n  <inbound></inbound>\n</policies>",
      "<policies>\n  <inbound>\n    [jwt]\n  </inbound>\n</policies>",
    ],
    [
      "<policies>\n  <inbound/>\n</policies>",
      "<policies>\n  <inbound>\n    [jwt]\n  </inbound>\n</policies>",
    ],
    [
      "<policies>\n  <inbound\n  />\n</policies>",
      "<policies>\n  <inbound>\n    [jwt]\n  </inbound>\n</policies>",
    ],
    [
      "<policies>\n\n  <backend/>\n</policies>",
      "<policies>\n  <inbound>\n    <base />\n    [jwt]\n  </inbound>\n\n  <backend/>\n</policies>",
    ],
    [
      "<policies/>",
      "<policies>\n    <inbound>\n        <base />\n        [jwt]\n    </inbound>\n</policies>",
    ],
    [
      "\uFEFF<policies><inbound/></policies>",
      "\uFEFF<policies><inbound>\n        [jwt]\n    </inbound></policies>",
    ],
    [
      "<?xml version='1.0'?>\r\n<policies>\r\n <inbound>\r\n  <base/>\r\n </inbound>\r\n</policies>",
      "<?xml version='1.0'?>\r\n<policies>\r\n <inbound>\r\n  <base/>\r\n  [jwt]\r\n </inbound>\r\n</policies>",
    ],
    [
      jwt('<openid-config url="{{D}}"/>'),
      section(`    [jwt]\n    <validate-jwt><openid-config url="{{D}}"/></validate-jwt>`),
    ],
    [
      section(`    <choose><when condition="true"><validate-jwt>${D}</validate-jwt></when></choose>`),
      section(
        `    [jwt]\n    <choose><when condition="true"><validate-jwt>${D}</validate-jwt></when></choose>`,
      ),
    ],
    [
      "<policies/><policies/>",
      "! The policy is malformed at line 1, column 13: A document has one root element only; this is another one.",
    ],
    ["<inbound/>", "! The document is a <inbound>, which has no inbound section."],
  ];
  for (const [before, after] of examples)
    test(JSON.stringify(before), () => assert.equal(insert(before), after));
});

suite("amend validate-jwt where parts are there already", () => {
  const added = "\n        <audience>A</audience>\n      ";
  const claim =
    '\n        <claim name="scope" match="all" separator=" ">\n          <value>s</value>\n        </claim>\n      ';
  const claims = (content: string) => jwt(`${D}${A}<required-claims>${content}</required-claims>`);
  const scope = (attributes: string, ...values: readonly string[]) =>
    `<claim name="scope"${attributes}>${values.map((value) => `<value>${value}</value>`).join("")}</claim>`;

  const lists: readonly Example[] = [
    [jwt(`${D}${A}`), jwt(`${D}${A}`)],
    [jwt(`${D}<audiences/>`), jwt(`${D}<audiences>${added}</audiences>`)],
    [jwt(`${D}<audiences></audiences>`), jwt(`${D}<audiences>${added}</audiences>`)],
    [
      jwt(`${D}<audiences><audience>{{B}}</audience></audiences>`),
      jwt(`${D}<audiences><audience>{{B}}</audience>${added}</audiences>`),
    ],
    [
      jwt(`${D}<audiences><audience>@(b)</audience></audiences>`),
      jwt(`${D}<audiences><audience>@(b)</audience>${added}</audiences>`),
    ],
    [jwt(`${D}${A}<issuers/>`), jwt(`${D}${A}<issuers>\n        <issuer>I</issuer>\n      </issuers>`)],
    [
      jwt(`${D}${A}<audiences><audience>B</audience></audiences>`),
      jwt(`${D}${A}<audiences><audience>B</audience></audiences>`),
    ],
    [
      jwt(`${D}${A}`, ' failed-validation-httpcode="403"'),
      jwt(`${D}${A}`, ' failed-validation-httpcode="403"'),
    ],
    [
      jwt(`${D}${A}`, ' failed-validation-httpcode="{{c}}"'),
      jwt(`${D}${A}`, ' failed-validation-httpcode="{{c}}"'),
    ],
    [
      section(`    <validate-jwt>${D}</validate-jwt>\n    <validate-jwt>${D}${A}</validate-jwt>`),
      section(`    <validate-jwt>${D}</validate-jwt>\n    <validate-jwt>${D}${A}</validate-jwt>`),
    ],
  ];
  for (const [before, after] of lists)
    test(JSON.stringify(before), () => assert.equal(insert(before), after));

  const scopes: readonly Example[] = [
    [jwt(`${D}${A}<required-claims/>`), claims(claim)],
    [claims('<claim name="x"/>'), claims(`<claim name="x"/>${claim}`)],
    [
      claims(scope(' match="any" separator=" "', "s")),
      claims(`${scope(' match="any" separator=" "', "s")}${claim}`),
    ],
    [claims(scope("", "s")), claims(`${scope("", "s")}${claim}`)],
    [claims(scope(' separator=" "', "s", "t")), claims(scope(' separator=" "', "s", "t"))],
    [
      claims(scope(' separator=" "', "t")),
      claims(
        '<claim name="scope" separator=" "><value>t</value>\n          <value>s</value>\n        </claim>',
      ),
    ],
  ];
  for (const [before, after] of scopes) {
    test(`scope s: ${JSON.stringify(before)}`, () =>
      assert.equal(insert(before, { requiredScopes: ["s"] }), after));
  }

  test("whatever stands there, what is added stands in the order that the service insists on", () => {
    const order = [...(policy("validate-jwt")?.children.keys() ?? [])];
    for (const part of order.filter((name) => name !== "openid-config" && name !== "audiences")) {
      const amended = insert(jwt(`${D}<${part}></${part}>`), { requiredScopes: ["s"] });
      const element = parsePolicy(amended).elements("validate-jwt")[0];
      const names = (element?.children ?? []).flatMap((child) =>
        child.kind === "element" ? [child.name] : [],
      );
      assert.ok(names.includes("audiences") && names.includes("required-claims"), amended);
      assert.deepEqual(
        names,
        order.filter((name) => names.includes(name)),
        part,
      );
    }
  });
});

suite("remove validate-jwt", () => {
  const whole = `<validate-jwt>${D}${A}</validate-jwt>`;
  const examples: readonly Example[] = [
    [section(`    ${whole}`), "<policies>\n  <inbound>\n  </inbound>\n</policies>"],
    [section(`    <base/>\n    ${whole}\n\n    <cors/>`), section("    <base/>\n\n    <cors/>")],
    [section(`    <base/>${whole}<cors/>`), section("    <base/><cors/>")],
    [section(`    <base/>\n    ${whole} <!-- x -->`), section("    <base/>\n     <!-- x -->")],
    [section(`    ${whole}\n    ${whole}`), "<policies>\n  <inbound>\n  </inbound>\n</policies>"],
    [section(`<choose><when>${whole}</when></choose>`), section("<choose><when></when></choose>")],
    [
      jwt(`${D}<audiences><audience>A</audience><audience>A</audience></audiences>`),
      "<policies>\n  <inbound>\n  </inbound>\n</policies>",
    ],
    [
      jwt(`${D}<audiences>\n<audience>A</audience>\n<audience>B</audience>\n</audiences>`),
      jwt(`${D}<audiences>\n<audience>B</audience>\n</audiences>`),
    ],
    [jwt(`${D}${E}${A}`), jwt(`${E}${A}`)],
    [jwt(`${D}<openid-config url="{{E}}"/>${A}`), jwt(`<openid-config url="{{E}}"/>${A}`)],
    [jwt(D), jwt(D)],
    [jwt(A), jwt(A)],
    [jwt(`<openid-config url="{{D}}"/>${A}`), jwt(`<openid-config url="{{D}}"/>${A}`)],
    [
      jwt(`${D}<audiences><audience>@(a)</audience></audiences>`),
      jwt(`${D}<audiences><audience>@(a)</audience></audiences>`),
    ],
    [
      `<policies><outbound>${whole}</outbound></policies>`,
      `<policies><outbound>${whole}</outbound></policies>`,
    ],
    [
      `<policies>\r\n<inbound>\r\n${whole}\r\n</inbound></policies>`,
      "<policies>\r\n<inbound>\r\n</inbound></policies>",
    ],
    [
      "<policies><inbound>",
      '! The policy is malformed at line 1, column 12: The text ends before the end tags of "inbound", "policies".',
    ],
    ["", ""],
  ];
  for (const [before, after] of examples)
    test(JSON.stringify(before), () => assert.equal(remove(before), after));

  test("keeps an issuer that is the only one, when other addresses remain", () => {
    const issuers = (...values: readonly string[]) =>
      `<issuers>${values.map((value) => `<issuer>${value}</issuer>`).join("")}</issuers>`;
    assert.equal(remove(jwt(D + E + A + issuers("I")), { issuer: "I" }), jwt(E + A + issuers("I")));
    assert.equal(remove(jwt(D + E + A + issuers("I", "J")), { issuer: "I" }), jwt(E + A + issuers("J")));
    assert.equal(remove(jwt(D + E + A + issuers("I", "J"))), jwt(E + A + issuers("I", "J")));
  });
});

suite("read the links of awkward policies", () => {
  const read = (text: string) =>
    readJwtLinks(parsePolicy(text)).map(({ discoveryUrls, audiences, issuers, complete }) => [
      ...[discoveryUrls.join(), audiences.join(), issuers.join()],
      complete,
    ]);
  const examples: readonly (readonly [content: string, ...link: readonly (string | boolean)[]])[] = [
    [D + A, "D", "A", "", true],
    [D + E + A, "D,E", "A", "", true],
    ["", "", "", "", true],
    [`<openid-config/>${A}`, "", "A", "", true],
    ['<openid-config url=""/>', "", "", "", true],
    ["<openid-config url='a&amp;b'/>", "a&b", "", "", true],
    ['<openid-config url="@(a)"/>', "", "", "", false],
    ["<audiences><audience> A\n</audience><audience><!-- x -->B</audience></audiences>", "", "A,B", "", true],
    ["<audiences><audience/></audiences>", "", "", "", true],
    ["<audiences><audience>a{{b}}</audience></audiences>", "", "", "", false],
    ["<audiences><audience><![CDATA[a&b]]></audience></audiences>", "", "a&b", "", true],
    ["<issuers><issuer>a</issuer></issuers><issuers><issuer>b</issuer></issuers>", "", "", "a,b", true],
    ["<audience>A</audience>", "", "", "", true],
  ];
  for (const [content, ...link] of examples) {
    test(content || "nothing", () => assert.deepEqual(read(jwt(content)), [link]));
  }

  test("of a text that is still being typed", () => {
    assert.deepEqual(read(`<policies><inbound><validate-jwt>${D}<audiences><audience>A`), [
      ["D", "A", "", true],
    ]);
    assert.deepEqual(read("<policies><inbound><validate-jwt"), [["", "", "", true]]);
  });
});
