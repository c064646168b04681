import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { showTree } from "../../../support/outline-tree.ts";

/** A text, its tree on one line (`!` marks what lacks its end), and each problem with the text it points at. */
type Example = readonly [text: string, tree: string, ...problems: readonly string[]];

const tags: readonly Example[] = [
  ["<a><b>", "a!(b!())", "unclosed-element b"],
  ["<a><b></a>", "a(b!())", "unclosed-element b"],
  ["<a></b></a>", "a()", "unexpected-end-tag </b>"],
  ["</a>", "", "unexpected-end-tag </a>", "no-root"],
  ["<a></a></a>", "a()", "unexpected-end-tag </a>"],
  ["<a", "a!()", "unclosed-start-tag <a"],
  ["<", "!()", "missing-name <"],
  ["<>", "!()", "missing-name <>"],
  ["</>", "", "missing-name </>", "unexpected-end-tag </>", "no-root"],
  ["<a></", "a()", "unclosed-end-tag </"],
  ["<a><1/></a>", 'a(!() "1/>")', "missing-name <"],
  ["<a>&</a>", 'a("&")', "bad-entity &"],
  ["<a>&#0;&#x1F;</a>", 'a("&#0;&#x1F;")', "bad-character &#0;", "bad-character &#x1F;"],
  ["<a>&#xD800;&#xFFFE;</a>", 'a("&#xD800;&#xFFFE;")', "bad-character &#xD800;", "bad-character &#xFFFE;"],
  ["<a>&#1114112;</a>", 'a("&#1114112;")', "bad-character &#1114112;"],
  ["<a>&#9;&#xA;&#233;&#x1F600;</a>", 'a("&#9;&#xA;&#233;&#x1F600;")'],
  ["<a>x]]>y</a>", 'a("x]]>y")', "cdata-end-in-text ]]>"],
  ["<a>x@(a[b[0]]>1)</a>", 'a("x@(a[b[0]]>1)")'],
  ["<a>&x;</a>", 'a("&x;")', "bad-entity &"],
  ["<a>&#x;</a>", 'a("&#x;")', "bad-entity &"],
  ["<a>&#xZ;</a>", 'a("&#xZ;")', "bad-entity &"],
  ["<a>&amp</a>", 'a("&amp")', "bad-entity &"],
  ["<a//>", "a/", "missing-name /"],
  ["<A></a>", "A()", "unexpected-end-tag a"],
  ["<a><b></B></a>", "a(b())", "unexpected-end-tag B"],
  ["<a😀/>", "a😀/"],
];

const attributes: readonly Example[] = [
  ["<a ", "a!()", "unclosed-start-tag <a"],
  ["<a /", "a/", "unclosed-start-tag <a"],
  ["<a x", "a x!()", "unclosed-start-tag <a"],
  ["<a x=", "a x!()", "unclosed-start-tag <a"],
  ['<a x="', "a x=!()", 'unclosed-attribute-value "'],
  ['<a x="1', "a x=1!()", 'unclosed-attribute-value "'],
  ['<a x="1"', "a x=1!()", "unclosed-start-tag <a"],
  ['<a x="1" y', "a x=1 y!()", "unclosed-start-tag <a"],
  ["<a></ a>", 'a() "a>"', "unclosed-end-tag </", "text-outside-root a>"],
  ["< a/>", '!() "a/>"', "missing-name <", "text-outside-root a/>"],
  ["<a>< b/></a>", 'a(!() "b/>")', "missing-name <"],
  ['<a x="&"/>', "a x=&/", "bad-entity &"],
  ["<a>1 > 2</a>", 'a("1 > 2")'],
  ["<a x='1\"/>", 'a x=1"/', "unclosed-attribute-value '"],
  ["<a x=\"1'/>", "a x=1'/", 'unclosed-attribute-value "'],
  ["<a x=“1”/>", "a x=1/", "typographic-quote “", "typographic-quote ”"],
  ['<a x = "1" />', "a x=1/"],
  ['<a x="1"y="2"/>', "a x=1 y=2/", "missing-space-between-attributes y"],
  ['<a x="1",y="2"/>', "a x=1 y=2/", "missing-name ,"],
  ['<a x="1";/>', "a x=1/", "missing-name ;"],
  ['<a x="1"/ >', "a x=1!()", "unclosed-element a", "missing-name /"],
  ['<a/ x="1">', "a x=1!()", "unclosed-element a", "missing-name /"],
  ['<a x:y="1"/>', "a x:y=1/"],
  ["<a {{x}}/>", "a x/", "missing-name {{", "attribute-without-value x", "missing-name }}"],
  ['<a ="1"/>', "a/", 'missing-name ="1"'],
  ['<a "1"/>', "a/", 'missing-name "1"'],
  ['<a x="1"/>', "a x=1/", "invisible-character"],
  ['<é ü="1"/>', "é ü=1/"],
  ['<a x="1" x="2" x="3"/>', "a x=1 x=2 x=3/", "duplicate-attribute x", "duplicate-attribute x"],
  ['<a><b x="1/></a>', "a(b x=1/)", 'unclosed-attribute-value "'],
  ['<a><b x="<c/>"/></a>', "a(b x=<c/>/)", "stray-less-than <"],
  ['<a><b x=">"/></a>', "a(b x=>/)"],
  ['<a x="{{y}}"/>', "a x={{y}}/"],
  ['<a x="{{"/>', "a x={{/"],
  ['<a {{"/>', "a/", 'missing-name {{"'],
];

