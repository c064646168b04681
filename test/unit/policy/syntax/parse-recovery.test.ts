import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { showTree } from "../../../support/outline-tree.ts";

/** What is wrong with `text`: each problem's code and the text it points at. */
function problems(text: string): readonly string[] {
  return parsePolicy(text).problems.map(({ code, span }) => `${code} ${slice(text, span)}`.trim());
}

interface Example {
  readonly name: string;
  readonly text: string;
  readonly tree: string;
  readonly problems: readonly string[];
}

const tags: readonly Example[] = [
  {
    name: "a policy name that is being typed",
    text: "<inbound>\n  <vali\n  <base />\n</inbound>",
    tree: "inbound(vali!() base/)",
    problems: ["unclosed-start-tag <vali"],
  },
  {
    name: "a comment that lacks a hyphen at its beginning",
    text: "<a><!- b <c> --><d/></a>",
    tree: "a(comment d/)",
    problems: ["bad-markup <!-"],
  },
  {
    name: "a declaration that XML does not know",
    text: "<a><!b><c/></a>",
    tree: "a(declaration c/)",
    problems: ["bad-markup <!"],
  },
  {
    name: "several of them in a row",
    text: "<inbound><a <b <c <base/></inbound>",
    tree: "inbound(a!() b!() c!() base/)",
    problems: ["unclosed-start-tag <a", "unclosed-start-tag <b", "unclosed-start-tag <c"],
  },
  {
    name: "a start tag without > whose end tag exists",
    text: '<set-header name="x"\n  <value>1</value>\n</set-header>',
    tree: 'set-header name=x!(value("1"))',
    problems: ["unclosed-start-tag <set-header"],
  },
  {
    name: "a lone < before an element",
    text: "<a>\n  <\n  <b />\n</a>",
    tree: "a(!() b/)",
    problems: ["missing-name <"],
  },
  {
    name: "a missing end tag inside another element",
    text: "<inbound><choose><base/></inbound>",
    tree: "inbound(choose!(base/))",
    problems: ["unclosed-element choose"],
  },
  {
    name: "a section without end tag",
    text: "<policies><inbound><base/><backend><base/></backend></policies>",
    tree: "policies(inbound!(base/) backend(base/))",
    problems: ["unclosed-element inbound"],
  },
  {
    name: "a mistyped end tag",
    text: "<policies><inbound><base/></inbund><backend/></policies>",
    tree: "policies(inbound(base/) backend/)",
    problems: ["unexpected-end-tag inbund"],
  },
  {
    name: "an end tag of another name in the column of its start tag",
    text: "<a>\n  <header>\n    <b/>\n  </query>\n  <c/>\n</a>",
    tree: "a(header(b/) c/)",
    problems: ["unexpected-end-tag query"],
  },
  {
    name: "an end tag of nothing",
    text: "<a><b/></zzz><c/></a>",
    tree: "a(b/ c/)",
    problems: ["unexpected-end-tag </zzz>"],
  },
  {
    name: "an end tag without >",
    text: "<a><b></b\n<c/></a>",
    tree: "a(b() c/)",
    problems: ["unclosed-end-tag </b"],
  },
  {
    name: "a slash missing from an element that was to be empty",
    text: "<a>\n  <base >\n  <!-- b -->\n  <c>\n    <d/>\n  </c>\n</a>",
    tree: "a(base!() comment c(d/))",
    problems: ["unclosed-element base"],
  },
  {
    name: "an end tag missing before an element indented as its start tag",
    text: "<a>\n  <b>\n    <c/>\n\n  <d/>\n</a>",
    tree: "a(b!(c/) d/)",
    problems: ["unclosed-element b"],
  },
  {
    name: "end tags missing at several depths",
    text: "<a>\n  <b>\n    <c>\n      <d>\n    <e/>\n  <f/>\n</a>",
    tree: "a(b!(c!(d!()) e/) f/)",
    problems: ["unclosed-element b", "unclosed-element c", "unclosed-element d"],
  },
  {
    name: "end tags missing at the end of the text",
    text: "<policies><inbound><base />",
    tree: "policies!(inbound!(base/))",
    problems: ["unclosed-element inbound"],
  },
];

const attributes: readonly Example[] = [
  {
    name: "a value without closing quote at the end of a line",
    text: '<a x="1\n   y="2">\n  <b/>\n</a>',
    tree: "a x=1 y=2(b/)",
    problems: ['unclosed-attribute-value "'],
  },
  {
    name: "a value without closing quote before >",
    text: '<a x="1>\n  <b y="2"/>\n</a>',
    tree: "a x=1(b y=2/)",
    problems: ['unclosed-attribute-value "'],
  },
  {
    name: "a value without closing quote before /> on one line",
    text: '<a><b x="1/><c y="2"/></a>',
    tree: "a(b x=1/ c y=2/)",
    problems: ['unclosed-attribute-value "'],
  },
  {
    name: "a value without quotes",
    text: "<a x=1 y=@(b < c)><b/></a>",
    tree: "a x=1 y=@(b < c)(b/)",
    problems: ["unquoted-attribute-value 1", "unquoted-attribute-value @(b < c)"],
  },
  {
    name: "attributes without value, twice, and without space between",
    text: '<a x y="1"z="2" y="3"/>',
    tree: "a x y=1 z=2 y=3/",
    problems: ["attribute-without-value x", "missing-space-between-attributes z", "duplicate-attribute y"],
  },
  {
    name: "a raw < and & in a value",
    text: '<a x="<b>" y="p?q=1&r=2"/>',
    tree: "a x=<b> y=p?q=1&r=2/",
    problems: ["stray-less-than <", "bad-entity &"],
  },
  {
    name: "a closing quote missing before another attribute",
    text: '<a x="1 y="2" z="3"><b/></a>',
    tree: "a x=1 y=2 z=3(b/)",
    problems: ['unclosed-attribute-value "'],
  },
  {
    name: "a stray quote",
    text: '<a x="1"" y="2"/>',
    tree: "a x=1 y=2/",
    problems: ['missing-name "'],
  },
];

