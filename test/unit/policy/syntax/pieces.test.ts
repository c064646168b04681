import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import {
  decodeEntities,
  encodeEntities,
  expressionsOf,
  maskExpressions,
  namedValueNameAt,
  namedValues,
  parsePolicy,
} from "../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../support/marked-text.ts";

suite("expressions, by the C# in them", () => {
  /** An element's content, the code in its expression (`!` when it does not end), and what is wrong with it. */
  const examples: readonly (readonly [content: string, code: string, ...problems: readonly string[]])[] = [
    ["@(1)", "1"],
    ['@(",")', '","'],
    ["@((1))", "(1)"],
    ["@([)])", "[)])!", "unclosed-expression"],
    ["@(\"a\" + 'b')", "\"a\" + 'b'"],
    ['@(a ? "b" : "c")', 'a ? "b" : "c"'],
    ['@("\\\\")', '"\\\\"'],
    ['@("a\nb")', '"a\nb")!', "unclosed-expression"],
    ['@(@"a\nb")', '@"a\nb"'],
    ["@('\"')", "'\"'"],
    ["@('\\'')", "'\\''"],
    ["@('ab')", "'ab')!", "unclosed-expression"],
    ['@($"{a}")', '$"{a}"'],
    ['@($"{{")', '$"{{"'],
    ['@($"}}")', '$"}}"'],
    ['@($"{a:{b}}")', '$"{a:{b}}"'],
    ['@($"{"a"}")', '$"{"a"}"'],
    ['@($@"{a}""")', '$@"{a}"""'],
    ['@(@$"\\{a}")', '@$"\\{a}"'],
    ['@("""a""")', '"""a"""'],
    ["@(// )\n1)", "// )\n1"],
    ["@(/* ) */1)", "/* ) */1"],
    ["@(1 // )", "1 // )!", "unclosed-expression"],
    ["@{ if (a) { b(); } }", " if (a) { b(); } "],
    ['@{ var s = "}"; }', ' var s = "}"; '],
    ["@{ var c = '}'; }", " var c = '}'; "],
    ["@{ // }\n }", " // }\n "],
    ["@(a < b)", "a < b"],
    ["@(a<b>(c))", "a<b>(c)"],
    ["@(a &lt; b)", "a &lt; b"],
    ["@(&quot;)&quot;)", "&quot;)&quot;"],
    ["@(&#34;)&#34;)", "&#34;)&#34;"],
    ["@(&apos;)&apos;)", "&apos;)&apos;"],
    ["@(x => { return 1; })", "x => { return 1; }"],
    ['@( new Dictionary<string, string> { {"a", "b"} } )', ' new Dictionary<string, string> { {"a", "b"} } '],
    ['@(a[b["c"]])', 'a[b["c"]]'],
    ["@({)", "{)!", "unclosed-expression"],
    ["@(})", "})!", "unclosed-expression"],
    ["@()", "", "empty-expression"],
    ["@(  )", "  ", "empty-expression"],
    ["@{}", "", "empty-expression"],
    ['@("<a>")', '"<a>"'],
    ['@("</a>")', '"</a>"'],
    ['@("-->")', '"-->"'],
    ['@("]]>")', '"]]>"'],
  ];
  for (const [content, code, ...problems] of examples) {
    test(JSON.stringify(content), () => {
      const document = parsePolicy(`<a>${content}</a>`);
      const found = Array.from(expressionsOf(document), ({ expression: { codeSpan, closed } }) => {
        return slice(document.text, codeSpan) + (closed ? "" : "!");
      });
      assert.deepEqual(found, [code]);
      assert.deepEqual(
        document.problems.map((problem) => problem.code),
        problems,
      );
    });

    test(`${JSON.stringify(content)}, masked, keeps its length and its lines`, () => {
      const text = `<a>\r\n${content}\r\n</a>`;
      const masked = maskExpressions(parsePolicy(text));
      assert.equal(masked.length, text.length);
      assert.equal(masked.replace(/[^\r\n]/g, ""), text.replace(/[^\r\n]/g, ""));
      assert.ok(masked.startsWith("<a>\r\nxx") && masked.endsWith("</a>"));
    });
  }
});