const codeExamples: readonly Example[] = [
  ['<a @x="1"/>', "a x=1/", "missing-name @"],
  ['<a x="@("/>', "a x=@(!/", "unclosed-expression @("],
  ['<a x="@()"/>', "a x=@()/", "empty-expression @()"],
  ['<a x="@{}"/>', "a x=@{}/", "empty-expression @{}"],
  ['<a x="@( )"/>', "a x=@( )/", "empty-expression @( )"],
  ['<a x="@(1"/>', "a x=@(1!/", "unclosed-expression @("],
  ['<a x="@(1) "/>', "a x=@(1) /"],
  ['<a x=" @(1)"/>', "a x= @(1)/"],
  ['<a x="a@(1)"/>', "a x=a@(1)/"],
  ["<a x=\"@(')')\"/>", "a x=@(')')/"],
  ['<a x="@(")")"/>', 'a x=@(")")/'],
  ['<a x="@("\\")")"/>', 'a x=@("\\")")/'],
  ['<a x="@(@"\\")"/>', 'a x=@(@"\\")/'],
  ['<a x="@($"{x}")"/>', 'a x=@($"{x}")/'],
  ['<a x="@($"{f(")")}")"/>', 'a x=@($"{f(")")}")/'],
  ['<a x="@(/*)*/1)"/>', "a x=@(/*)*/1)/"],
  ['<a x="@(a<b)"/>', "a x=@(a<b)/"],
  ['<a x="@(a&&b)"/>', "a x=@(a&&b)/"],
  ['<a x="@(new[]{1})"/>', "a x=@(new[]{1})/"],
  ['<a x="@(new{a=1}.a)"/>', "a x=@(new{a=1}.a)/"],
  ["<a>@(</a>", "a(@(!)", "unclosed-expression @("],
  ["<a>@(1</a>", "a(@(1!)", "unclosed-expression @("],
  ["<a>@{</a>", "a(@{!)", "unclosed-expression @{"],
  ['<a>@{ "</a>', 'a(@{ "!)', 'unclosed-expression "'],
  ["<a>@(1) @(2)</a>", "a(@(1) @(2))"],
  ["<a>x @(1) y</a>", 'a("x" @(1) "y")'],
  ["<a>@(1)<b/></a>", "a(@(1) b/)"],
  ["<a>@(a</b>)</a>", 'a(@(a! ")")', "unclosed-expression @(", "unexpected-end-tag </b>"],
  ['<a>@("</a>")</a>', 'a(@("</a>"))'],
  ["<a>@(&quot;)&quot;)</a>", "a(@(&quot;)&quot;))"],
  ["<a>@[1]</a>", 'a("@[1]")'],
  ["<a>a@b.c</a>", 'a("a@b.c")'],
  ["<a>@ (1)</a>", 'a("@ (1)")'],
  ["@(1)", "@(1)", "no-root", "text-outside-root @(1)"],
];

