import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { bareCode, signEdits } from "../../../../src/policy/syntax/bare-code.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { showTree } from "../../../support/outline-tree.ts";

/** Code, and the expression that it was meant to be. */
const codeExamples: readonly (readonly [string, string])[] = [
  ["context.RequestId", "@(context.RequestId)"],
  ["context.RequestId)", "@(context.RequestId)"],
  ["(context.RequestId)", "@(context.RequestId)"],
  [" context.User.Id ", " @(context.User.Id) "],
  ['context.Request.Method == "POST"', '@(context.Request.Method == "POST")'],
  [
    'context.Request.Headers.GetValueOrDefault("A", ")"))',
    '@(context.Request.Headers.GetValueOrDefault("A", ")"))',
  ],
  ["context.Variables.ContainsKey(&quot;a b&quot;)", "@(context.Variables.ContainsKey(&quot;a b&quot;))"],
  ['!context.Variables.ContainsKey("it\'s")', '@(!context.Variables.ContainsKey("it\'s"))'],
  ['(string)context.Variables["a"]', '@((string)context.Variables["a"])'],
  ['((Jwt)context.Variables["a"]).Subject)', '@(((Jwt)context.Variables["a"]).Subject)'],
  [
    "context.Request.Body.As<JObject>(preserveContent: true)",
    "@(context.Request.Body.As<JObject>(preserveContent: true))",
  ],
  ["context.Request.Body.As&lt;string&gt;())", "@(context.Request.Body.As&lt;string&gt;())"],
  ["Guid.NewGuid().ToString())", "@(Guid.NewGuid().ToString())"],
  ["DateTime.UtcNow.AddSeconds({{skew}}).ToString()", "@(DateTime.UtcNow.AddSeconds({{skew}}).ToString())"],
  ["new Random().Next(1, 100) &lt; 50", "@(new Random().Next(1, 100) &lt; 50)"],
  [
    'string.Join(",", context.Request.OriginalUrl.Query)',
    '@(string.Join(",", context.Request.OriginalUrl.Query))',
  ],
  ['"Bearer " + context.Variables["token"]', '@("Bearer " + context.Variables["token"])'],
  ['"a")', '@("a")'],
  ['$"Bearer {context.Variables["token"]}"', '@($"Bearer {context.Variables["token"]}")'],
  ['$"Bearer {context.Variables["token"]}")', '@($"Bearer {context.Variables["token"]}")'],
  ['($"{{Host}}/{context.Api.Id}")', '@($"{{Host}}/{context.Api.Id}")'],
  ["true)", "@(true)"],
  ["-1)", "@(-1)"],
  ["{ return context.RequestId; }", "@{ return context.RequestId; }"],
  [" return context.RequestId; }", " @{return context.RequestId; }"],
  ['return "client_id={{id}}&scope=a"; }', '@{return "client_id={{id}}&scope=a"; }'],
  ['var a = "}"; return a.ToString();', '@{var a = "}"; return a.ToString();}'],
  ['{\n  // it\'s "\n  throw new Exception("a");\n}', '@{\n  // it\'s "\n  throw new Exception("a");\n}'],
  ['return @"<html>""a""\n</html>";}', '@{return @"<html>""a""\n</html>";}'],
];

const textExamples: readonly string[] = [
  "",
  "true",
  "401",
  "No entry",
  "(see below)",
  "smile :)",
  "context",
  "context.example.com",
  "contexts.User",
  "context.Request failed",
  "The value of context.Request.Method was wrong",
  "https://a.example/(b)",
  "https://context.Api/b",
  "{{a}}",
  "{{context.Request.Method}}",
  "{% if context.Request.Method == 'GET' %}a{% endif %}",
  '{ "a": "context.Request", "b": [1, 2] }',
  '{ "a": "return b;" }',
  "@(context.RequestId)",
  "<a>context.RequestId</a>",
  "#{context.RequestId}#",
  "application/json (utf-8); q=1",
  "a; b; c",
  "return to sender",
  "Mozilla/5.0 (X11; Linux)",
  "context.Request.Body.As(",
  "context.Variables[)",
  `context.Variables${"(1)".repeat(10_000)}`,
];

suite("code that is no expression", () => {
  for (const [text, expression] of codeExamples) {
    test(`is ${JSON.stringify(text)}`, () => {
      const code = bareCode(text);
      assert.ok(code, "It reads as text.");
      assert.equal(applyEdits(text, signEdits(text, 0, text.length, code)), expression);
      const document = parsePolicy(`<value>${expression}</value>`);
      assert.equal(document.root?.children.find(({ kind }) => kind === "expression")?.kind, "expression");
    });
  }

  for (const text of textExamples) {
    test(`is not ${JSON.stringify(text.slice(0, 80))}`, () => assert.equal(bareCode(text), undefined));
  }
});

/** A value with raw quotes, or a text: its tree, its problem, and what the repair makes of it. */
interface Example {
  readonly title: string;
  readonly text: string;
  readonly tree: string;
  readonly problem: string;
  readonly repaired?: string;
}

