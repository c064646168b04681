import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import {
  foldingRanges,
  type OutlineItem,
  outline,
  selectionRanges,
} from "../../../../src/policy/features/navigate/index.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../support/marked-text.ts";
import { documents } from "./support/documents.ts";
import { inbound } from "./support/offers.ts";

const flat = (items: readonly OutlineItem[]): readonly OutlineItem[] =>
  items.flatMap((item) => [item, ...flat(item.children)]);

suite("the detail of an outline's item", () => {
  const examples: readonly (readonly [element: string, detail: string])[] = [
    ['<set-header name="X" exists-action="skip" />', "X"],
    ['<when condition="@(a["b"] > 1)" />', '@(a["b"] > 1)'],
    ['<when condition="@(a &lt; 1 &amp;&amp; b == &quot;c&quot;)" />', '@(a < 1 && b == "c")'],
    ['<set-variable name="v" value="1" />', "v"],
    ['<send-request response-variable-name="r" mode="new" />', ""],
    ['<include-fragment fragment-id="f" />', "f"],
    ['<validate-jwt header-name="Authorization" />', "Authorization"],
    ['<validate-jwt query-parameter-name="t" id="check" />', "check"],
    ['<openid-config url="https://a.example/" />', "https://a.example/"],
    ['<set-backend-service base-url="https://a.example/" />', "https://a.example/"],
    ['<set-backend-service backend-id="b" />', "b"],
    ['<rewrite-uri template="/a/{b}" />', "/a/{b}"],
    ['<rate-limit-by-key calls="1" counter-key="@(k)" />', "@(k)"],
    ['<set-status code="401" reason="No" />', "401"],
    ['<cache-lookup-value key="k" variable-name="v" />', "v"],
    ['<claim match="all" name="scope" />', "scope"],
    ['<identity name="" id="i" />', "i"],
    ['<identity name="{{n}}" />', "{{n}}"],
    ['<set-header name="  a\n   b " />', "a b"],
    ["<set-method>\n  GET\n</set-method>", "GET"],
    ["<value><!-- one -->two<!-- three --></value>", "two"],
    ["<value><![CDATA[one]]></value>", "one"],
    ["<value>@(context.Api.Id)</value>", "@(context.Api.Id)"],
    ["<issuers><issuer>a</issuer></issuers>", ""],
    ["<base />", ""],
    ["<value></value>", ""],
    [`<value>${"x".repeat(80)}</value>`, "x".repeat(80)],
    [`<value>${"x".repeat(81)}</value>`, `${"x".repeat(79)}…`],
    [`<set-header name="${"y".repeat(500)}" />`, `${"y".repeat(79)}…`],
  ];
  for (const [element, detail] of examples) {
    test(`${element.slice(0, 70)} is ${JSON.stringify(detail.slice(0, 20))}`, () => {
      const [, , item] = flat(outline(parsePolicy(inbound(element))));
      assert.equal(item?.detail, detail);
    });
  }
});

suite("the kind of an outline's item", () => {
  const kinds = (text: string) => flat(outline(parsePolicy(text))).map(({ name, kind }) => `${name} ${kind}`);

  test("is a section for the four parts of a document, whatever its root is called", () => {
    assert.deepEqual(kinds("<policies><inbound/><backend/><outbound/><on-error/></policies>"), [
      ...["policies root", "inbound section", "backend section", "outbound section", "on-error section"],
    ]);
    assert.deepEqual(kinds("<polices><inbound/></polices>"), ["polices root", "inbound section"]);
  });

  test("is no section for a namesake elsewhere", () => {
    assert.deepEqual(kinds("<http-data-source><backend/></http-data-source>").slice(1), ["backend policy"]);
    assert.deepEqual(kinds(inbound("<choose><inbound/></choose>")).slice(3), ["inbound element"]);
  });

  test("is a policy in sections and fragments, an element below", () => {
    assert.deepEqual(kinds(inbound("<choose><when><cors/></when></choose>")).slice(2), [
      ...["choose policy", "when element", "cors element"],
    ]);
    assert.deepEqual(kinds("<fragment><cors/></fragment>"), ["fragment root", "cors policy"]);
    assert.deepEqual(kinds("<inbound><cors/></inbound>"), ["inbound root", "cors policy"]);
  });

  test("of several roots is shown one beside the other", () => {
    assert.deepEqual(kinds("<a/><b/>"), ["a root", "b root"]);
    assert.deepEqual(kinds(""), []);
  });

  for (const [name, text] of Object.entries(documents)) {
    test(`${name}: every item stands inside of its parent, its name inside of it`, () => {
      const document = parsePolicy(text);
      const items = flat(outline(document));
      assert.equal(items.length, document.elements().length);
      for (const item of items) {
        assert.equal(slice(text, item.selectionSpan), item.name);
        assert.ok(text.startsWith(`<${item.name}`, item.span.start));
        for (const child of item.children) {
          assert.ok(item.span.start < child.span.start && child.span.end < item.span.end);
        }
      }
    });
  }
});

