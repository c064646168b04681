import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { inbound } from "../../../support/policy-findings.ts";

/** What breaks a document: the one finding stands between « and », and its fix gives the last text. */
type Example = readonly [
  title: string,
  marked: string,
  rule: string,
  message: RegExp,
  fixed: string | undefined,
];

const body = (start: string) =>
  inbound(`<base />\n<set-body${start}\n</set-body>\n<set-variable name="a" value="b" />`);
const header = (name: string, value: string) =>
  inbound(`<base /><set-header ${name} exists-action="override"><value>${value}</value></set-header>`);
const variable = (value: string) => inbound(`<base /><set-variable name="a" value=${value} />`);
const code = '@(context.Request.Headers.GetValueOrDefault("A", ""))';

const missingSign: readonly Example[] = [
  [
    "before a block",
    body('«»\n@{ var a = new[] { "1" }; a[0] = "2"; return string.Join(",", a); }'),
    "xml-well-formed",
    /^The start tag of "set-body" has no ">"\.$/,
    body('>\n@{ var a = new[] { "1" }; a[0] = "2"; return string.Join(",", a); }'),
  ],
  ["before an expression on its line", body(`«»${code}`), "xml-well-formed", /no ">"/, body(`>${code}`)],
  [
    "before JSON",
    body('«»\n{ "a": "b", "c": [1, 2] }'),
    "xml-well-formed",
    /no ">"/,
    body('>\n{ "a": "b", "c": [1, 2] }'),
  ],
  [
    "behind attributes, before Liquid",
    body(' template="liquid"«»\n{{body.a}} and = "b"'),
    "xml-well-formed",
    /no ">"/,
    body(' template="liquid">\n{{body.a}} and = "b"'),
  ],
  [
    "before a child",
    inbound('<base /><set-header name="a" exists-action="skip"«»\n<value>b</value></set-header>'),
    "xml-well-formed",
    /no ">"/,
    inbound('<base /><set-header name="a" exists-action="skip">\n<value>b</value></set-header>'),
  ],
  [
    "of an empty element",
    inbound('<base />\n<set-variable name="a" value="b" /«»\n<set-method>GET</set-method>'),
    "xml-well-formed",
    /no ">"/,
    inbound('<base />\n<set-variable name="a" value="b" />\n<set-method>GET</set-method>'),
  ],
  [
    "between name and text",
    inbound("<base /><set-method«»GET</set-method>"),
    "xml-well-formed",
    /"set-method" has no ">"/,
    inbound("<base /><set-method>GET</set-method>"),
  ],
  [
    "between name and words",
    header('name="a"', "b").replace("<value>b", "<value«»Bearer of a token"),
    "xml-well-formed",
    /"value" has no ">"/,
    header('name="a"', "Bearer of a token"),
  ],
];

const quotes: readonly Example[] = [
  [
    "around all values of a tag",
    inbound("<base /><set-header name=«”»a” exists-action=”skip”><value>b</value></set-header>"),
    "straight-quotes",
    /^"”" is a typographic quote; .*; there are 4 of them\.$/,
    inbound('<base /><set-header name="a" exists-action="skip"><value>b</value></set-header>'),
  ],
  ["low and high", header("name=«„»ab“", "b"), "straight-quotes", /„/, header('name="ab"', "b")],
  ["pointed", header("name=««»a»", "b"), "straight-quotes", /«/, header('name="a"', "b")],
  ["single", header("name=«‘»a’", "b"), "straight-quotes", /‘/, header('name="a"', "b")],
  ["the opening one only", header('name=«“»a"', "b"), "straight-quotes", /“/, header('name="a"', "b")],
  ["the closing one only", header('name="a«”»', "b"), "straight-quotes", /”/, header('name="a"', "b")],
  ["primes", header("name=«″»a″", "b"), "straight-quotes", /″/, header('name="a"', "b")],
  [
    "around strings of an expression",
    header('name="a"', "@(context.Request.Headers.GetValueOrDefault(«“»A)”, “”))"),
    "straight-quotes",
    /4 of them/,
    header('name="a"', '@(context.Request.Headers.GetValueOrDefault("A)", ""))'),
  ],
  [
    "around an expression with straight ones in it",
    inbound(
      '<base /><choose><when condition=«“»@(context.Api.Id == "a")”><base-url /></when></choose>',
    ).replace("<base-url />", "<set-method>GET</set-method>"),
    "straight-quotes",
    /2 of them/,
    inbound(
      '<base /><choose><when condition="@(context.Api.Id == "a")"><set-method>GET</set-method></when></choose>',
    ),
  ],
];

