import assert from "node:assert/strict";
import { membersOf } from "../../../../src/policy/features/expression/members.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { cursorAfter, inbound, labelsAt, offerAt, offersAt } from "./support/offers.ts";

const inValue = (code: string) => inbound(`<set-variable name="x" value="@(${code})" />`);
const inBlock = (code: string) => inbound(`<set-body>@{${code}}</set-body>`);

/** The members that a value of `type` has. */
function namesOf(type: string): readonly string[] {
  return membersOf(type).flatMap(({ name }) => (name === "this" ? [] : [name]));
}

const values: readonly (readonly [code: string, type: string])[] = [
  ["context.Request.Method.‸", "string"],
  ["context.Request.Method.ToUpper().Trim().‸", "string"],
  ['context.Request.Headers.GetValueOrDefault("a", "").Split(\',\')[0].‸', "string"],
  ["context.RequestId.‸", "Guid"],
  ["context.RequestId.ToString().‸", "string"],
  ["context.Elapsed.‸", "TimeSpan"],
  ["context.Response.StatusCode.‸", "int"],
  ["context.Tracing.‸", "bool"],
  ["context.Request.Certificate.‸", "X509Certificate2"],
  ["context.Request.Certificate.NotAfter.‸", "DateTime"],
  ["context.Request.Body.As<JObject>(preserveContent: true).‸", "JObject"],
  ['context.Request.Body.As<JObject>()["a"]["b"].‸', "JToken"],
  ['context.Request.Body.As<JObject>()["a"]?["b"]?.‸', "JToken"],
  ['context.Request.Body.As<JObject>().SelectToken("a.b").‸', "JToken"],
  ['context.Request.Body.As<JObject>().Value<string>("a").‸', "string"],
  ['context.Request.Body.As<JObject>()["a"].ToObject<JArray>().‸', "JArray"],
  ['context.Request.Body.As<JObject>().Property("a").‸', "JProperty"],
  ["context.Request.Body.As<JArray>()[0].‸", "JToken"],
  ["context.Request.Body.As<byte[]>().‸", "byte[]"],
  ['context.Request.Body.As<XElement>().Element("a").‸', "XElement"],
  ['context.Request.Body.As<XElement>().Element("a").Attribute("b").‸', "XAttribute"],
  ['context.Request.Body.AsFormUrlEncodedContent()["a"].First().‸', "string"],
  ['context.Variables["a"].ToString().‸', "string"],
  ['context.Variables.GetValueOrDefault<string>("a").‸', "string"],
  ['context.Variables.GetValueOrDefault("a", "b").‸', "string"],
  ['context.Variables.GetValueOrDefault("a", 1 + 2).‸', "int"],
  ['((JObject)context.Variables["a"])["b"].‸', "JToken"],
  ['(context.Variables["a"] as JObject).‸', "JObject"],
  ['context.Request.MatchedParameters.GetValueOrDefault("a", "").‸', "string"],
  ["context.Request.Url.ToString().‸", "string"],
  ["context.Request.OriginalUrl.ToUri().‸", "Uri"],
  ['context.Variables.GetValueOrDefault<Authorization>("a")?.‸', "Authorization"],
  ['((Authorization)context.Variables["a"]).AccessToken.‸', "string"],
  ["context.User.Groups.‸", "IEnumerable<Group>"],
  ["context.User.Groups.First().‸", "Group"],
  ['context.User.Groups.Where(g => g.Name != "a").First().‸', "Group"],
  ["context.User.Groups.Select(g => g.Name).First().‸", "string"],
  ["context.User.Groups.Select(g => g.Name.Length > 2).First().‸", "bool"],
  ["context.User.Groups.Select(f).First().‸", "nothing"],
  ["context.User.Groups.SelectMany(g => g.Name.Split(' ')).First().‸", "string"],
  ["context.User.Groups.Any(g => g.‸)", "Group"],
  ["context.User.Groups.Where(g => true).Any(g => g.Name.‸)", "string"],
  ["context.User.Groups.ToDictionary(g => g.Id, g => g.‸)", "Group"],
  ["context.Request.Headers.Where(h => h.‸)", "KeyValuePair<string, string[]>"],
  ["context.Request.Headers.Select(h => h.Value.‸)", "string[]"],
  ["context.Request.Headers.Keys.First().‸", "string"],
  ["context.Request.Headers.Values.First()[0].‸", "string"],
  ["DateTime.UtcNow.‸", "DateTime"],
  ["DateTime.UtcNow.AddDays(1).‸", "DateTime"],
  ["System.DateTime.UtcNow.‸", "DateTime"],
  ["(DateTime.UtcNow - context.Timestamp).‸", "TimeSpan"],
  ["(DateTime.UtcNow + context.Elapsed).‸", "DateTime"],
  ["DateTimeOffset.UtcNow.‸", "DateTimeOffset"],
  ["DateTimeOffset.UtcNow.ToUnixTimeSeconds().‸", "long"],
  ["Guid.NewGuid().‸", "Guid"],
  ["string.Empty.‸", "string"],
  ['String.Join(",", x).‸', "string"],
  ['Convert.FromBase64String("").‸', "byte[]"],
  ["System.Text.Encoding.UTF8.GetBytes(a).‸", "byte[]"],
  ["System.Text.Encoding.UTF8.GetString(a).‸", "string"],
  ['JObject.Parse("").‸', "JObject"],
  ["Regex.Match(a, b).‸", "Match"],
  ['Regex.Match(a, b).Groups["c"].‸', "RegularExpressions.Group"],
  ["Regex.Match(a, b).Groups[1].Value.‸", "string"],
  ["new JObject().‸", "JObject"],
  ['new JObject(new JProperty("a", 1)).‸', "JObject"],
  ["new System.Text.StringBuilder().Append(1).‸", "StringBuilder"],
  ["new System.Security.Cryptography.HMACSHA256(key).‸", "HMACSHA256"],
  ['new Dictionary<string, JArray>()["a"].‸', "JArray"],
  ['new Uri("https://x").‸', "Uri"],
  ["new [] { 1, 2 }.‸", "int[]"],
  ["new[] { a }.‸", "nothing"],
  ["new string[] { a, b }.‸", "string[]"],
  ["new List<string> { a, b }.‸", "List<string>"],
  ["(a == b).‸", "bool"],
  ['(a ? b : "c").‸', "string"],
  ['(a ? "b" : null).‸', "string"],
  ['(a ?? "b").‸', "string"],
  ["(a ?? throw new Exception()).‸", "nothing"],
  ["(!a).‸", "bool"],
  ["(1 + 2).‸", "int"],
  ["(a < b).‸", "bool"],
  ["(a is string).‸", "bool"],
  ["context.Subscription.StartDate.‸", "DateTime?"],
  ["context.Subscription.StartDate.Value.‸", "DateTime"],
  ["'a'.‸", "char"],
  ["&apos;a&apos;.‸", "char"],
  ['@"a".‸', "string"],
  ['$"a{1}".‸', "string"],
];