const spareBrackets: readonly Example[] = [
  ['<a x="@(1))"/>', "a x=@(1))/", "text-after-expression )"],
  ['<a x="@(f(1)) )" y="2"/>', "a x=@(f(1)) ) y=2/", "text-after-expression )"],
  ['<a x="@{return 1;}}"/>', "a x=@{return 1;}}/", "text-after-expression }"],
  ["<a x='@(1)))'/>", "a x=@(1)))/", "text-after-expression ))"],
  ['<a x="@(1)/b"/>', "a x=@(1)/b/"],
];

const markup: readonly Example[] = [
  ["<!-- a", "comment!", "unclosed-comment <!--", "no-root"],
  ["<!-->", "comment!", "unclosed-comment <!--", "no-root"],
  ["<!--->", "comment!", "unclosed-comment <!--", "no-root"],
  ["<!---->", "comment", "no-root"],
  ["<!-- a -- b -->", "comment", "no-root", "double-hyphen-in-comment --"],
  ["<!-- a --->", "comment", "no-root", "double-hyphen-in-comment --"],
  ["<a><!-- <b> --></a>", "a(comment)"],
  ["<![CDATA[ a", "cdata!", "unclosed-cdata <![CDATA[", "no-root", "text-outside-root <![CDATA[ a"],
  ["<![CDATA[ ]] ]]>", "cdata", "no-root", "text-outside-root <![CDATA[ ]] ]]>"],
  ["<a><![CDATA[ </a> ]]></a>", "a(cdata)"],
  ["<?a", "instruction!", "unclosed-instruction <?", "no-root"],
  ["<?a?>", "instruction", "no-root"],
  ["<!a", "declaration!", "unclosed-instruction <!", "no-root"],
  ["x", '"x"', "text-outside-root x", "no-root"],
  ["x<a/>", '"x" a/', "text-outside-root x"],
  ["<a/>x", 'a/ "x"', "text-outside-root x"],
  ["<a/><b/>", "a/ b/", "several-roots b"],
  ["<!-- a -->", "comment", "no-root"],
  ["﻿", "", "no-root"],
];

const layout: readonly Example[] = [
  ["<Inbound></inbound>", "Inbound()", "unexpected-end-tag inbound"],
  ['<a x="@{//}\n1}"/>', "a x=@{//}\n1}/"],
  ['<a\tx="1"\r\ny="2"/>', "a x=1 y=2/"],
  [
    "<policies><inbound><outbound/></inbound></policies>",
    "policies(inbound!() outbound/)",
    "unclosed-element inbound",
    "unexpected-end-tag </inbound>",
  ],
  ["<policies><inbound><policies/></inbound></policies>", "policies(inbound(policies/))"],
  [
    "<policies>\n<inbound>\n<base/>\n<outbound>\n<base/>\n</outbound>\n</policies>",
    "policies(inbound!(base/) outbound(base/))",
    "unclosed-element inbound",
  ],
  [
    "<policies><inbound><choose><backend/></policies>",
    "policies(inbound!(choose!()) backend/)",
    "unclosed-element inbound",
    "unclosed-element choose",
  ],
  ["<fragment><inbound/></fragment>", "fragment(inbound/)"],
  ["<a>\n  <b>\n  <c/>\n</a>", "a(b!() c/)", "unclosed-element b"],
  ["<a>\n  <b\n  <c/>\n</a>", "a(b!() c/)", "unclosed-start-tag <b"],
  ['<a>\n  <b x="1"\n  <c/>\n</a>', "a(b x=1!() c/)", "unclosed-start-tag <b"],
  [
    '<a>\n  <b x="1>\n  <c y="2"/>\n</a>',
    "a(b x=1!() c y=2/)",
    "unclosed-element b",
    'unclosed-attribute-value "',
  ],
  ["<a>\n  <b x=1\n  <c/>\n</a>", "a(b x=1!() c/)", "unclosed-start-tag <b", "unquoted-attribute-value 1"],
  ['<a x="1\n2"/>', "a x=1\n2/"],
];

suite("the tree of a text, whole or damaged", () => {
  for (const [text, tree, ...problems] of [
    ...tags,
    ...attributes,
    ...codeExamples,
    ...spareBrackets,
    ...markup,
    ...layout,
  ]) {
    test(JSON.stringify(text), () => {
      const document = parsePolicy(text);
      assert.equal(showTree(document), tree);
      const found = document.problems.map(({ code, span }) => `${code} ${slice(text, span)}`.trim());
      assert.deepEqual(found, problems);
    });
  }
});
