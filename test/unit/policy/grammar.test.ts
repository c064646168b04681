import assert from "node:assert/strict";
import configuration from "../../../language-configuration.json" with { type: "json" };
import grammarFile from "../../../syntaxes/apim-policy.tmLanguage.json" with { type: "json" };
import { colour, type Grammar, type GrammarRule, lookUp } from "../../support/textmate.ts";

const grammar: Grammar = grammarFile;

/** The innermost scope of `word` in `text`, without the language at its end. */
function scopeOf(text: string, word: string): string {
  const piece = colour(grammar, text).find((each) => each.text.trim() === word);
  assert.ok(
    piece,
    `"${word}" is no piece of its own: ${JSON.stringify(colour(grammar, text).map((each) => each.text))}`,
  );
  return piece.scopes.at(-1)?.replace(/(\.(?:cs|xml))?(\.apim-policy)?$/, "") ?? "";
}

/** All rules, however deep. */
function allRules(rule: GrammarRule): readonly GrammarRule[] {
  return [rule, ...(rule.patterns ?? []).flatMap(allRules)];
}

suite("the grammar", () => {
  test("names only rules that exist, in patterns that compile", () => {
    for (const rule of [grammar, ...Object.values(grammar.repository)].flatMap(allRules)) {
      if (rule.include !== undefined) assert.ok(lookUp(grammar, rule.include));
      for (const source of [rule.match, rule.begin, rule.end]) {
        if (source !== undefined) assert.doesNotThrow(() => new RegExp(source), source);
      }
    }
  });

  const condition = '<when condition="@(a.Method == "POST" && b.As<JObject>(true) != null)" id="x">';
  const examples: readonly (readonly [string, string, string])[] = [
    [condition, "POST", "string.quoted.double"],
    [condition, "Method", "variable.other.property"],
    [condition, "As", "entity.name.function"],
    [condition, "JObject", "entity.name.type"],
    [condition, "true", "constant.language"],
    [condition, "&&", "keyword.operator"],
    [condition, "id", "entity.other.attribute-name"],
    [condition, "x", "string.quoted.double"],
    ["<value>@(context.Api.Id)</value>", "context", "variable.language.context"],
    ["<value>@{\n  var x = 1; // it's\n  return x;\n}</value>", "// it's", "comment.line.double-slash"],
    ["<value>@{\n  var x = 1; // it's\n  return x;\n}</value>", "return", "keyword.control"],
    ["<value>@{\n  var x = 1; // it's\n  return x;\n}</value>", "1", "constant.numeric"],
    ['<a x="@($"b{c["d"]}e")" y="f"/>', "c", "variable.other"],
    ['<a x="@($"b{c["d"]}e")" y="f"/>', "d", "string.quoted.double"],
    ['<a x="@($"b{c["d"]}e")" y="f"/>', "f", "string.quoted.double"],
    ['<a x="@(@"C:\\" + b)"/>', "C:\\", "string.quoted.double.verbatim"],
    ["<a x='@(b[&quot;c&quot;])'/>", "c", "string.quoted.double"],
    ['<a x="{{limit}}"/>', "{{limit}}", "variable.other.named-value"],
    ["<!-- @( -->\n<b>c</b>", "@(", "comment.block"],
    ["<a>me@(home) <b/></a>", "<b", "meta.tag"],
  ];
  for (const [text, word, scope] of examples) {
    test(`sees ${word} in ${text.replaceAll("\n", "⏎")} as ${scope}`, () =>
      assert.equal(scopeOf(text, word), scope));
  }

  test("gets over a broken expression at the next end tag", () => {
    assert.equal(scopeOf("<a><value>@(b(</value><c/></a>", "<c"), "meta.tag");
  });
});

suite("the language configuration", () => {
  function indentAfter(before: string, after: string): string {
    const rule = configuration.onEnterRules.find(
      ({ beforeText, afterText }) =>
        new RegExp(beforeText.pattern).test(before) &&
        (afterText === undefined || new RegExp(afterText.pattern).test(after)),
    );
    return rule?.action.indent ?? "none";
  }

  test("indents behind a start tag, and pushes its end tag down", () => {
    assert.equal(indentAfter("<inbound>", ""), "indent");
    assert.equal(indentAfter('<when condition="@(a > b)">', "</when>"), "indentOutdent");
    assert.equal(indentAfter("  @{", "}"), "indentOutdent");
  });

  test("does not indent behind what is closed", () => {
    assert.equal(indentAfter("<base />", ""), "none");
    assert.equal(indentAfter("<value>a</value>", ""), "none");
    assert.equal(indentAfter("<!-- a -->", ""), "none");
  });

  test("takes no sign of an expression for the end of a tag", () => {
    for (const closed of [
      '<set-variable name="a" value="@(b > 1)" />',
      '<set-variable name="a" value="@(c.Where(d => d.e).As<JObject>(true))" />',
      "<value>@(b.As<JObject>() > 1)</value>",
      '<set-variable name="a"',
      '  value="@(b > 1)"',
      "  var body = context.Request.Body.As<JObject>(true);",
      "  if (a < b && c > d)",
      "</inbound>",
      '<?xml version="1.0"?>',
      "<!-- <inbound> -->",
    ]) {
      assert.equal(indentAfter(closed, ""), "none", closed);
    }
    for (const open of [
      '<when condition="@(b.As<JObject>() != null)">',
      "<base /><choose>",
      "<value>a",
      '\t<set-header name="a" exists-action="override">',
    ]) {
      assert.equal(indentAfter(open, ""), "indent", open);
    }
  });

  test("takes a policy's name for one word", () => {
    assert.deepEqual("<validate-jwt header".match(new RegExp(configuration.wordPattern, "g")), [
      "validate-jwt",
      "header",
    ]);
  });

  test("knows which lines begin and end an indented block", () => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    const indents = (line: string) => new RegExp(increaseIndentPattern).test(line);
    assert.deepEqual(["  <inbound>", "  <base />", "  <a>b</a>", "  </a>", "@{"].map(indents), [
      true,
      false,
      false,
      false,
      true,
    ]);
    assert.ok(indents('  <when condition="@(a > b)">'));
    assert.ok(!indents('  <set-variable value="@(a > b)" />'));
    assert.ok(new RegExp(decreaseIndentPattern).test("  </inbound>"));
    assert.ok(!new RegExp(decreaseIndentPattern).test("  <inbound>"));
  });
});