suite("entities, one by one", () => {
  const examples: readonly (readonly [written: string, read: string])[] = [
    ["&lt;", "<"],
    ["&LT;", "&LT;"],
    ["&amp;lt;", "&lt;"],
    ["&#65", "&#65"],
    ["&#x110000;", "&#x110000;"],
    ["&#x1F600;", "😀"],
    ["&#1114112;", "&#1114112;"],
    ["&#00065;", "A"],
    ["&#x000041;", "A"],
    ["&;", "&;"],
    ["&#;", "&#;"],
    ["&apos;&quot;", "'\""],
    ["&nbsp;", "&nbsp;"],
    ["a&b;c", "a&b;c"],
    ["&amp;&amp;", "&&"],
    ["&#65;&#66;", "AB"],
    ["&#10;", "\n"],
  ];
  for (const [written, read] of examples) {
    test(JSON.stringify(written), () => {
      assert.equal(decodeEntities(written), read);
      assert.equal(decodeEntities(encodeEntities(read)), read);
    });
  }
});

suite("named values, one by one", () => {
  const examples: readonly (readonly [content: string, names: readonly string[]])[] = [
    ["{{a}}", ["a"]],
    ["{{ a }}", ["a"]],
    ["{{\ta\t}}", ["a"]],
    ["{{a b}}", []],
    ["{{}}", []],
    ["{{a}", []],
    ["{a}}", []],
    ["{{{a}}}", ["a"]],
    ["{{a}}{{b}}", ["a", "b"]],
    ["{{a.b-c_d1}}", ["a.b-c_d1"]],
    ["{{ä}}", []],
    ["{{a\n}}", []],
    ["<!--{{a}}-->", []],
    ['@("{{a}}")', ["a"]],
    ["{{a{{b}}", ["b"]],
    ['<b y="{{a}}"/>', ["a"]],
    ["<{{a}}/>", ["a"]],
  ];
  for (const [content, names] of examples) {
    test(JSON.stringify(content), () => {
      const document = parsePolicy(`<a>${content}</a>`);
      const found = namedValues(document);
      assert.deepEqual(
        found.map(({ name }) => name),
        names,
      );
      for (const { name, span, nameSpan } of found) {
        assert.equal(slice(document.text, nameSpan), name);
        assert.match(slice(document.text, span), /^\{\{.*\}\}$/);
        if (!content.includes("\t"))
          assert.deepEqual(namedValueNameAt(document.text, nameSpan.end), nameSpan);
      }
    });
  }

  test("are as long as the service lets them be", () => {
    const count = (length: number) => namedValues(parsePolicy(`<a>{{${"x".repeat(length)}}}</a>`)).length;
    assert.deepEqual([count(256), count(257)], [1, 0]);
  });

  const cursors: readonly (readonly [marked: string, name: string | undefined])[] = [
    ["{{‸", ""],
    ["{{ ‸", ""],
    ["{{a‸", "a"],
    ["{{a‸b}}", "ab"],
    ["{{ a‸ }}", "a"],
    ["{{a.b-‸c_d}}", "a.b-c_d"],
    ["{{a}}{{b‸}}", "b"],
    ["{{a ‸}}", undefined],
    ["{{a b‸}}", undefined],
    ["{{a}}‸", undefined],
    ["{‸{a}}", undefined],
    ["{a‸}", undefined],
    ["{{\na‸}}", undefined],
    ["‸", undefined],
  ];
  for (const [marked, name] of cursors) {
    test(`under the cursor in ${JSON.stringify(marked)}`, () => {
      const { text, offset } = readMarked(marked);
      const found = namedValueNameAt(text, offset);
      assert.equal(found && slice(text, found), name);
    });
  }
});
