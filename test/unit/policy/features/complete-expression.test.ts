import assert from "node:assert/strict";
import { extensionsOf, objectFacts } from "../../../../src/policy/facts/expressions.ts";
import { instanceMembers } from "../../../../src/policy/facts/net-members.ts";
import { cursorAfter, inbound, labelsAt, offerAt, offersAt } from "./support/offers.ts";

const inValue = (code: string) => inbound(`<set-variable name="x" value="@(${code})" />`);
const inBlock = (code: string) => inbound(`<set-body>@{${code}}</set-body>`);

/** What the labels at the cursor are the members of, as far as the examples below need it. */
function offered(marked: string): string {
  const labels = labelsAt(marked);
  if (labels.length === 0) return "nothing";
  if (labels.includes("context")) return "names";
  const found = kinds.filter((kind) => membersOf(kind).every((name) => labels.includes(name)));
  return found[0] ?? labels.join(", ");
}

/** Objects before the ones they have members in common with; the rest by their members. */
const kinds = [
  ...["Context", "Api", "Deployment", "Jwt", "LastError", "Operation", "Request", "Response", "Url"],
  ...["Body", "Group", "lookup", "string", "certificate", "dictionary"],
  ...["DateTime", "int", "bool", "JObject", "int?", "string[]"],
];

function membersOf(kind: string): readonly string[] {
  if (kind === "string") return extensionsOf("string").map(({ name }) => name);
  if (kind === "certificate") return ["VerifyNoRevocation"];
  if (kind === "dictionary") return ["ContainsKey", "Keys"];
  if (kind === "lookup") return ["GetValueOrDefault", "ContainsKey", "Keys"];
  const facts = objectFacts(kind === "Body" ? "MessageBody" : kind);
  return facts ? [...facts.members.keys()] : membersOfNet(kind);
}

function membersOfNet(type: string): readonly string[] {
  return instanceMembers(type).flatMap(({ name }) => (name === "this" ? [] : [name]));
}

const token = 'context.Request.Headers.GetValueOrDefault("Authorization", "")';

const chains: readonly (readonly [string, string])[] = [
  ["context.‸", "Context"],
  ["context . ‸", "Context"],
  ["context\n    .‸", "Context"],
  ["context\r\n\t.Request\r\n\t?.‸", "Request"],
  ["context?.Api?.‸", "Api"],
  ["context.Request.Url.‸", "Url"],
  ["context.Request.Url.Query.‸", "lookup"],
  ["context.Request.Headers.‸", "lookup"],
  ['context.Request.Headers["a"].‸', "string[]"],
  ['context.Request.Headers["a"][0].‸', "string"],
  ["context.Request.Headers[&quot;a&quot;][0].‸", "string"],
  ['context.Request.MatchedParameters["id"].‸', "string"],
  ["context.Request.MatchedParameters.‸", "lookup"],
  ["context.Response.Body.‸", "Body"],
  ["context.Response.Body.As<string>(preserveContent: true)\n  .‸", "string"],
  ["context.Response.Body.As&lt;string&gt;().‸", "string"],
  ["context.Response.Body.As<JObject>().‸", "JObject"],
  [`${token}.‸`, "string"],
  [`${token}.AsJwt().‸`, "Jwt"],
  [`${token}\n  .AsJwt()\n  ?.‸`, "Jwt"],
  [`${token}.AsJwt()?.Claims.‸`, "lookup"],
  [`${token}.AsJwt()?.Claims["scope"][0].‸`, "string"],
  ["context.Variables.‸", "lookup"],
  ['context.Variables["a"].‸', "nothing"],
  ['context.Variables.GetValueOrDefault<Jwt>("a", null).‸', "Jwt"],
  ['context.Variables.GetValueOrDefault("a").‸', "nothing"],
  ['((string)context.Variables["a"]).‸', "string"],
  ['((Jwt)context.Variables["a"])?.‸', "Jwt"],
  ['((IResponse)context.Variables["a"]).‸', "Response"],
  ['((IResponse)context.Variables["a"]).Body.As<string>().‸', "string"],
  ['(string)context.Variables["a"].‸', "nothing"],
  ["(context.Request).‸", "Request"],
  ["((context.Request)).‸", "Request"],
  ['(context.Request.Method + "a").‸', "string"],
  ['context.Deployment.Certificates["a"].‸', "certificate"],
  ["context.Request.Certificate.‸", "certificate"],
  ["context.Timestamp.‸", "DateTime"],
  ["context.Subscription.EndDate.‸", "int?"],
  ["context.Subscription.EndDate?.‸", "DateTime"],
  ["context.Api.ServiceUrl.‸", "Url"],
  ["context.LastError.Reason.‸", "string"],
  ["context.Request.OriginalUrl.Port.‸", "int"],
  ["context.Nothing.‸", "nothing"],
  ["somebody.‸", "nothing"],
  ["f().‸", "nothing"],
  ["f[1].‸", "nothing"],
  ['"a".‸', "string"],
  ["&quot;a&quot;.‸", "string"],
  ["1.‸", "nothing"],
  [")].‸", "nothing"],
  [".‸", "nothing"],
  ["?.‸", "nothing"],
];