const expressions: readonly Example[] = [
  {
    name: "a bracket missing in an attribute",
    text: '<a x="@(b("c")" y="1"><d/></a>',
    tree: 'a x=@(b("c")! y=1(d/)',
    problems: ["unclosed-expression @("],
  },
  {
    name: "a bracket missing and the next line",
    text: '<when condition="@(b["c"] == "d">\n  <e/>\n</when>\n',
    tree: 'when condition=@(b["c"] == "d!(e/)',
    problems: ["unclosed-expression @("],
  },
  {
    name: "a wrong bracket",
    text: '<a x="@(b["c"))" y="1"><d/></a>',
    tree: 'a x=@(b["c"))! y=1(d/)',
    problems: ["unclosed-expression )"],
  },
  {
    name: "an expression without closing quote",
    text: '<a>\n  <b x="@(c["d"])>\n  </b>\n  <e y="@(1)"/>\n</a>',
    tree: 'a(b x=@(c["d"])() e y=@(1)/)',
    problems: ['unclosed-attribute-value "'],
  },
  {
    name: "an expression that is being typed",
    text: '<choose>\n  <when condition="@(context.\n    <base />\n  </when>\n</choose>',
    tree: "choose(when condition=@(context.!!(base/))",
    problems: ["unclosed-expression @("],
  },
  {
    name: "an expression in text without its end",
    text: "<a>\n  <value>@(b(1)</value>\n  <c/>\n</a>",
    tree: "a(value(@(b(1)!) c/)",
    problems: ["unclosed-expression @("],
  },
  {
    name: "a string without its end inside a block",
    text: '<a x="@{\n  var b = "c;\n  return b;\n}" y="1">\n  <d/>\n</a>',
    tree: 'a x=@{\n  var b = "c;\n  return b;\n}! y=1(d/)',
    problems: ['unclosed-expression "'],
  },
  {
    name: "two expressions in one value",
    text: '<a x="@(b == "c") && (d == "e")" y="1"/>',
    tree: 'a x=@(b == "c") && (d == "e") y=1/',
    problems: ['text-after-expression && (d == "e")'],
  },
];

const markup: readonly Example[] = [
  {
    name: "a comment without end",
    text: "<a>\n  <!-- b\n  <c/>\n</a>",
    tree: "a(comment! c/)",
    problems: ["unclosed-comment <!--"],
  },
  {
    name: "two hyphens in a comment",
    text: "<a><!-- b -- c --></a>",
    tree: "a(comment)",
    problems: ["double-hyphen-in-comment --"],
  },
  {
    name: "a comment whose end lacks a character",
    text: "<a>\n  <!-- b --\n  <c/>\n  <!-- d ->\n  <e/>\n  <!-- f -->\n</a>",
    tree: "a(comment! c/ comment! e/ comment)",
    problems: ["unclosed-comment <!--", "unclosed-comment <!--"],
  },
  {
    name: "a comment whose end is missing, before another",
    text: "<a>\n  <!-- b\n  <c/>\n  <!-- d -->\n  <e/>\n</a>",
    tree: "a(comment! c/ comment e/)",
    problems: ["unclosed-comment <!--"],
  },
  {
    name: "a comment around another",
    text: "<a>\n  <!-- b\n  <c/>\n  <!-- d -->\n  -->\n  <e/>\n</a>",
    tree: 'a(comment "-->" e/)',
    problems: ["double-hyphen-in-comment --"],
  },
  {
    name: "a CDATA section without end",
    text: "<a><![CDATA[ b\n</a>",
    tree: "a(cdata!)",
    problems: ["unclosed-cdata <![CDATA["],
  },
  {
    name: "less than in text",
    text: "<a>1 < 2 & 3 &amp; 4</a>",
    tree: 'a("1 < 2 & 3 &amp; 4")',
    problems: ["stray-less-than <", "bad-entity &"],
  },
  {
    name: "text around the root, and two roots",
    text: "x <a/> y <b/>",
    tree: '"x" a/ "y" b/',
    problems: ["text-outside-root x", "text-outside-root y", "several-roots b"],
  },
  { name: "an empty text", text: "", tree: "", problems: ["no-root"] },
  {
    name: "a byte order mark and a declaration",
    text: '\uFEFF<?xml version="1.0"?>\r\n<!DOCTYPE a>\r\n<a/>\r\n',
    tree: "instruction declaration a/",
    problems: [],
  },
];

suite("recovery", () => {
  for (const { name, text, tree, problems: expected } of [
    ...tags,
    ...attributes,
    ...expressions,
    ...markup,
  ]) {
    test(`from ${name}`, () => {
      assert.equal(showTree(parsePolicy(text)), tree);
      assert.deepEqual(problems(text), expected);
    });
  }
});