const raw: readonly Example[] = [
  {
    title: "a condition",
    text: '<a><when condition="context.Request.Method == "POST"" id="b"/><c/></a>',
    tree: 'a(when condition=context.Request.Method == "POST" id=b/ c/)',
    problem: "missing-expression-sign context.Request.Method ==",
    repaired: '<a><when condition="@(context.Request.Method == "POST")" id="b"/><c/></a>',
  },
  {
    title: "an indexer",
    text: '<b name="context.Variables["login"]">\n</b>',
    tree: 'b name=context.Variables["login"]()',
    problem: "missing-expression-sign context.Variables[",
    repaired: '<b name="@(context.Variables["login"])">\n</b>',
  },
  {
    title: "brackets without an at sign, between apostrophes",
    text: `<b c='(context.Variables["it's"])' d="e"/>`,
    tree: `b c=(context.Variables["it's"]) d=e/`,
    problem: "missing-expression-sign (context.Variables[",
    repaired: `<b c='@(context.Variables["it's"])' d="e"/>`,
  },
  {
    title: "a block over several lines",
    text: '<b c="{\n  var d = "e";\n  if (d == "<f>") { return "g"; }\n  return d;\n}" h="i"/>',
    tree: 'b c={\n  var d = "e";\n  if (d == "<f>") { return "g"; }\n  return d;\n} h=i/',
    problem: "missing-expression-sign {",
    repaired: '<b c="@{\n  var d = "e";\n  if (d == "<f>") { return "g"; }\n  return d;\n}" h="i"/>',
  },
  {
    title: "an empty string",
    text: '<b c="context.Request.Headers.GetValueOrDefault("","d"))"/>',
    tree: 'b c=context.Request.Headers.GetValueOrDefault("","d"))/',
    problem: "missing-expression-sign context.Request.Headers.GetValueOrDefault(",
    repaired: '<b c="@(context.Request.Headers.GetValueOrDefault("","d"))"/>',
  },
  {
    title: "a path",
    text: '<b c="context.Request.Url.Path.Contains("/d") && e == "f""/>',
    tree: 'b c=context.Request.Url.Path.Contains("/d") && e == "f"/',
    problem: "missing-expression-sign context.Request.Url.Path.Contains(",
    repaired: '<b c="@(context.Request.Url.Path.Contains("/d") && e == "f")"/>',
  },
  {
    title: "types and operators, without quotes",
    text: '<b c="context.Request.Body.As<JObject>() != null && 1 < 2"/>',
    tree: "b c=context.Request.Body.As<JObject>() != null && 1 < 2/",
    problem: "missing-expression-sign context.Request.Body.As",
    repaired: '<b c="@(context.Request.Body.As<JObject>() != null && 1 < 2)"/>',
  },
  {
    title: "quotes in a text",
    text: '<b c="He said "no" to me" d="e"/>',
    tree: 'b c=He said "no" to me d=e/',
    problem: 'raw-quote-in-value "',
    repaired: '<b c="He said &quot;no&quot; to me" d="e"/>',
  },
  {
    title: "types in content",
    text: "<a><b>context.Request.Body.As<JObject>(true).ToString()</b><c/></a>",
    tree: 'a(b("context.Request.Body.As<JObject>(true).ToString()") c/)',
    problem: "missing-expression-sign context.Request.Body.As",
    repaired: "<a><b>@(context.Request.Body.As<JObject>(true).ToString())</b><c/></a>",
  },
  {
    title: "a block in content",
    text: "<b>\n{\n  var c = new List<string>();\n  foreach (var d in e) { if (d < 1 && f) return g; }\n  return c;\n}\n</b>",
    tree: 'b("{\\n  var c = new List<string>();\\n  foreach (var d in e) { if (d < 1 && f) return g; }\\n  return c;\\n}")',
    problem: "missing-expression-sign {",
    repaired:
      "<b>\n@{\n  var c = new List<string>();\n  foreach (var d in e) { if (d < 1 && f) return g; }\n  return c;\n}\n</b>",
  },
  {
    title: "operators in content",
    text: "<b>context.Response.StatusCode < 300 && context.Api != null</b>",
    tree: 'b("context.Response.StatusCode < 300 && context.Api != null")',
    problem: "missing-expression-sign context.Response.StatusCode",
    repaired: "<b>@(context.Response.StatusCode < 300 && context.Api != null)</b>",
  },
];

suite("code with raw signs", () => {
  for (const { title, text, tree, problem, repaired } of raw) {
    test(`is one problem: ${title}`, () => {
      const document = parsePolicy(text);
      assert.equal(showTree(document), tree);
      assert.deepEqual(
        document.problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end).trimEnd()}`),
        [problem],
      );
      const edits = document.problems[0]?.repair ?? [];
      assert.equal(applyEdits(text, edits), repaired);
      assert.deepEqual(parsePolicy(applyEdits(text, edits)).problems, []);
    });
  }

  for (const text of [
    '<a x="1"y="2"/>',
    '<a x="1\n   y="2">\n  <b/>\n</a>',
    "<a>b<c>d</c>e</a>",
    '<a><b x="1/><c y="2"/></a>',
    "<a x=\"1 y='2'/>",
    "<a>1 < 2 & 3</a>",
  ]) {
    test(`is none in ${JSON.stringify(text)}`, () => {
      const codes = parsePolicy(text).problems.map(({ code }) => code);
      assert.ok(
        !codes.includes("missing-expression-sign") && !codes.includes("raw-quote-in-value"),
        String(codes),
      );
    });
  }
});
