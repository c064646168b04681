import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { document } from "./merging.ts";

/** The content of an inbound section, and what is said of it; `undefined` for what the service takes. */
const contents: readonly (readonly [content: string, problem: RegExp | undefined])[] = [
  ["<base />", undefined],
  ['<set-header name="a"><value>@(context.Api.Name + "<b>")</value></set-header>', undefined],
  [
    '<set-variable name="a" value="@(context.Request.Headers.GetValueOrDefault("b","") == "c" && 1 < 2)" />',
    undefined,
  ],
  ['<set-variable name="a" value="@{ return &quot;b&quot;; }" />', undefined],
  ["<set-body><![CDATA[<not><closed>]]></set-body>", undefined],
  ["<!-- <validate-jwt> -->", undefined],
  ['<set-header name="${header_name}" exists-action="skip"><value>#{value}#</value></set-header>', undefined],
  ['<set-header name="{{unknown}}" />', undefined],
  ["<validate-jwt>", /line 1: /],
  ["</choose>", /line 1: /],
  ['<set-header name="a></set-header>', /line 1: /],
  ['<set-header name="a" name="b" />', /line 1: /],
  ["<set-header name=a />", /line 1: /],
  ["<set-header name />", /line 1: /],
  ['<set-variable name="a" value="@(context.Api.Name" />', /line 1: /],
  ['<set-variable name="a" value="@()" />', /line 1: /],
  ['<set-variable name="a" value="b & c" />', /line 1: .*&amp;/],
  ["<set-body>a & b</set-body>", /line 1: .*&amp;/],
  ["<set-body>&#0;</set-body>", /line 1: /],
  ["<set-body><![CDATA[a</set-body>", /line 1: /],
  ["<!-- a", /line 1: /],
  ["<set-header name=“a” />", /line 1: /],
  ["\n\n<set-header name='a></set-header>", /line 3: /],
  ["\r\n\r\n\r\n<when", /line \d: /],
];

suite("the effective policy: documents that can be read, and such as cannot", () => {
  for (const [content, expected] of contents) {
    test(JSON.stringify(content), () => {
      const { problem } = document("api", `<policies><inbound>${content}</inbound></policies>`);
      if (expected === undefined) assert.equal(problem, undefined);
      else assert.match(problem ?? "nothing", expected);
    });
  }

  test("a document needs the root of its kind", () => {
    assert.equal(document("fragment", "<fragment/>").problem, undefined);
    assert.equal(document("api", "<policies/>").problem, undefined);
    assert.match(document("fragment", "<policies/>").problem ?? "", /its root is not <fragment>/);
    assert.match(document("api", "<fragment/>").problem ?? "", /its root is not <policies>/);
    assert.match(document("api", "<Policies/>").problem ?? "", /its root is not <policies>/);
  });

  test("a byte order mark, an XML declaration and comments around the root are no faults", () => {
    assert.equal(
      document("api", '<?xml version="1.0"?>\n<!-- a -->\n<policies/>\n<!-- b -->\n').problem,
      undefined,
    );
  });

  test("a section stands once", () => {
    const text = "<policies><inbound/><outbound/><inbound/></policies>";
    assert.equal(document("api", text).problem, "<inbound> stands twice");
  });

  test("what could not be read says so, and is not taken for an empty document", () => {
    assert.equal(document("api", undefined).problem, "it could not be read");
    assert.notEqual(document("api", "").problem, undefined);
  });
});