const inExpressions: readonly Example[] = [
  [
    "a comment of XML in a block",
    body('>@{\n«<!-- don\'t: " -->»\nreturn "a"; }'),
    "expression-comment",
    /one of C#/,
    body('>@{\n/* don\'t: " */\nreturn "a"; }'),
  ],
  [
    "comments of XML in an attribute",
    header('name="@(«<!-- b -->» "a" <!-- c -->)"', "b"),
    "expression-comment",
    /one of C#/,
    header('name="@(/* b */ "a" /* c */)"', "b"),
  ],
  [
    "double escaping",
    header('name="@(context.User?.Id ?? «&amp;quot;»a)&amp;quot;)"', "b"),
    "escaped-once",
    /"&amp;quot;" is escaped twice/,
    header('name="@(context.User?.Id ?? &quot;a)&quot;)"', "b"),
  ],
  [
    "double escaping of operators",
    inbound(
      '<base /><choose><when condition="@(a «&amp;amp;»&amp;amp; b &amp;lt; 2)"><set-method>GET</set-method></when></choose>',
    ),
    "escaped-once",
    /write "&amp;"/,
    inbound(
      '<base /><choose><when condition="@(a &amp;&amp; b &lt; 2)"><set-method>GET</set-method></when></choose>',
    ),
  ],
  [
    "double escaping at the end of an expression",
    header('name="@(«&amp;quot;»a&amp;quot;)"', "b"),
    "escaped-once",
    /twice/,
    header('name="@(&quot;a&quot;)"', "b"),
  ],
];

const invisible: readonly Example[] = ["\u00a0", "\u200b", "\ufeff", "\u00ad", "\u2060", "\u3000"].flatMap(
  (sign) => {
    const point = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    const said = new RegExp(`U\\+${point}`);
    const row = (title: string, marked: string, fixed: string): Example => [
      `U+${point} ${title}`,
      marked,
      "no-invisible-character",
      said,
      fixed,
    ];
    return [
      row("before an expression", header('name="a"', `«${sign}»${code}`), header('name="a"', code)),
      row("behind an expression", header('name="a"', `${code}«${sign}»`), header('name="a"', code)),
      row("at the end of a value", header(`name="a«${sign}»"`, "b"), header('name="a"', "b")),
      row(
        "before an expression as a value",
        header(`name="«${sign}»${code}"`, "b"),
        header(`name="${code}"`, "b"),
      ),
      row("between attributes", header(`name="a"«${sign}»id="b"`, "b"), header('name="a" id="b"', "b")),
      row(
        "between elements",
        inbound(`<base />«${sign}»<set-method>GET</set-method>`),
        inbound("<base /><set-method>GET</set-method>"),
      ),
    ];
  },
);

const tags: readonly Example[] = [
  [
    "no opening quote",
    header('name=«a"»', "b"),
    "xml-well-formed",
    /has no opening quote/,
    header('name="a"', "b"),
  ],
  [
    "no opening quote before words",
    variable('«a b"»'),
    "xml-well-formed",
    /no opening quote/,
    variable('"a b"'),
  ],
  ["no quotes around words", variable("«a b»"), "xml-well-formed", /must stand in quotes/, variable('"a b"')],
  [
    "no equals sign",
    header('«name»"a"', "b"),
    "xml-well-formed",
    /"=" is missing/,
    header('name="a"'.replace("=", "="), "b"),
  ],
  [
    "an expression without a name",
    header(`name="a" «${code}»`, "b"),
    "xml-well-formed",
    /value of no attribute/,
    undefined,
  ],
  [
    "a text in quotes without a name",
    header(`name="a" «"b c"»`, "b"),
    "xml-well-formed",
    /name was expected/,
    undefined,
  ],
];

const bare: readonly Example[] = [
  [
    "in a value with raw quotes",
    variable('"«context.Request.Headers.GetValueOrDefault(»"A", "b")"'),
    "xml-well-formed",
    /no expression/,
    variable('"@(context.Request.Headers.GetValueOrDefault("A", "b"))"'),
  ],
  [
    "in a value, a bracket left over",
    variable('"«context.Request.Headers.GetValueOrDefault(»"A", "b"))"'),
    "xml-well-formed",
    /no expression/,
    variable('"@(context.Request.Headers.GetValueOrDefault("A", "b"))"'),
  ],
  [
    "in a value without quotes",
    variable('"«Guid.NewGuid().ToString())»"'),
    "expression-whole-value",
    /This is text/,
    variable('"@(Guid.NewGuid().ToString())"'),
  ],
  [
    "in a number",
    inbound('<base /><set-status code="«(int)context.Variables[&quot;a&quot;]»" reason="b" />'),
    "expression-whole-value",
    /This is text/,
    inbound('<base /><set-status code="@((int)context.Variables[&quot;a&quot;])" reason="b" />'),
  ],
  [
    "where no expression may stand",
    inbound('<base /><rate-limit calls="«(int)context.Variables[&quot;a&quot;]»" renewal-period="60" />'),
    "expression-whole-value",
    /"calls" of <rate-limit> takes no expression, and this is code/,
    undefined,
  ],
  [
    "where the name of a variable may stand",
    inbound('<base /><cache-lookup-value key="a" variable-name="«context.Variables[&quot;b&quot;]»" />'),
    "expression-whole-value",
    /The name of a variable belongs into "variable-name"/,
    inbound('<base /><cache-lookup-value key="a" variable-name="b" />'),
  ],
  [
    "as a block",
    body(">«{»\n  var a = new List<string>();\n  return a < b && c; }"),
    "xml-well-formed",
    /code without its "@"/,
    body(">@{\n  var a = new List<string>();\n  return a < b && c; }"),
  ],
  [
    "with types",
    header('name="a"', '«context.Request.Body.As»<JObject>(true)["b"].ToString())'),
    "xml-well-formed",
    /no expression/,
    header('name="a"', '@(context.Request.Body.As<JObject>(true)["b"].ToString())'),
  ],
  [
    "raw quotes in a text",
    variable('"He said «"»no" to me"'),
    "xml-well-formed",
    /must be written as "&quot;"/,
    variable('"He said &quot;no&quot; to me"'),
  ],
];

