import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import { type CursorContext, contextAt, parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../support/marked-text.ts";

/**
 * The context at the cursor on one line: its kind, the element it belongs to, the attribute behind `@`, the word it
 * replaces in brackets; `bare` for a value without quotes, `+space` where a name needs a space before it.
 */
function describe(marked: string): string {
  const { text, offset } = readMarked(marked);
  const context = contextAt(parsePolicy(text), offset);
  const parts: string[] = [context.kind, ownerOf(context)];
  if ("attribute" in context) parts.push(`@${context.attribute?.name ?? ""}`);
  if ("replace" in context) parts.push(`[${slice(text, context.replace)}]`);
  if ("quoted" in context && !context.quoted) parts.push("bare");
  if ("spaceNeeded" in context && context.spaceNeeded) parts.push("+space");
  return parts.join(" ");
}

function ownerOf(context: CursorContext): string {
  if (context.kind === "text" || context.kind === "tag-name") return context.parent?.name ?? "-";
  return "element" in context ? (context.element?.name ?? "-") : "-";
}

suite("the context of a cursor, place by place", () => {
  const examples: readonly (readonly [marked: string, context: string])[] = [
    ["<‸a/>", "tag-name - [a]"],
    ["<a‸/>", "tag-name - [a]"],
    ["<a/‸>", "attribute-name a @ [] +space"],
    ["<a/>‸", "text - []"],
    ["<a‸></a>", "tag-name - [a]"],
    ["<a>‸</a>", "text a []"],
    ["<a><‸/a>", "closing-tag a [a]"],
    ["<a></‸a>", "closing-tag a [a]"],
    ["<a></a‸>", "closing-tag a [a]"],
    ["<a></a ‸>", "closing-tag a [a]"],
    ["<a></a>‸", "text - []"],
    ['<a‸ x="1"/>', "tag-name - [a]"],
    ['<a ‸x="1"/>', "attribute-name a @x [x]"],
    ['<a x‸="1"/>', "attribute-name a @x [x]"],
    ['<a x=‸"1"/>', "attribute-name a @ [] +space"],
    ['<a x="‸1"/>', "attribute-value a @x [1]"],
    ['<a x="1‸"/>', "attribute-value a @x [1]"],
    ['<a x="1"‸/>', "attribute-name a @ [] +space"],
    ['<a x="1" ‸/>', "attribute-name a @ []"],
    ['<a x="1"  ‸  y="2"/>', "attribute-name a @ []"],
    ['<a x ‸ y="2"/>', "attribute-name a @ []"],
    ["<a x‸", "attribute-name a @x [x]"],
    ["<a x=‸", "attribute-value a @x [] bare"],
    ["<a x= ‸", "attribute-value a @x [] bare"],
    ['<a x="‸', "attribute-value a @x []"],
    ['<a x="1‸', "attribute-value a @x [1]"],
    ['<a x="1"‸', "attribute-name a @ [] +space"],
    ['<a x="1" ‸', "attribute-name a @ []"],
    ["<a\n‸", "attribute-name a @ []"],
    ['<a\n  x="1"\n  ‸\n  y="2">', "attribute-name a @ []"],
    ["<a x='‸'/>", "attribute-value a @x []"],
    ["<a x=1‸ y=2/>", "attribute-value a @x [1] bare"],
    ["<a x=‸1/>", "attribute-value a @x [1] bare"],
    ['<a x="1‸>\n<b/></a>', "attribute-value a @x [1]"],
    ['<a x="1\n‸\ny="2"/>', "attribute-name a @ []"],
    ['<a x="@‸(1)"/>', "attribute-value a @x [@(1)]"],
    ['<a x="@(‸1)"/>', "expression a @x"],
    ['<a x="@(1‸)"/>', "expression a @x"],
    ['<a x="@(1)‸"/>', "attribute-value a @x [@(1)]"],
    ['<a x="‸@(1)"/>', "attribute-value a @x [@(1)]"],
    ['<a x=" @(‸1) "/>', "expression a @x"],
    ['<a x="b @(‸1)"/>', "attribute-value a @x [b @(1)]"],
    ['<a x="@(‸"/>', "expression a @x"],
    ["<a x=\"@('‸')\"/>", "expression a @x"],
    ['<a x="@{‸}"/>', "expression a @x"],
    ["<a x=@(‸1)/>", "expression a @x"],
    ["<a>@‸(1)</a>", "text a []"],
    ["<a>@(‸</a>", "expression a @"],
    ["<a>@(1)‸@(2)</a>", "text a []"],
    ["<a>b @(‸1) c</a>", "expression a @"],
    ["<a>b ‸@(1) c</a>", "text a []"],
    ["<a>@{\n‸\n}</a>", "expression a @"],
    ["<a>@{‸", "expression a @"],
    ["<a>b‸</a>", "text a [b]"],
    ["<a>b ‸ c</a>", "text a []"],
    ["<a>‸b</a>", "text a [b]"],
    ["<a>b<‸</a>", "text a []"],
    ["<a>b<c‸</a>", "tag-name a [c]"],
    ["<a><b/>‸<c/></a>", "text a []"],
    ["<a>&am‸p;</a>", "text a [amp]"],
    ["<a>b-c.d‸</a>", "text a [b-c.d]"],
    ["<a>\n‸\n</a>", "text a []"],
    ["<a>b</‸", "closing-tag a []"],
    ["<a>b</‸\n</a>", "closing-tag a []"],
    ["<a><b></c‸></b></a>", "closing-tag b [c]"],
    ["<a><b>\n  </‸\n</a>", "closing-tag b []"],
    ["<a/></‸", "closing-tag - []"],
    ["</‸>", "closing-tag - []"],
    ["<‸", "tag-name - []"],
    ["<‸>", "tag-name - []"],
    ["< ‸", "text - []"],
    ["<a><‸><b/></a>", "tag-name a []"],
    ["<a><b‸\n<c/></a>", "tag-name a [b]"],
    ["<a><b ‸\n<c/></a>", "attribute-name b @ []"],
    ["<a>\n<b\n‸<c/></a>", "attribute-name b @ []"],
    ["‸", "text - []"],
    ["a‸", "text - [a]"],
    ["  ‸", "text - []"],
    ["<!--‸-->", "comment -"],
    ["<!‸-- -->", "comment -"],
    ["‸<!-- -->", "text - []"],
    ["<!-- -->‸", "text - []"],
    ["<a><!-- ‸", "comment -"],
    ["<![CDATA[‸]]>", "cdata -"],
    ["<![CDATA[ ]]‸>", "cdata -"],
    ["<?‸a?>", "instruction -"],
    ["<?a ‸", "instruction -"],
    ["<!DOCTYPE ‸a>", "declaration -"],
    ["<a><!‸", "declaration -"],
    ["<a/>‸", "text - []"],
    ["<a/>\n‸", "text - []"],
    ["<a/>‸<b/>", "text - []"],
    ["﻿‸<a/>", "text - []"],
    ["<a>\r\n‸\r\n</a>", "text a []"],
    ["<é‸/>", "tag-name - [é]"],
    ["<a é‸/>", "attribute-name a @é [é]"],
    ["<a {{‸}}/>", "attribute-name a @ [] +space"],
    ['<a x="{{‸}}"/>', "attribute-value a @x [{{}}]"],
  ];
  for (const [marked, context] of examples) {
    test(JSON.stringify(marked), () => assert.equal(describe(marked), context));
  }

  test("is about an element that holds the cursor, at every place of a damaged text", () => {
    const text = '<p><a x="1" y=\n<b>t @(u["v"] <!-- w --></a><c z=\'@{d}\' ></p><![CDATA[e]]>';
    for (let end = 0; end <= text.length; end += 1) {
      const document = parsePolicy(text.slice(0, end));
      for (let offset = 0; offset <= end; offset += 1) {
        const context = contextAt(document, offset);
        const element = "element" in context ? context.element : undefined;
        if (!element) continue;
        // White space behind an unfinished start tag still belongs to it.
        const behind = text.slice(element.span.end, offset).trim();
        assert.ok(element.span.start <= offset && behind === "", `${end} ${offset} ${context.kind}`);
      }
    }
  });
});
