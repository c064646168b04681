import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import { expressionsOf, parsePolicy } from "../../../../src/policy/syntax/index.ts";

const expressions: readonly (readonly [string, string])[] = [
  ["raw quotes", '@(context.Request.Method == "POST" && !a["x"].Contains("y"))'],
  ["generics", "@(context.Request.Body.As<JObject>(preserveContent: true).ToString())"],
  ["comparisons", "@(a < b && c > d || e <= f)"],
  ["a bracket in a string", '@(")" + "(" + "}")'],
  ["an escaped quote in a string", '@("say \\"hi)\\" now")'],
  ["a backslash at the end of a string", '@("C:\\\\" + a)'],
  ["a verbatim string", '@(@"C:\\" + @"a ""quoted"" )")'],
  ["a verbatim string over lines", '@(@"<a>\n  <b>)</b>\n</a>")'],
  ["an interpolated string", '@($"{a}-{{)}}-{b["k"]}")'],
  ["interpolations inside each other", '@($"a{$"b{c["d"]}e"}f")'],
  ["a verbatim interpolated string", '@($@"C:\\{a["k"]}\\""{b}""")'],
  ["an interpolated verbatim string", '@(@$"C:\\{a}\\")'],
  ["a format in an interpolation", "@($\"{d:HH':'mm} {e:dd 'of' MM}\")"],
  ["character literals", "@(a.Split(')', '\"', '\\'', '\\\\', '\\u0041'))"],
  ["a line comment", '@{ // don\'t ) }\n return "x"; }'],
  ["a block comment", '@{ /* " } */ return 1; }'],
  ["an address in a string", '@("https://example.com/*")'],
  ["a division", "@(a / b / c)"],
  ["braces inside", "@{ if (a) { return new[] {1, 2}; } return b => { return c; }; }"],
  ["a named value", '@("{{name-with.dots}}" + {{number}})'],
  ["CRLF", '@{\r\n  // "\r\n  return "x";\r\n}'],
];

const escaped: readonly (readonly [string, string])[] = [
  ["quotes as entities", "@(a[&quot;b)&quot;] == &quot;it's&quot;)"],
  ["quotes as character references", "@(a[&#34;b)&#34;] + &#x22;)&#x22;)"],
  ["operators as entities", "@(a &lt; b &amp;&amp; c &gt; d)"],
  ["apostrophes as entities", "@(a.Split(&apos;)&apos;, &#39;\\n&#39;))"],
  ["a verbatim string in entities", "@(@&quot;a &quot;&quot;)&quot;&quot; b&quot;)"],
  ["an interpolation in entities", "@($&quot;{a[&quot;k&quot;]})&quot;)"],
  ["a comment that an encoded line end closes", "@{ // don't )&#xA; return 1; }"],
  ["an entity as a character", "@(a == '&amp;' || a == '&lt;')"],
];

function only(text: string) {
  const document = parsePolicy(text);
  assert.deepEqual(document.problems, []);
  const uses = [...expressionsOf(document)];
  assert.equal(uses.length, 1);
  return uses[0];
}

suite("expressions", () => {
  for (const [what, code] of [...expressions, ...escaped]) {
    test(`are followed through ${what} in an attribute`, () => {
      const text = `<a x="${code}" y="1"><b /></a>`;
      const use = only(text);
      assert.equal(use && slice(text, use.expression.span), code);
      assert.equal(use?.attribute?.value, code);
      assert.equal(use?.element?.attributes[1]?.value, "1");
    });

    test(`are followed through ${what} in text`, () => {
      const text = `<a>\n  ${code}\n</a>`;
      const use = only(text);
      assert.equal(use && slice(text, use.expression.span), code);
      assert.equal(use?.expression.closed, true);
    });
  }

  test("stand in single quotes as well", () => {
    const use = only(`<a x='@(b["c"].Split(','))'/>`);
    assert.equal(use?.attribute?.value, `@(b["c"].Split(','))`);
  });

  test("have a code span between the outer brackets", () => {
    const text = '<a x=" @{ return 1; } " />';
    const use = only(text);
    assert.equal(use && slice(text, use.expression.codeSpan), " return 1; ");
    assert.equal(use?.expression.form, "block");
  });

  test("may be followed by white space before the quote", () => {
    assert.equal(only('<a x="@(b["c"])\n  "/>')?.expression.form, "single");
  });

  test("are found behind other text", () => {
    const document = parsePolicy('<a x="Bearer @(b["c"])" y="1">Bearer @(d["<e>"]) !</a>');
    assert.deepEqual(document.problems, []);
    const [a] = document.elements();
    assert.equal(a?.attributes[0]?.value, 'Bearer @(b["c"])');
    assert.equal(a?.attributes[0]?.expression, undefined);
    assert.deepEqual(
      a?.children.map((child) => child.kind),
      ["text", "expression", "text"],
    );
  });

  test("are not seen in an e-mail address or a lone at sign", () => {
    const document = parsePolicy('<a x="me@(home" y="@">me@{home</a>');
    assert.deepEqual([...expressionsOf(document)], []);
    assert.deepEqual(document.problems, []);
  });

  test("that are empty are reported", () => {
    const problems = parsePolicy('<a x="@( )">@{\n}</a>').problems;
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["empty-expression", "empty-expression"],
    );
  });
});