suite("folding, by what is folded", () => {
  const fold = (text: string) =>
    foldingRanges(parsePolicy(text))
      .map(({ startLine, endLine, kind }) => `${startLine}-${endLine} ${kind}`)
      .join(", ");
  const examples: readonly (readonly [text: string, folds: string])[] = [
    ["<a/>", ""],
    ["<a>\n</a>", ""],
    ["<a>\n\n</a>", "0-1 element"],
    ["<a>\n<b/>\n</a>", "0-1 element"],
    ["<a>\r\n<b/>\r\n</a>\r\n", "0-1 element"],
    ["<a>\r<b/>\r</a>", "0-1 element"],
    ['<a\n x="1"\n/>', "0-2 element"],
    ['<a\n x="1">\n</a>', "0-1 element"],
    ["<a><b>\n</b></a>", ""],
    ["<a>\n<b>\n\n</b><c>\n\n</c>\n</a>", "0-5 element, 1-2 element, 3-4 element"],
    ["<a>text\ntext\n</a>", "0-1 element"],
    ["<a>\n<b\n</a>", "0-1 element"],
    ["<a>\n<b>", "0-1 element"],
    ["<a>@{\n 1\n}</a>", "0-1 element, 0-1 expression"],
    ["<a>@(\n 1\n + 2)</a>", "0-1 element, 0-1 expression"],
    ["<a>@{\n 1", "0-1 element, 0-1 expression"],
    ['<a x="@{\n 1\n}" y="@{\n 2\n}"/>', "0-4 element, 0-1 expression, 2-3 expression"],
    ["<!-- a\n b -->\n<a/>", "0-1 comment"],
    ["<!-- a -->\n<!-- b -->\n<a/>", ""],
    ["<a>\n<!-- b", "0-1 element"],
    ["<a/>\n<!-- b\nc", "1-2 comment"],
    ["<a><![CDATA[\n x\n]]></a>", "0-1 element"],
    ["<!-- region a -->\n<a/>\n<!-- endregion -->", "0-2 region"],
    ["<!--#region-->\n<a/>\n<!--#endregion-->", "0-2 region"],
    ["<!-- region -->\n<a/>", ""],
    ["<a/>\n<!-- endregion -->", ""],
    ["<!-- endregion -->\n<!-- region -->\n<a/>\n<!-- endregion -->", "1-3 region"],
    ["<!-- regional -->\n<a/>\n<!-- endregion -->", ""],
    ["<!-- a region -->\n<a/>\n<!-- endregion -->", ""],
    ["<!-- #region a\n b -->\n<a/>\n<!-- #endregion -->", "0-3 region, 0-1 comment"],
    ["", ""],
  ];
  for (const [text, folds] of examples) test(JSON.stringify(text), () => assert.equal(fold(text), folds));
});

suite("the ladder of selections", () => {
  const ladder = (marked: string) => {
    const { text, offset } = readMarked(marked);
    return selectionRanges(parsePolicy(text), offset).map((range) => slice(text, range));
  };
  const examples: readonly (readonly [marked: string, steps: readonly string[]])[] = [
    ['<a x="‸1"/>', ["1", 'x="1"', '<a x="1"/>']],
    ['<a ‸x="1"/>', ["x", 'x="1"', '<a x="1"/>']],
    ['<a x="1" y="b ‸c"/>', ["c", "b c", 'y="b c"', 'x="1" y="b c"', '<a x="1" y="b c"/>']],
    ["<‸a><b/></a>", ["a", "<a>", "<a><b/></a>"]],
    ["<a></‸a>", ["a", "</a>", "<a></a>"]],
    ["<a> ‸ </a>", ["", "  ", "<a>  </a>"]],
    ["<a><!-- one ‸two --></a>", ["two", "one two", "<!-- one two -->", "<a><!-- one two --></a>"]],
    ["<a><![CDATA[ x‸ ]]></a>", ["x", "<![CDATA[ x ]]>", "<a><![CDATA[ x ]]></a>"]],
    ["<a>@(x.‸y)</a>", ["y", "x.y", "@(x.y)", "<a>@(x.y)</a>"]],
    ["<a>@(f(x[‸1]))</a>", ["1", "[1]", "x[1]", "(x[1])", "f(x[1])", "@(f(x[1]))", "<a>@(f(x[1]))</a>"]],
    ['<a>@("b ‸c")</a>', ["c", '"b c"', '@("b c")', '<a>@("b c")</a>']],
    ["<a>@((‸1</a>", ["1", "(1", "@((1", "<a>@((1</a>"]],
    [
      "<a>@{ if (b) { ‸c; } }</a>",
      ["c", " c; ", "{ c; }", " if (b) { c; } ", "@{ if (b) { c; } }", "<a>@{ if (b) { c; } }</a>"],
    ],
    [
      "<a>one <b>two‸</b> three</a>",
      ["two", "<b>two</b>", "one <b>two</b> three", "<a>one <b>two</b> three</a>"],
    ],
    ["<a><b>x‸", ["x", "<b>x", "<a><b>x"]],
    ["<set-h‸eader/>", ["set-header", "<set-header/>"]],
    ["‸", [""]],
    ["  ‸  ", ["", "    "]],
  ];
  for (const [marked, steps] of examples) test(marked, () => assert.deepEqual(ladder(marked), steps));
});