const names: readonly (readonly [string, string])[] = [
  ["‸", "names"],
  ["  ‸  ", "names"],
  ["con‸", "names"],
  ["a && con‸", "names"],
  ["a &amp;&amp; con‸", "names"],
  ["a < con‸", "names"],
  ["a &lt; ‸", "names"],
  ["f(a, ‸)", "names"],
  ["a ? ‸ : b", "names"],
  ["/* one */ ‸", "names"],
  ["// one\n‸", "names"],
  ['@"a"‸', "names"],
  ["'a' + ‸", "names"],
  ['$"{‸}"', "names"],
  ['$"{a}{‸}"', "names"],
  ['$"{context.‸}"', "Context"],
  ['$"{context.Api.‸', "Api"],
  ['$"{f("{", context.‸)}"', "Context"],
  ['$@"\n{context.‸}"', "Context"],
  ['@"a\\" + context.‸', "Context"],
  ['"a\\"b" + context.‸', "Context"],
  ["'\"' + context.‸", "Context"],
];

const silent: readonly string[] = [
  '"‸',
  '"‸"',
  '"context.‸"',
  '"a\\"‸',
  '"a\\" context.‸',
  '@"a‸',
  '@"a""‸',
  '$"‸',
  '$"a{b}‸',
  '$"a{b}/‸"',
  '$@"a{b}""‸',
  '$"{{con‸',
  "&quot;con‸",
  "&quot;con‸&quot;",
  "'‸",
  "// context.‸",
  "/* context.‸",
  "/* context.‸ */",
  "1‸",
  "0x1F‸",
];

suite("completion inside expressions, by what stands before the cursor", () => {
  for (const [code, expected] of [...chains, ...names]) {
    test(`${JSON.stringify(code)}: ${expected}`, () => assert.equal(offered(inValue(code)), expected));
  }

  for (const code of silent) {
    test(`${JSON.stringify(code)}: nothing`, () => assert.equal(offered(inValue(code)), "nothing"));
  }
});

suite("completion of variables of a block", () => {
  const examples: readonly (readonly [string, string])[] = [
    [`var jwt = ${token}.AsJwt();\n  return jwt.‸`, "Jwt"],
    ["var r = context.Request;\n var u = r.Url;\n return u.‸;", "Url"],
    ["Jwt token = null; return token?.‸", "Jwt"],
    ["string text; text.‸", "string"],
    ["if (a.TryParseJwt(out Jwt token)) { return token.‸ }", "Jwt"],
    ["IResponse answer = x; return answer.‸", "Response"],
    ["var a = context.Api; var a = context.Operation; a.‸", "Operation"],
    ["return later.‸; var later = context.Api;", "nothing"],
    ["var itself = itself.‸", "nothing"],
    ["foreach (var group in context.User.Groups) { group.‸ }", "Group"],
    ["return jwt.‸", "nothing"],
    ["var number = 1; number.‸", "int"],
    ["f(x => x.‸)", "nothing"],
  ];
  for (const [code, expected] of examples) {
    test(`${JSON.stringify(code)}: ${expected}`, () => assert.equal(offered(inBlock(code)), expected));
  }
});

suite("completion inside expressions, by where they stand", () => {
  const places: readonly (readonly [string, string])[] = [
    ["an attribute", inbound('<choose><when condition="@(context.‸)"></when></choose>')],
    ["an attribute in apostrophes", inbound("<choose><when condition='@(context.‸)'></when></choose>")],
    ["an attribute without quotes", inbound("<choose><when condition=@(context.‸)></when></choose>")],
    ["text", inbound("<set-body>@(context.‸)</set-body>")],
    ["text among white space", inbound("<set-body>\n  @(context.‸)\n</set-body>")],
    ["a block over lines", inbound("<set-body>@{\r\n\tvar a = 1;\r\n\treturn context.‸\r\n}</set-body>")],
    ["an expression without its end", "<policies><inbound><set-body>@(context.‸</set-body>"],
    ["a block without its end", "<policies><inbound><set-body>@{ return context.‸"],
    ["a value without its quote", '<policies><inbound><set-variable value="@(context.‸'],
    [
      "a value whose tag goes on",
      '<policies><inbound><set-variable value="@(context.‸ name="x" /></inbound>',
    ],
    ["an unknown element", inbound('<my-policy x="@(context.‸)" />')],
  ];
  for (const [name, marked] of places) {
    test(`in ${name}`, () => assert.equal(offered(marked), "Context"));
  }

  test("behind white space in one without its end", () => {
    for (const marked of [
      inbound("<set-body>@{ return ‸</set-body>"),
      inbound("<set-body>@{\r\n\treturn\r\n\t\t‸\r\n</set-body>"),
      inbound('<set-variable value="@(a + ‸" />'),
      inbound('<set-variable value="@{ ‸" />'),
      "<policies><inbound><set-body>@(a && ‸",
    ]) {
      assert.equal(offered(marked), "names", marked);
    }
    assert.notEqual(offered(inbound("<choose><when condition='@(a)'> ‸</when></choose>")), "names");
    assert.equal(offered(inbound("<set-body>@(a) ‸</set-body>")), "nothing");
    assert.equal(offered(inbound("<set-body>@(a</set-body> ‸")).includes("base"), true);
  });

  test("not outside of their brackets", () => {
    assert.equal(offered(inbound("<set-body>‸@(1)</set-body>")), "nothing");
    assert.equal(offered(inbound("<set-body>@(1)‸</set-body>")), "nothing");
    assert.equal(offered(inbound('<set-variable name="x" value="‸@(1)" />')), "nothing");
  });

  test("not in escaped text that looks like one", () => {
    assert.equal(offered(inbound("<set-body>&#64;(context.‸)</set-body>")), "nothing");
  });
});

