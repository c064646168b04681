import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { evaluateExpression } from "../../../../../src/sandbox/gateway/expressions/evaluate.ts";
import { PassedOver } from "../../../../../src/sandbox/gateway/expressions/passed-over.ts";
import { dictionary, thing } from "../../../../../src/sandbox/gateway/expressions/values.ts";

const headers: Record<string, readonly string[]> = { Host: ["a.example"], Accept: ["x", "y"] };
const context = thing({
  Method: () => "GET",
  Nothing: () => null,
  Count: () => 3,
  Headers: () => dictionary((name) => headers[name], true),
});

const value = (code: string) => evaluateExpression(code, context);

suite("policy expressions in the sandbox", () => {
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
    '@("a".Equals("A", StringComparison.OrdinalIgnoreCase))',
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
