import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  type Code,
  codeOf,
  dictionary,
  evaluateExpression,
  PassedOver,
  thing,
} from "../../../../src/policy/index.ts";

const headers: Record<string, readonly string[]> = { Host: ["a.example"], Accept: ["x", "y"] };
const context = thing({
  Method: () => "GET",
  Nothing: () => null,
  Count: () => 3,
  Headers: () => dictionary((name) => headers[name], true),
});

const value = (code: string) => evaluateExpression(code, context);

suite("policy expressions: values", () => {
  const known: readonly (readonly [string, unknown])[] = [
    ['@("a")', "a"],
    ['@("tab\\t\\"q\\"")', 'tab\t"q"'],
    ["@(1 + 2 + 0.5)", 3.5],
    ['@("n=" + 1 + true + null)', "n=1True"],
    ["@(context.Method)", "GET"],
    ["@{ return context.Method; }", "GET"],
    ['@(context.Headers["Accept"][1])', "y"],
    ['@(context.Headers.GetValueOrDefault("Accept", ""))', "x,y"],
    ['@(context.Headers.GetValueOrDefault("Nope", "none"))', "none"],
    ['@(context.Headers.GetValueOrDefault<string>("Nope"))', null],
    ['@(context.Headers.ContainsKey("Host") && !context.Headers.ContainsKey("Nope"))', true],
    ["@(context.Nothing?.Length)", null],
    ['@(context.Nothing?.Name ?? "fallback")', "fallback"],
    ['@((string)context.Method == "GET" ? "yes" : "no")', "yes"],
    ["@(context.Count >= 3 && context.Count < 4)", true],
    ["@(false || 1 != 2)", true],
    ["@(\"Bearer abc\".Split(' ')[1].ToUpper())", "ABC"],
    ['@("a,b".Replace(",", ";").Length)', 3],
    ['@(string.IsNullOrEmpty("") && String.Concat("a", 1) == "a1")', true],
    ["@(context.Count.ToString())", "3"],
    ['@("a".ToString())', "a"],
    ["@(\"Bearer a.b\".Split(' ').Last())", "a.b"],
    ["@(\"\".Split(' ').LastOrDefault())", ""],
    ['@("Ab".ToLower())', "ab"],
    ['@("Ab".ToLowerInvariant())', "ab"],
    ['@("Ab".ToUpper())', "AB"],
    ['@("Ab".ToUpperInvariant())', "AB"],
    ['@(" a ".Trim())', "a"],
    ['@("abc".Contains("b"))', true],
    ['@("abc".Contains("B"))', false],
    ['@("abc".Contains("B", StringComparison.OrdinalIgnoreCase))', true],
    ['@("abc".StartsWith("ab"))', true],
    ['@("abc".StartsWith("AB"))', false],
    ['@("abc".StartsWith("AB", StringComparison.OrdinalIgnoreCase))', true],
    ['@("abc".EndsWith("bc"))', true],
    ['@("abc".EndsWith("BC", StringComparison.InvariantCultureIgnoreCase))', true],
    ['@("abc".EndsWith("BC", StringComparison.Ordinal))', false],
    ['@("a".Equals("A"))', false],
    ['@("a".Equals("A", StringComparison.OrdinalIgnoreCase))', true],
    ['@("a".Equals("b", StringComparison.OrdinalIgnoreCase))', false],
    ['@(string.Equals("a", "A", StringComparison.OrdinalIgnoreCase))', true],
    ['@(string.Equals("a", "A"))', false],
    ["@(string.Equals(null, null))", true],
    ['@(string.Equals("a", null))', false],
    ['@(string.IsNullOrEmpty("a"))', false],
    ["@(string.IsNullOrEmpty(context.Nothing))", true],
    ['@(string.IsNullOrWhiteSpace("  "))', true],
    ['@(String.IsNullOrWhiteSpace(" a "))', false],
    ['@(@"a\\b ""c""")', 'a\\b "c"'],
    ["@('x')", "x"],
    ['@(new[] { "GET", "HEAD" }.Contains(context.Method))', true],
    ['@(new string[] { "PUT" }.Contains(context.Method))', false],
    ["@(new[] { }.Contains(context.Method))", false],
    ["@(new[] { 1, 2 }.Length)", 2],
    ['@(context.Headers["Accept"].First())', "x"],
    ['@(context.Headers["Accept"].FirstOrDefault())', "x"],
    ['@(context.Headers["Accept"].Contains("y"))', true],
    ['@(context.Headers["Accept"].Count)', 2],
    ["@(context.Nothing == null)", true],
    ["@(context.Nothing != null)", false],
    ["@(context.Method != null)", true],
    ["@((object)context.Nothing == null)", true],
    ["@((bool)true)", true],
    ["@((int)1 <= 1)", true],
    ["@(!(1 > 2) && !!true)", true],
    ["@(true || context.Unknown)", true],
    ["@(false && context.Unknown)", false],
    ['@(true ? "a" : context.Unknown)', "a"],
    ['@(false ? context.Unknown : "b")', "b"],
    ['@(context.Method == "GET" ? 1 : context.Method == "PUT" ? 2 : 3)', 1],
    ['@{ return "a" + "b"; }', "ab"],
    ["@{\n  return\n    context.Count;\n}", 3],
    ["  @(1)  ", 1],
    ['@("a" != "b")', true],
    ["@(null == null)", true],
    ['@(null ?? "b")', "b"],
    ['@("a" ?? context.Unknown)', "a"],
    ["@(2 > 1 && 2 >= 2 && !(1 >= 2))", true],
    ["@(1.5 < 2)", true],
    ["@(1 + 1 == 2)", true],
    ["@(\"a,b,c\".Split(',')[2])", "c"],
    ['@("abc"[1])', "b"],
    ['@("abc".Length > 2)', true],
    ['@("x".Contains(""))', true],
    ['@(string.Concat("a", null, true))', "aTrue"],
    ['@("\\n".Length)', 1],
    ["@((string)null == null)", true],
    ['@(context.Method.ToLower() == "get" || context.Count == 4)', true],
    ["@(context.Count != 3 || context.Nothing?.Length != null)", false],
  ];
  for (const [code, expected] of known) {
    test(`${code} is ${JSON.stringify(expected)}`, () => assert.deepEqual(value(code), expected));
  }

  const passedOver: readonly string[] = [
    "@(Guid.NewGuid())",
    "@(context.Unknown)",
    "@(context.Nothing.Length)",
    '@($"a{context.Method}")',
    "@(\"a\".Split(',')[3])",
    '@("a".Equals("A", StringComparison.CurrentCultureIgnoreCase))',
    '@("a".Equals("A", 1))',
    '@("a".Replace("A", "b", StringComparison.OrdinalIgnoreCase))',
    '@(string.Format("{0}", 1))',
    "@(new List<string>())",
    "@(new[] { 1, 2)",
    "@(new { a = 1 })",
    "@(x => x)",
    '@(context["Method"]())',
    "@(1 ? 2 : 3)",
    "@(!1)",
    '@("" + context.Headers)',
    "@('unclosed)",
    '@("unclosed)',
    "@()",
    "@{ return context.Method }",
    "context.Method",
    "",
    '@(context.Headers["Nope"])',
    "@(context.Method && true)",
    '@("a" < "b")',
    "@{ var x = 1; return x; }",
    "@(1 +)",
    "@(1 2)",
    "@((int)context.Method)",
    "@(context.constructor)",
    '@("a".constructor)',
    "@(typeof(string))",
  ];
  for (const code of passedOver) {
    test(`${code} is passed over`, () => assert.throws(() => value(code), PassedOver));
  }
});