suite("completion of members of .NET values", () => {
  for (const [code, type] of values) {
    test(`${code}: ${type}`, () => {
      const expected = type === "nothing" ? [] : namesOf(type);
      assert.ok(type === "nothing" || expected.length > 0);
      assert.deepEqual(labelsAt(inValue(code)), expected);
    });
  }
});

suite("completion of variables by what is computed", () => {
  const examples: readonly (readonly [code: string, member: string, without: string])[] = [
    ['var t = (Jwt)context.Variables["t"]; return t.‸', "Subject", "ToUpper"],
    [
      'var r = ((IResponse)context.Variables["r"]).Body.As<JObject>(); return r["a"].‸',
      "SelectToken",
      "Trim",
    ],
    ['var same = context.Request.Method == "GET"; return same.‸', "Equals", "Trim"],
    ["List<string> names = f(); return names.‸", "AddRange", "Trim"],
    ["List<string> names = f(); return names[0].‸", "Trim", "AddRange"],
    ["string[] parts = f(); return parts[0].‸", "Trim", "First1"],
    ["foreach (var part in context.Request.Url.Path.Split('/')) { part.‸ }", "Trim", "AddRange"],
    ["foreach (var m in context.Request.Body.As<JObject>()) { m.Value.‸ }", "SelectToken", "Trim"],
    ["foreach (string part in f()) { part.‸ }", "Trim", "AddRange"],
    ["foreach (var h in context.Request.Headers) { var n = h.Key; n.‸ }", "Trim", "AddRange"],
    ["var o = new JObject(); o.‸", "Properties", "Trim"],
    ['var o = new JObject { ["a"] = 1 }; o.‸', "Properties", "Trim"],
    ["System.Text.StringBuilder b = f(); b.‸", "AppendLine", "Trim"],
    ['var a = context.Request.Headers; var b = a["x"]; var c = b[0]; c.‸', "Trim", "AddRange"],
    ["var f = context.User.Groups.Where(g => { var n = g.Name; return n.‸ })", "Trim", "AddRange"],
    ["int? n = f(); n.‸", "HasValue", "CompareTo"],
    ["int? n = f(); n?.‸", "CompareTo", "HasValue"],
    ["if (int.TryParse(a, out int n)) { n.‸ }", "CompareTo", "Trim"],
    ["if (a is JObject o) { o.‸ }", "Properties", "Trim"],
  ];
  for (const [code, member, without] of examples) {
    test(code, () => {
      const labels = labelsAt(inBlock(code));
      assert.ok(labels.includes(member), labels.join());
      assert.ok(!labels.includes(without));
    });
  }

  const silent = [
    "var a = a.‸",
    "var a = b; var b = a; a.‸",
    "f(x => x.A, x.‸)",
    "f((x, y) => x.‸)",
    "context.User.Groups.Any(g => true); g.‸",
    "return x > y.‸",
    "from g in context.User.Groups select g.‸",
    "foreach (var x in 1) { x.‸ }",
  ];
  for (const code of silent) test(`${code}: nothing`, () => assert.deepEqual(labelsAt(inBlock(code)), []));

  test("ends for variables that are made of each other many times", () => {
    const lines = Array.from({ length: 200 }, (_, line) => `var a${line + 1} = a${line} + a${line};`);
    assert.deepEqual(labelsAt(inBlock(`${lines.join("\n")} a200.‸`)), []);
    assert.ok(labelsAt(inBlock(`var a0 = "x"; ${lines.slice(0, 20).join("\n")} a20.‸`)).includes("Trim"));
  });
});

