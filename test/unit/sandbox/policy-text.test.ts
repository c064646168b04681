import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ArmError } from "../../../src/sandbox/arm/errors.ts";
import { rawToXml, xmlToRaw } from "../../../src/sandbox/arm/policy-text/formats.ts";
import { normalisePolicy } from "../../../src/sandbox/arm/policy-text/normalise.ts";
import type { PolicySurroundings } from "../../../src/sandbox/arm/policy-text/surroundings.ts";
import { validatePolicy } from "../../../src/sandbox/arm/policy-text/validate.ts";

const anything: PolicySurroundings = { scope: "api", hasNamedValue: () => true, hasEntity: () => true };

function complaint(text: string, surroundings: Partial<PolicySurroundings> = {}): string {
  try {
    validatePolicy(text, { ...anything, ...surroundings });
  } catch (error) {
    if (error instanceof ArmError) return error.details?.[0]?.message ?? "";
    throw error;
  }
  return "";
}

suite("policy text as the service stores it", () => {
  const stored = (text: string) => normalisePolicy(text).split("\r\n");

  test("one tab per level, whatever was written", () => {
    assert.deepEqual(stored("<policies>\n<inbound>\n      <base/></inbound></policies>"), [
      "<policies>",
      "\t<inbound>",
      "\t\t<base />",
      "\t</inbound>",
      "</policies>",
    ]);
  });

  test("an empty element stays in the form it was written in", () => {
    assert.deepEqual(stored("<policies><inbound></inbound><outbound/></policies>"), [
      "<policies>",
      "\t<inbound></inbound>",
      "\t<outbound />",
      "</policies>",
    ]);
  });

  test("comments stay, the declaration goes", () => {
    assert.deepEqual(
      stored('<?xml version="1.0"?><!-- top --><policies><!-- in\n  two lines --></policies>'),
      ["<!-- top -->", "<policies>", "\t<!-- in", "  two lines -->", "</policies>"],
    );
  });

  test("content with text keeps its lines", () => {
    const body = "<set-body>@{\n  return 1;\n}</set-body>";
    assert.deepEqual(stored(`<policies><inbound>${body}</inbound></policies>`).slice(2, 5), [
      "\t\t<set-body>@{",
      "  return 1;",
      "}</set-body>",
    ]);
  });

  test("attributes keep order, quotes and expressions", () => {
    const element = `<set-variable name='a'   value="@(context.Request.Headers["x"][0] < "b")" />`;
    assert.equal(
      stored(`<policies><inbound>${element}</inbound></policies>`)[2],
      `\t\t<set-variable name='a' value="@(context.Request.Headers["x"][0] < "b")" />`,
    );
  });
});

suite("policy formats", () => {
  const raw = `<policies><inbound><set-variable name="a" value="@(1 < 2 && "x" == "y")" /><set-body>@("<b>")</set-body></inbound></policies>`;
  const xml = `<policies><inbound><set-variable name="a" value="@(1 &lt; 2 &amp;&amp; &quot;x&quot; == &quot;y&quot;)" /><set-body>@(&quot;&lt;b&gt;&quot;)</set-body></inbound></policies>`;

  test("xml has expressions escaped, rawxml has them as written", () => {
    assert.equal(rawToXml(raw), xml);
    assert.equal(xmlToRaw(xml), raw);
  });

  test("what is no XML is refused in the format xml", () => {
    assert.throws(() => xmlToRaw(raw), { status: 400, code: "ValidationError" });
  });

  test("text outside of expressions is left alone", () => {
    const plain = "<policies><inbound><!-- a &amp; b --><set-body>a &lt; b</set-body></inbound></policies>";
    assert.equal(rawToXml(plain), plain);
    assert.equal(xmlToRaw(plain), plain);
  });
});

suite("policies that the service refuses", () => {
  const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

  test("says line and column of what is out of order", () => {
    const jwt =
      "<validate-jwt header-name='A'>\n<required-claims/>\n  <issuers><issuer>i</issuer></issuers></validate-jwt>";
    assert.match(complaint(inbound(jwt)), /^Error in element 'validate-jwt' on line 3, column 4: /);
  });

  test("names what is still possible after the elements that are there", () => {
    const jwt =
      "<validate-jwt header-name='A'><audiences><audience>a</audience></audiences><openid-config url='https://x'/></validate-jwt>";
    assert.match(
      complaint(inbound(jwt)),
      /invalid child element 'openid-config'\. List of possible elements expected: 'issuers, required-claims'\.$/,
    );
  });

  test("wants what an element cannot do without", () => {
    assert.match(complaint(inbound("<choose></choose>")), /'choose' has incomplete content.*'when'/);
    assert.match(
      complaint(inbound("<choose><when></when></choose>")),
      /The required attribute 'condition' is missing/,
    );
  });

  test("judges literal values only", () => {
    const claims = (match: string) =>
      inbound(
        `<validate-jwt header-name="A"><required-claims><claim name="n" match="${match}"><value>v</value></claim></required-claims></validate-jwt>`,
      );
    assert.match(complaint(claims("both")), /The 'match' attribute is invalid - The value 'both'/);
    assert.equal(complaint(claims("any")), "");
    assert.equal(complaint(claims("{{match}}")), "");
  });

  test("takes a fragment's policies without a section", () => {
    const fragment = { scope: undefined };
    assert.equal(
      complaint("<fragment><set-header name='a'><value>v</value></set-header></fragment>", fragment),
      "",
    );
    assert.match(complaint("<policies />", fragment), /Policy section is not allowed/);
    assert.match(complaint("<fragment />"), /Policy section is not allowed/);
  });

  test("has nothing against Liquid in a body", () => {
    const body =
      '<set-body template="liquid"><root>{% for a in body.b %}<c>{{a}}</c>{% endfor %}</root></set-body>';
    assert.equal(complaint(inbound(body)), "");
  });

  test("an empty document has no root", () => {
    assert.match(complaint(" "), /^Error in element 'policies' on line 1, column \d+: /);
  });
});

suite("real policies", () => {
  const folder = process.env["POLICY_CORPUS"];
  const texts: string[] = [];

  suiteSetup(function () {
    if (!folder) return this.skip();
    for (const name of readdirSync(folder).filter((one) => one.endsWith(".xml"))) {
      texts.push(readFileSync(join(folder, name), "utf8").replace(/^\uFEFF/, ""));
    }
  });

  const scopeOf = (text: string) => (/<policies/.test(text) ? "product" : undefined);
  const accepted = () => texts.filter((text) => complaint(text, { scope: scopeOf(text) }) === "");

  test("are accepted, but for the few that hold mistakes", () => {
    assert.ok(accepted().length >= texts.length * 0.9, `${accepted().length} of ${texts.length}`);
  });

  test("are stored in a form that does not change any more", () => {
    for (const text of accepted()) {
      const once = normalisePolicy(text);
      assert.equal(normalisePolicy(once), once);
    }
  });

  test("survive the way to the format xml and back", () => {
    for (const text of accepted()) assert.equal(xmlToRaw(rawToXml(text)), text);
  });
});