suite("what completion inside expressions inserts", () => {
  test("replaces the whole word around the cursor", () => {
    assert.equal(
      cursorAfter(inValue("context.Re‸quest.Method"), "Response"),
      inValue("context.Response‸.Method"),
    );
    assert.equal(cursorAfter(inValue("context.‸Request"), "Api"), inValue("context.Api‸"));
    assert.equal(cursorAfter(inValue("con‸t"), "context"), inValue("context‸"));
    assert.equal(cursorAfter(inValue("‸ == 1"), "context"), inValue("context‸ == 1"));
    assert.equal(cursorAfter(inValue("context.‸.Method"), "Request"), inValue("context.Request‸.Method"));
  });

  test("gives a method its brackets, and a stop for each argument that is needed", () => {
    const insert = (code: string, label: string) => offerAt(inValue(code), label).insertText;
    assert.equal(insert("context.Response.Body.‸", "As"), "As<${1:T}>()$0");
    assert.equal(insert('"a".‸', "AsJwt"), "AsJwt()$0");
    assert.equal(insert("context.‸", "Trace"), "Trace(${1:message})$0");
    assert.equal(insert('"a".‸', "TryParseJwt"), "TryParseJwt(out Jwt ${1:result})$0");
  });

  test("says of each what it is", () => {
    const kind = (code: string, label: string) => offerAt(inValue(code), label).kind;
    assert.equal(kind("‸", "context"), "variable");
    assert.equal(kind("‸", "Guid"), "type");
    assert.equal(kind("‸", "null"), "value");
    assert.equal(kind("context.‸", "Trace"), "method");
    assert.equal(kind("context.‸", "Api"), "property");
    assert.equal(offerAt(inValue("context.Api.‸"), "Id").detail, "string");
    assert.equal(offerAt(inValue("‸"), "JObject").detail, "Newtonsoft.Json.Linq.JObject");
  });

  test("puts context before words of C#, and those before types", () => {
    const labels = labelsAt(inValue("‸"));
    const order = ["context", "null", "true", "Array", "Guid"].map((name) => labels.indexOf(name));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    assert.ok(!order.includes(-1));
  });

  test("offers statements in blocks only", () => {
    assert.ok(labelsAt(inBlock("‸")).includes("return"));
    assert.ok(!labelsAt(inValue("‸")).includes("return"));
  });

  test("documents each with a text", () => {
    for (const code of ["‸", "context.‸", "context.Request.‸", '"a".‸', "DateTime.‸"]) {
      for (const { label, documentation } of offersAt(inValue(code))) {
        assert.ok(documentation.length > 0, `${code} ${label}`);
      }
    }
  });
});

suite("completion inside long expressions", () => {
  const lines = `"${"a".repeat(70)}" + // it's long\n`.repeat(300);

  test("begins to read with a line, not in the middle of a string", () => {
    for (let extra = 0; extra < 90; extra += 1) {
      assert.equal(offered(inValue(`${lines}${" ".repeat(extra)}context.‸`)), "Context");
      assert.equal(offered(inValue(`${lines}${" ".repeat(extra)}"context.‸`)), "nothing");
    }
  });

  test("still knows what stands in its first line", () => {
    assert.equal(offered(inBlock(`var a = context.Api; var b = "${"b".repeat(5_000)}"; a.‸`)), "Api");
  });

  test("ends for brackets that nobody closed", () => {
    assert.equal(offered(inValue(`${"(".repeat(3_000)}context.‸`)), "Context");
    assert.equal(offered(inValue(`${")".repeat(3_000)}.‸`)), "nothing");
  });
});