const headless: readonly Example[] = [
  [
    "with an expression",
    inbound(`<base />\n«set-variable» name="a" value="${code}" />\n<set-method>GET</set-method>`),
    "xml-well-formed",
    /"<" is missing before "set-variable"/,
    inbound(`<base />\n<set-variable name="a" value="${code}" />\n<set-method>GET</set-method>`),
  ],
];

const cut: readonly Example[] = [
  [
    "within a name",
    "<policies><inbound><validate-jwt><issuers>«<iss»",
    "xml-well-formed",
    /^The start tag of "iss" has no ">"/,
    undefined,
  ],
  [
    "within a value",
    '<policies><inbound><base /><set-backend-service base-url=«"»https://',
    "xml-well-formed",
    /no closing quote/,
    undefined,
  ],
  [
    "between tags",
    "<policies><inbound><base /><choose><«otherwise»><set-method>GET</set-method>\n",
    "xml-well-formed",
    /^The text ends before the end tags of "otherwise", "choose", "inbound", "policies"\.$/,
    undefined,
  ],
];

const typed: readonly Example[] = [
  [
    "a name",
    inbound("<base />\n«<set-va»\n<set-method>GET</set-method>"),
    "xml-well-formed",
    /^The start tag of "set-va" has no ">"/,
    undefined,
  ],
  [
    "a value",
    inbound('<base />\n<set-backend-service base-url=«"»\n<set-method>GET</set-method>'),
    "xml-well-formed",
    /^The value of "base-url" has no closing quote/,
    undefined,
  ],
  [
    "an expression",
    inbound('<base />\n<set-variable name="a" value="«@(»context.Req\n<set-method>GET</set-method>'),
    "expression-closed",
    /not closed/,
    undefined,
  ],
  [
    "end tags in the wrong order",
    inbound('<base /><choose><«when» condition="@(true)"><set-method>GET</set-method></choose>\n</when>'),
    "xml-well-formed",
    /^The end tag of "when" comes too late: it must stand before "<\/choose>"\.$/,
    undefined,
  ],
];

suite("one broken thing gives one finding", () => {
  rows("a text that is cut off", cut);
  rows("what is being typed", typed);
  rows("a tag without its <", headless);
  rows("code that is no expression", bare);
  rows("a tag without its >", missingSign);
  rows("quotes of print", quotes);
  rows("in an expression", inExpressions);
  rows("invisible characters", invisible);
  rows("other damage to tags", tags);
});

function rows(name: string, examples: readonly Example[]): void {
  suite(name, () => {
    for (const [title, marked, rule, message, fixed] of examples) {
      test(title, () => {
        const { text, start, end } = unmark(marked, fixed);
        const found = lint(parsePolicy(text));
        assert.deepEqual(
          found.map((finding) => finding.rule),
          [rule],
          found.map((finding) => `${finding.span.start} ${finding.message}`).join("\n"),
        );
        const [only] = found;
        assert.ok(only);
        assert.match(only.message, message);
        if (start < end) assert.deepEqual(only.span, { start, end });
        if (fixed === undefined) return;
        assert.ok(only.fix, "A way out is offered.");
        assert.equal(applyEdits(text, only.fix.edits), fixed);
        assert.deepEqual(lint(parsePolicy(fixed)), []);
      });
    }
  });
}

/** The text without its marks: the first « that a » closes stands around the finding; « and » may be part of a text. */
function unmark(marked: string, fixed: string | undefined) {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»", start + 1 + (marked[start + 1] === "«" ? 1 : 0)) - 1;
  const text = marked.slice(0, start) + marked.slice(start + 1, end + 1) + marked.slice(end + 2);
  assert.notEqual(text, fixed);
  return { text, start, end };
}