suite("completion of the names of variables", () => {
  const variables = (code: string) =>
    offersAt(inBlock(code)).flatMap(({ kind, label, detail }) =>
      kind === "variable" && label !== "context" ? [`${label}: ${detail}`] : [],
    );
  const examples: readonly (readonly [code: string, ...variables: readonly string[]])[] = [
    ["‸"],
    ["var a = 1; ‸", "a: int"],
    ["var a = 1; var b = a; return b‸", "b: int", "a: int"],
    ['var a = 1; var a = "x"; return ‸', "a: string"],
    ["Jwt token; if (x.TryParseJwt(out token)) { return tok‸", "token: Jwt"],
    ["if (int.TryParse(x, out int n)) { ‸", "n: int"],
    ["foreach (var g in context.User.Groups) { ‸", "g: Group"],
    ["context.User.Groups.Any(g => ‸)", "g: Group"],
    ["context.User.Groups.Any(g => true); ‸"],
    ["f(x => ‸)", "x: undefined"],
    ["var ‸"],
    ["var self = ‸"],
    ["return x; ‸"],
    ["x = 1; f(a, b); ‸"],
    ["string[] parts = x; List<int> list = y; ‸", "list: List<int>", "parts: string[]"],
  ];
  for (const [code, ...expected] of examples) {
    test(code, () => assert.deepEqual(variables(code), expected));
  }
});