suite("policy expressions: bounds", () => {
  test("nobody waits for, or falls over, one that is nested deep or has no end", () => {
    const deep = [
      `@(${"(".repeat(50_000)}1${")".repeat(50_000)})`,
      `@(${"!".repeat(50_000)}true)`,
      `@(${"(int)".repeat(50_000)}1)`,
      `@(${"true ? ".repeat(50_000)})`,
      `@(1${" + 1".repeat(50_000)})`,
      `@(context${".Method".repeat(50_000)})`,
      `@(new[] {${"1,".repeat(50_000)}1})`,
    ];
    for (const code of deep) assert.throws(() => value(code), PassedOver, code.slice(0, 20));
  });

  test("what people write is far from the bounds", () => {
    assert.equal(value(`@(${"(".repeat(20)}1${")".repeat(20)})`), 1);
    assert.equal(value(`@(0${" + 1".repeat(1000)})`), 1000);
  });
});

suite("policy expressions: code", () => {
  test("an object is told from nothing, and from no other value", () => {
    const compared: readonly (readonly [string, boolean | undefined])[] = [
      ["context.Headers == null", false],
      ["null != context.Headers", true],
      ["context.Nothing == null", true],
      ['context.Headers == "a"', undefined],
      ["1 != context.Headers", undefined],
      ["context.Headers == context.Headers", undefined],
      ['"a,b".Split(\',\') == "a,b"', undefined],
      ["new[] { 1 } != new[] { 1 }", undefined],
      ["new[] { 1 } == null", false],
    ];
    for (const [code, expected] of compared) {
      if (expected === undefined) assert.throws(() => value(`@(${code})`), PassedOver, code);
      else assert.equal(value(`@(${code})`), expected, code);
    }
  });

  test("operators bind as in C#, from left to right", () => {
    const text = (code: Code): string =>
      code.kind === "binary" ? `(${text(code.left)}${code.operator}${text(code.right)})` : nameOf(code);
    const nameOf = (code: Code) => (code.kind === "name" ? code.name : code.kind);
    const written: readonly (readonly [string, string])[] = [
      ["a || b && c", "(a||(b&&c))"],
      ["a && b || c", "((a&&b)||c)"],
      ["a == b && c != d", "((a==b)&&(c!=d))"],
      ["a + b + c", "((a+b)+c)"],
      ["a + b == c", "((a+b)==c)"],
      ["a ?? b || c", "(a??(b||c))"],
      ["a < b == c", "((a<b)==c)"],
      ["(a || b) && c", "((a||b)&&c)"],
      ["!a && b", "(not&&b)"],
    ];
    for (const [code, expected] of written) assert.equal(text(codeOf(`@(${code})`)), expected);
  });

  test("a named argument is one like any other, and a function is kept as it is", () => {
    assert.deepEqual(codeOf("@(a.B(keep: true))"), codeOf("@(a.B(true))"));
    assert.deepEqual(codeOf("@(x => x.A)"), {
      kind: "lambda",
      parameter: "x",
      body: { kind: "member", name: "A", nullSafe: false, target: { kind: "name", name: "x" } },
    });
    assert.throws(() => value("@(new[] { 1 }.Any(x => true))"), PassedOver);
  });

  test("members, calls, indexes and casts keep what they are of", () => {
    assert.deepEqual(codeOf('@((string)a.B<string>("c")[0]?.D)'), {
      kind: "cast",
      type: "string",
      operand: {
        kind: "member",
        name: "D",
        nullSafe: true,
        target: {
          kind: "index",
          index: { kind: "literal", value: 0 },
          target: {
            kind: "call",
            parameters: [{ kind: "literal", value: "c" }],
            callee: { kind: "member", name: "B", nullSafe: false, target: { kind: "name", name: "a" } },
          },
        },
      },
    });
  });
});
