import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import { type CursorContext, contextAt, parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { splitCursor } from "../../../support/cursor.ts";

/** The context at `‸` in one line: its kind, the element it belongs to, the word it replaces. */
function describe(marked: string): string {
  const { text, offset } = splitCursor(marked);
  const context = contextAt(parsePolicy(text), offset);
  const parts: string[] = [context.kind, owner(context)];
  if ("attribute" in context) parts.push(`@${context.attribute?.name ?? ""}`);
  if ("replace" in context) parts.push(`[${slice(text, context.replace)}]`);
  return parts.join(" ");
}

function owner(context: CursorContext): string {
  if (context.kind === "text") return context.parent?.name ?? "-";
  if (context.kind === "tag-name") return context.parent?.name ?? "-";
  return "element" in context ? (context.element?.name ?? "-") : "-";
}

suite("cursor context", () => {
  const examples: readonly (readonly [string, string])[] = [
    ["<policies><inbound><vali‸", "tag-name inbound [vali]"],
    ["<policies><inbound><va‸li\n  <base /></inbound>", "tag-name inbound [vali]"],
    ["<policies><inbound>\n  <‸\n</inbound></policies>", "tag-name inbound []"],
    ["<policies><inbound><‸</inbound></policies>", "tag-name inbound []"],
    ["<policies><inbound>\n  <‸\n  <base /></inbound></policies>", "tag-name inbound []"],
    ["<policies><inbound>‸</inbound></policies>", "text inbound []"],
    ["<policies><inbound>va‸</inbound></policies>", "text inbound [va]"],
    ["<policies>‸<inbound/></policies>", "text policies []"],
    ["‸<policies/>", "text - []"],
    ["‸", "text - []"],
    ["<a ‸", "attribute-name a @ []"],
    ["<a ‸/>", "attribute-name a @ []"],
    ["<a na‸me='x'/>", "attribute-name a @name [name]"],
    ["<a na‸", "attribute-name a @na [na]"],
    ["<a\n  ‸\n<b/></a>", "attribute-name a @ []"],
    ['<p><a x="1" ‸\n  <b/>\n</a></p>', "attribute-name a @ []"],
    ['<a x="1"‸/>', "attribute-name a @ []"],
    ['<a x="‸"/>', "attribute-value a @x []"],
    ['<a x="al‸l" y="1"/>', "attribute-value a @x [all]"],
    ['<a x="al‸\n<b/></a>', "attribute-value a @x [al]"],
    ["<a x=‸/>", "attribute-value a @x []"],
    ['<a x="@(‸)"/>', "expression a @x"],
    ['<a x="@(context.‸\n   <b/></a>', "expression a @x"],
    ['<when condition="@(context.Request.‸)">', "expression when @condition"],
    ["<value>@(‸)</value>", "expression value @"],
    ["<value>@{ return context.‸</value>", "expression value @"],
    ["<value>@(1)‸</value>", "text value []"],
    ["<value>‸@(1)</value>", "text value []"],
    ["<p><a></‸</p>", "closing-tag a []"],
    ["<p><a></‸", "closing-tag a []"],
    ["<p><a></a‸></p>", "closing-tag a [a]"],
    ["<p><a><b/></x‸</p>", "closing-tag a [x]"],
    ["<p><!-- ‸ --></p>", "comment -"],
    ["<p><!-- ‸", "comment -"],
    ["<p><![CDATA[‸]]></p>", "cdata -"],
    ["<p>\n  <a>\n    ‸\n  <b/>\n</p>", "text a []"],
    ["<p>\n  <a>\n    <c/>\n  <b/>‸\n</p>", "text p []"],
    ["<p><a/>‸</p>", "text p []"],
    ["<p><a></a>‸<b/></p>", "text p []"],
    ["<set-header‸\n  <value>x</value></set-header>", "tag-name - [set-header]"],
  ];
  for (const [marked, expected] of examples) {
    test(`${JSON.stringify(marked)} is ${expected}`, () => assert.equal(describe(marked), expected));
  }

  test("says when an attribute name needs a space before it", () => {
    const at = (marked: string) => {
      const { text, offset } = splitCursor(marked);
      const context = contextAt(parsePolicy(text), offset);
      return context.kind === "attribute-name" && context.spaceNeeded;
    };
    assert.equal(at('<a x="1"‸/>'), true);
    assert.equal(at('<a x="1" ‸/>'), false);
  });
});