suite("completion behind the name of a type or name space", () => {
  test("offers what is static", () => {
    const labels = labelsAt(inValue("string.‸"));
    assert.ok(labels.includes("IsNullOrEmpty") && !labels.includes("Length") && !labels.includes("Trim"));
    assert.deepEqual(labelsAt(inValue("String.‸")), labels);
    assert.deepEqual(labelsAt(inValue("System.String.‸")), labels);
  });

  test("offers only what the service allows of a type", () => {
    const labels = labelsAt(inValue("JsonConvert.‸"));
    assert.deepEqual(labels, ["SerializeObject", "DeserializeObject"]);
    assert.ok(!labelsAt(inValue("DateTime.‸")).includes("ParseExact"));
  });

  test("offers the values of an enumeration, whose values have members of their own", () => {
    assert.ok(labelsAt(inValue("a.Equals(b, StringComparison.‸)")).includes("OrdinalIgnoreCase"));
  });

  test("offers name spaces step by step, down to the types", () => {
    assert.ok(labelsAt(inValue("‸")).includes("Newtonsoft"));
    assert.deepEqual(labelsAt(inValue("Newtonsoft.‸")), ["Json"]);
    assert.deepEqual(labelsAt(inValue("System.Net.‸")), ["IPAddress", "WebUtility"]);
    assert.ok(labelsAt(inValue("System.‸")).includes("Text"));
    assert.deepEqual(labelsAt(inValue("context.System.‸")), []);
  });

  test("takes a type's name for one only where it stands alone or behind its name space", () => {
    assert.deepEqual(labelsAt(inValue("a.Guid.‸")), []);
    assert.deepEqual(labelsAt(inValue("f().Convert.‸")), []);
    assert.deepEqual(labelsAt(inValue("Text.Encoding.‸")), []);
  });
});

suite("what completion of members inserts", () => {
  test("replaces the word around the cursor", () => {
    assert.equal(
      cursorAfter(inValue("context.Request.Method.To‸Lower"), "ToUpper"),
      inValue("context.Request.Method.ToUpper()‸"),
    );
    assert.equal(
      cursorAfter(inValue("string.IsN‸"), "IsNullOrEmpty"),
      inValue("string.IsNullOrEmpty(‸value)"),
    );
  });

  test("keeps the arguments that are there already", () => {
    for (const [before, label, after] of [
      ['context.Request.Headers.GetVal‸("a", "")', "GetValueOrDefault", 'GetValueOrDefault‸("a", "")'],
      ["context.Request.Body.A‸<JObject>()", "As", "As‸<JObject>()"],
      ["context.Request.Body.A‸&lt;JObject&gt;()", "As", "As‸&lt;JObject&gt;()"],
      ["context.User.Groups.An‸\n  (g => true)", "Any", "Any‸\n  (g => true)"],
      ["context.User.Groups.Cou‸ < 3", "Count", "Count()‸ < 3"],
    ] as const) {
      const start = before.slice(0, before.lastIndexOf(".", before.indexOf("‸")) + 1);
      assert.equal(cursorAfter(inValue(before), label), inValue(`${start}${after}`));
    }
  });

  test("a comma inside type arguments begins no argument", () => {
    assert.equal(offerAt(inValue("context.User.Groups.‸"), "Where").insertText, "Where(${1:predicate})$0");
    assert.equal(offerAt(inValue("int.‸"), "TryParse").insertText, "TryParse(${1:s}, out int ${2:result})$0");
  });

  test("the detail is the type, the text each way to call it", () => {
    const { detail, documentation, kind } = offerAt(inValue('"a".‸'), "Substring");
    assert.equal(detail, "string");
    assert.equal(kind, "method");
    assert.match(
      documentation,
      /`string Substring\(int startIndex\)`\s+`string Substring\(int startIndex, int length\)`/,
    );
    assert.equal(offerAt(inValue('"a".‸'), "Length").kind, "property");
  });

  test("indexers and a type's other members are no words to insert", () => {
    assert.ok(!labelsAt(inValue('"a".‸')).includes("this"));
  });
});

suite("a member that is not listed", () => {
  test("is no finding", () => {
    for (const code of [
      "context.Request.Method.Normalize()",
      "DateTime.UtcNow.Kind",
      "context.RequestId.Foo",
    ]) {
      const findings = lint(parsePolicy(inValue(code)));
      assert.deepEqual(
        findings.filter(({ message }) => /has no/.test(message)),
        [],
        code,
      );
    }
  });
});
