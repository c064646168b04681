import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import { semanticTokens, semanticTokenTypes } from "../../../../src/policy/features/navigate/index.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { documents } from "./support/documents.ts";

/** The tokens of an expression, as `word:type` with the first letters of the type. */
function tokens(code: string): string {
  const text = `<a>${code}</a>`;
  return semanticTokens(parsePolicy(text))
    .map(({ span, type }) => `${slice(text, span)}:${type.slice(0, 2)}`)
    .join(" ");
}

suite("semantic tokens of every construct of C#", () => {
  const examples: readonly (readonly [code: string, tokens: string])[] = [
    ["@(true)", "true:ke"],
    ["@(null)", "null:ke"],
    ["@(typeof(string))", "typeof:ke string:ke"],
    ["@(x is string)", "x:va is:ke string:ke"],
    ["@(x as JObject)", "x:va as:ke JObject:ty"],
    [
      '@(new Dictionary<string, object> { { "a", 1 } })',
      'new:ke Dictionary:ty <:op string:ke object:ke >:op "a":st 1:nu',
    ],
    ["@(new[] { 1, 2 })", "new:ke 1:nu 2:nu"],
    ["@(x?.Y)", "x:va ?:op Y:pr"],
    ["@(System.Net.WebUtility.UrlEncode(x))", "System:na Net:na WebUtility:ty UrlEncode:me x:va"],
    [
      "@(new System.Security.Cryptography.HMACSHA256(x))",
      "new:ke System:na Security:na Cryptography:na HMACSHA256:ty x:va",
    ],
    [
      "@(System.Text.RegularExpressions.Regex.IsMatch(x, y))",
      "System:na Text:na RegularExpressions:na Regex:ty IsMatch:me x:va y:va",
    ],
    ["@(x.Text.Trim())", "x:va Text:pr Trim:me"],
    ["@(x.Json.Linq.Y)", "x:va Json:pr Linq:pr Y:pr"],
    ["@(x ?? y)", "x:va ?:op ?:op y:va"],
    ["@(x ? y : z)", "x:va ?:op y:va ::op z:va"],
    ["@(x => x.Y)", "x:va =:op >:op x:va Y:pr"],
    ["@((a, b) => a + b)", "a:va b:va =:op >:op a:va +:op b:va"],
    ["@(!x && y || z)", "!:op x:va &:op &:op y:va |:op |:op z:va"],
    ["@(x &amp;&amp; y)", "x:va &amp;:op &amp;:op y:va"],
    ["@(x &lt;= 1)", "x:va &lt;:op =:op 1:nu"],
    ["@(1_000L)", "1_000L:nu"],
    ["@(1e-3)", "1e-3:nu"],
    ["@(0b11)", "0b11:nu"],
    ['@("a")', '"a":st'],
    ['@{ x("a\r\n); }', 'x:me "a:st'],
    ["@('a')", "'a':st"],
    ["@('\\n')", "'\\n':st"],
    ["@('\\'')", "'\\'':st"],
    ["@(&apos;a&apos;)", "&apos;a&apos;:st"],
    ['@(@"a\\")', '@"a\\":st'],
    ['@($"{a}{b}")', '$":st a:va b:va ":st'],
    ['@($"{(a ? "x" : "y")}")', '$":st a:va ?:op "x":st ::op "y":st ":st'],
    ['@($@"a\\{b}""")', '$@"a\\:st b:va """:st'],
    ['@($"{{a}}")', '$"{{a}}":st'],
    ["@{ foreach (var x in y) { continue; } }", "foreach:ke var:ke x:va in:ke y:va continue:ke"],
    ["@{ try { f(); } catch (Exception e) { throw; } }", "try:ke f:me catch:ke Exception:ty e:va throw:ke"],
    [
      "@{ switch (x) { case 1: break; default: return 2; } }",
      "switch:ke x:va case:ke 1:nu ::op break:ke default:ke ::op return:ke 2:nu",
    ],
    ["@{ int i = 0; i++; i += 1; }", "int:ke i:va =:op 0:nu i:va +:op +:op i:va +:op =:op 1:nu"],
    ["@{ string[] a = b.Split(','); }", "string:ke a:va =:op b:va Split:me ',':st"],
    ["@(System.Convert.ToBase64String(x))", "System:na Convert:ty ToBase64String:me x:va"],
    ["@(Newtonsoft.Json.Linq.JObject.Parse(x))", "Newtonsoft:na Json:na Linq:na JObject:ty Parse:me x:va"],
    [
      '@(context.Request.Headers.GetValueOrDefault("a",""))',
      'context:va Request:pr Headers:pr GetValueOrDefault:me "a":st "":st',
    ],
    ["@(x.As<JObject>())", "x:va As:me <:op JObject:ty >:op"],
    ["@(f<string>(x))", "f:me <:op string:ke >:op x:va"],
    ["@(a < b > c)", "a:va <:op b:va >:op c:va"],
    ["@(f(out Jwt jwt))", "f:me out:ke Jwt:ty jwt:va"],
    ["@(nameof(x))", "nameof:ke x:va"],
    ["@(Guid.NewGuid())", "Guid:ty NewGuid:me"],
    ["@((string)x)", "string:ke x:va"],
    ["@(@class)", "@class:va"],
    ["@(from)", "from:va"],
    ["@(from x in y select x.Z)", "from:ke x:va in:ke y:va select:ke x:va Z:pr"],
    [
      "@(from x in y orderby x.A descending select x)",
      "from:ke x:va in:ke y:va orderby:ke x:va A:pr descending:ke select:ke x:va",
    ],
    ["@(x.Where(where => where > 1))", "x:va Where:me where:va =:op >:op where:va >:op 1:nu"],
    ["@(é)", "é:va"],
    ["@()", ""],
    ["@(// c\n1)", "// c:co 1:nu"],
    ["@(/* a */ 1 /* b */)", "/* a */:co 1:nu /* b */:co"],
    ["@(/* a)", "/* a):co"],
    ['@("a" /* " */ + "b")', '"a":st /* " */:co +:op "b":st'],
    ["@(&quot;a&quot; + b)", "&quot;a&quot;:st +:op b:va"],
    ['@(x[0]["a"])', 'x:va 0:nu "a":st'],
    ["@(-1)", "-:op 1:nu"],
    ["@(~x ^ y | z % 2)", "~:op x:va ^:op y:va |:op z:va %:op 2:nu"],
    ["@(x\n  .Y\n  .Z())", "x:va Y:pr Z:me"],
    ["@(this.x)", "this:ke x:pr"],
    ["@(var)", "var:ke"],
    ["@(x == default(int))", "x:va =:op =:op default:ke int:ke"],
    ["@(dynamic)", "dynamic:ke"],
    ['@(Regex.IsMatch(x, @"^\\d+$"))', 'Regex:ty IsMatch:me x:va @"^\\d+$":st'],
    ["@{ return; }", "return:ke"],
    ["@(DateTime.UtcNow.AddDays(1))", "DateTime:ty UtcNow:pr AddDays:me 1:nu"],
    ['@(new Uri("x").Host)', 'new:ke Uri:ty "x":st Host:pr'],
    ["@(async)", "async:ke"],
    ["@(x is JObject o)", "x:va is:ke JObject:ty o:va"],
    ["@(System.DateTime.Now)", "System:na DateTime:ty Now:pr"],
  ];
  for (const [code, expected] of examples) {
    test(JSON.stringify(code), () => assert.equal(tokens(code), expected));
  }
});

suite("semantic tokens of a document", () => {
  const all = Object.values(documents).flatMap((text) =>
    semanticTokens(parsePolicy(text)).map((token) => ({ ...token, word: slice(text, token.span) })),
  );

  test("are of types that an editor was told of, none of them by another name", () => {
    for (const { type } of all) assert.ok(semanticTokenTypes.includes(type));
    for (const type of ["keyword", "string", "operator", "type", "method", "property", "variable"]) {
      assert.ok(
        all.some((token) => token.type === type),
        type,
      );
    }
  });

  test("span one line each and no white space at their ends, but for comments", () => {
    for (const { word, type } of all) {
      assert.doesNotMatch(word, /[\r\n]/);
      if (type !== "comment" && type !== "string") assert.equal(word.trim(), word);
    }
  });

  test("stand in expressions only", () => {
    assert.equal(tokens("if (x) return 1;"), "");
    assert.equal(tokens("<!-- @(x) -->"), "");
    assert.equal(tokens("<![CDATA[@(x)]]>"), "");
    assert.equal(tokens('<b x="me@(x)"/>'), "");
    assert.equal(tokens("a@b.c"), "");
  });
});
