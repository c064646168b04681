import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import { semanticTokens } from "../../../../src/policy/features/navigate/index.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";

/** The tokens of an expression, as `word:type` with the first letters of the type. */
function tokens(code: string): string {
  const text = `<a>${code}</a>`;
  return semanticTokens(parsePolicy(text))
    .map(({ span, type }) => `${slice(text, span)}:${type.slice(0, 2)}`)
    .join(" ");
}

suite("semantic tokens", () => {
  const examples: readonly (readonly [string, string])[] = [
    ["@(context.Request.Url)", "context:va Request:pr Url:pr"],
    ["@(a.As<JObject>(true)[0])", "a:va As:me <:op JObject:ty >:op true:ke 0:nu"],
    ["@(a.As&lt;string&gt;())", "a:va As:me &lt;:op string:ke &gt;:op"],
    ["@(a < b)", "a:va <:op b:va"],
    ["@(new Random().Next(1, 0x1F))", "new:ke Random:ty Next:me 1:nu 0x1F:nu"],
    ["@(System.Text.Encoding.UTF8)", "System:na Text:na Encoding:ty UTF8:pr"],
    ["@(Convert.ToInt32('x'))", "Convert:ty ToInt32:me 'x':st"],
    ["@{ var x = 1.5m; return x; }", "var:ke x:va =:op 1.5m:nu return:ke x:va"],
    ['@("a\\"b" + @"c""d\\")', '"a\\"b":st +:op @"c""d\\":st'],
    ["@(a[&quot;b&quot;])", "a:va &quot;b&quot;:st"],
    ['@($"x{a["k"]}y{{z}}")', '$"x:st a:va "k":st y{{z}}":st'],
    ['@{ // one "\n return 1; /* two */ }', '// one ":co return:ke 1:nu /* two */:co'],
    [
      "@(from x in xs where x > 1 select x)",
      "from:ke x:va in:ke xs:va where:ke x:va >:op 1:nu select:ke x:va",
    ],
    ["@(xs.Select(group => group.by))", "xs:va Select:me group:va =:op >:op group:va by:pr"],
    ['@("open)', '"open):st'],
  ];
  for (const [code, expected] of examples) {
    test(`colour ${code.replaceAll("\n", "⏎")}`, () => assert.equal(tokens(code), expected));
  }

  test("do not span lines", () => {
    assert.equal(tokens('@(@"a\r\nb" /* c\n d */)'), '@"a:st b":st /* c:co  d */:co');
  });

  test("come in document order, attributes and content mixed", () => {
    const text = '<a x="@(1)">@(2)<b y="@(3)"/>\n @(4)</a>';
    const found = semanticTokens(parsePolicy(text)).map(({ span }) => slice(text, span));
    assert.deepEqual(found, ["1", "2", "3", "4"]);
  });
});
