import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import {
  type FormatOptions,
  format,
  obstacleToFormat,
} from "../../../../src/policy/features/format/index.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { documents } from "./support/documents.ts";

const twoSpaces: FormatOptions = { indent: "  ", tabSize: 2 };
const fourSpaces: FormatOptions = { indent: "    ", tabSize: 4 };
const withTabs: FormatOptions = { indent: "\t", tabSize: 4 };

function formatted(text: string, options = twoSpaces): string {
  return applyEdits(text, format(parsePolicy(text), options));
}

/** Formats the lines that the selection between two `‸` touches. */
function formatSelection(marked: string, options = twoSpaces): string {
  const [before = "", selected = "", after = ""] = marked.split("‸");
  const range = { start: before.length, end: before.length + selected.length };
  return applyEdits(
    before + selected + after,
    format(parsePolicy(before + selected + after), options, range),
  );
}

/** Text before and after; the second is missing where nothing changes. */
type Example = readonly [before: string, after?: string];

const elements: readonly Example[] = [
  ["<a/>"],
  ["<a></a>"],
  ["<a>\n</a>"],
  ["<a>  </a>"],
  ["  <a/>  ", "<a/>"],
  ["\n\n<a/>\n\n", "<a/>\n"],
  ["<a><b/></a>", "<a>\n  <b/>\n</a>"],
  ["<a>\n<b/></a>", "<a>\n  <b/>\n</a>"],
  ["<a> <b/> <c/> </a>", "<a>\n  <b/>\n  <c/>\n</a>"],
  ["<a><b></b><c></c></a>", "<a>\n  <b></b>\n  <c></c>\n</a>"],
  ["<a>\n \t<b/>\n</a>", "<a>\n  <b/>\n</a>"],
  ["<a>\n\n\n<b/>\n\n\n<c/>\n\n</a>", "<a>\n  <b/>\n\n  <c/>\n</a>"],
  ["<a>\n<b>\n\n<c/>\n\n\n<d/>\n</b>\n</a>", "<a>\n  <b>\n    <c/>\n\n    <d/>\n  </b>\n</a>"],
  ["<policies><inbound></inbound></policies>", "<policies>\n  <inbound></inbound>\n</policies>"],
  ["<policies><inbound>\n</inbound></policies>", "<policies>\n  <inbound>\n  </inbound>\n</policies>"],
  ["\uFEFF<a><b/></a>", "\uFEFF<a>\n  <b/>\n</a>"],
  ["<a>\r\n<b/>\r\n</a>\r\n", "<a>\r\n  <b/>\r\n</a>\r\n"],
  ["<a>\r\n<b/>\n<c/></a>", "<a>\r\n  <b/>\r\n  <c/>\r\n</a>"],
  ["<a>\n<b/>\r\n<c/></a>", "<a>\n  <b/>\n  <c/>\n</a>"],
];

const markup: readonly Example[] = [
  ["<!-- x --><a/>", "<!-- x -->\n<a/>"],
  ["<!-- x -->\n\n\n<a/>", "<!-- x -->\n\n<a/>"],
  ["<a/><!-- x -->"],
  ["<a/>\n<!-- x -->"],
  ["<a><!-- x --></a>"],
  ["<a>\n<!-- x -->\n</a>", "<a>\n  <!-- x -->\n</a>"],
  ["<a> <!-- x --> <b/></a>", "<a> <!-- x -->\n  <b/>\n</a>"],
  ["<a>\n<b/>  <!-- x -->\n<c/></a>", "<a>\n  <b/>  <!-- x -->\n  <c/>\n</a>"],
  ["<a>\n<!-- x --> <b/>\n</a>", "<a>\n  <!-- x -->\n  <b/>\n</a>"],
  ["<a>\n<!--\n    x\n-->\n<b/></a>", "<a>\n  <!--\n    x\n-->\n  <b/>\n</a>"],
  ["<a>\n<!-- x --><!-- y -->\n</a>", "<a>\n  <!-- x --><!-- y -->\n</a>"],
  ["<a>\n<!-- <b>\n<c/> -->\n</a>", "<a>\n  <!-- <b>\n<c/> -->\n</a>"],
  ['<?xml version="1.0"?><a/>', '<?xml version="1.0"?>\n<a/>'],
  ["<!DOCTYPE a><a/>", "<!DOCTYPE a>\n<a/>"],
  ["<a><?pi x?><b/></a>", "<a>\n  <?pi x?>\n  <b/>\n</a>"],
];

const textExamples: readonly Example[] = [
  ["<a>text</a>"],
  ["<a>\n  text\n</a>"],
  ["<a>text<b/></a>"],
  ["<a><b/>text</a>"],
  ["<a>\n<b/>;\n</a>"],
  ["<a>{{x}}<b/></a>"],
  ["<a>&#10;<b/></a>"],
  ["<a>\u00a0<b/></a>"],
  ["<a>\u200b<b/></a>"],
  ["<a><![CDATA[x]]></a>"],
  ["<a><![CDATA[ ]]> <b/></a>"],
  ["<a/>text"],
  ["<a>@(1)</a>"],
  ["<a>\n @(1)\n</a>"],
  ["<a>@(1)<!-- c --></a>"],
  ["<a>@{\n1;\n}</a>"],
  ["<a>@(1) <b/>  </a>"],
  ["<a><b>@(1)</b></a>", "<a>\n  <b>@(1)</b>\n</a>"],
  ["<a><value> x </value></a>", "<a>\n  <value> x </value>\n</a>"],
  ["<a><message> x </message><b/></a>", "<a>\n  <message> x </message>\n  <b/>\n</a>"],
  ["<a><set-body><x/> <y/></set-body></a>", "<a>\n  <set-body><x/> <y/></set-body>\n</a>"],
  ["<a><set-body>\n<x>\n </x>\n</set-body></a>", "<a>\n  <set-body>\n<x>\n </x>\n</set-body>\n</a>"],
  [
    "<a><xsl-transform><xsl:x>\n</xsl:x></xsl-transform></a>",
    "<a>\n  <xsl-transform><xsl:x>\n</xsl:x></xsl-transform>\n</a>",
  ],
  ['<a xml:space="preserve"><b/></a>'],
  ['<x><a xml:space="default"> <b/> </a></x>', '<x>\n  <a xml:space="default"> <b/> </a>\n</x>'],
  ["<x><a>t<b/></a><c/></x>", "<x>\n  <a>t<b/></a>\n  <c/>\n</x>"],
];

const startTags: readonly Example[] = [
  ['<a><b   x="1"    y = "2"/></a>', '<a>\n  <b   x="1"    y = "2"/>\n</a>'],
  ['<a><b x="1"\n y="2"/></a>', '<a>\n  <b x="1"\n    y="2"/>\n</a>'],
  ['<a>\n    <b x="1"\n       y="2"/>\n</a>', '<a>\n  <b x="1"\n     y="2"/>\n</a>'],
  ['<a>\n<b\n\tx="1"\n\t/>\n</a>', '<a>\n  <b\n    x="1"\n    />\n</a>'],
  ['<a><b x="@{\n  return 1;\n}"/></a>', '<a>\n  <b x="@{\n  return 1;\n}"/>\n</a>'],
  ['<a>\n<b x="one\n two"\n y="1"/></a>', '<a>\n  <b x="one\n two"\n   y="1"/>\n</a>'],
  ["<a>\n<b x='@(f(@\"\n\"))'\n/></a>", "<a>\n  <b x='@(f(@\"\n\"))'\n  />\n</a>"],
];

const broken: readonly Example[] = [
  [""],
  ["   "],
  ["text"],
  ["<a> <b> </a>"],
  ["<a> <b </a>"],
  ["<a> </b> </a>"],
  ['<a> <b x="1 /> </a>'],
  ["<a> <b x=1/> </a>"],
  ["<a> <b>@(1</b> </a>"],
  ["<a> <!-- x </a>"],
  ["<a> < <b/> </a>"],
  ["<a> <![CDATA[ <b/> </a>"],
];

const harmless: readonly Example[] = [
  ['<a><b x="p?q=1&r=2"/></a>', '<a>\n  <b x="p?q=1&r=2"/>\n</a>'],
  ['<a><b x="1" x="2"/></a>', '<a>\n  <b x="1" x="2"/>\n</a>'],
  ['<a><b x="1"y="2"/></a>', '<a>\n  <b x="1"y="2"/>\n</a>'],
  ["<a><!-- x -- y --><b/></a>", "<a><!-- x -- y -->\n  <b/>\n</a>"],
  ["<a/> <b/>", "<a/>\n<b/>"],
];

suite("format, construct by construct", () => {
  for (const [before, after = before] of [
    ...elements,
    ...markup,
    ...textExamples,
    ...startTags,
    ...broken,
    ...harmless,
  ]) {
    test(JSON.stringify(before), () => {
      assert.equal(formatted(before), after);
      assert.equal(formatted(after), after, "a second time");
    });
  }
});

suite("format, by indentation", () => {
  const examples: readonly (readonly [before: string, two: string, four: string, tabs: string])[] = [
    ["<a>\n   <b/>\n</a>", "<a>\n  <b/>\n</a>", "<a>\n    <b/>\n</a>", "<a>\n\t<b/>\n</a>"],
    [
      '<a>\n  <b x="1"\n     y="2"/>\n</a>',
      '<a>\n  <b x="1"\n     y="2"/>\n</a>',
      '<a>\n    <b x="1"\n       y="2"/>\n</a>',
      '<a>\n\t<b x="1"\n\t   y="2"/>\n</a>',
    ],
    [
      '<a>\n\t<b\n\t\tx="1"/>\n</a>',
      '<a>\n  <b\n    x="1"/>\n</a>',
      '<a>\n    <b\n        x="1"/>\n</a>',
      '<a>\n\t<b\n\t\tx="1"/>\n</a>',
    ],
  ];
  for (const [before, two, four, tabs] of examples) {
    test(JSON.stringify(before), () => {
      assert.equal(formatted(before, twoSpaces), two);
      assert.equal(formatted(before, fourSpaces), four);
      assert.equal(formatted(before, withTabs), tabs);
    });
  }

  for (const [name, text] of Object.entries(documents)) {
    test(`${name}: from any style to any other and back`, () => {
      const styles = [twoSpaces, fourSpaces, withTabs];
      for (const from of styles) {
        for (const to of styles) {
          const once = formatted(formatted(text, from), to);
          assert.equal(formatted(once, to), once);
          assert.deepEqual(parsePolicy(once).problems, []);
          assert.equal(once.replace(/\s+/g, ""), text.replace(/\s+/g, ""));
        }
      }
    });

    test(`${name}: a selection of everything is everything`, () => {
      const all = { start: 0, end: text.length };
      assert.deepEqual(format(parsePolicy(text), withTabs, all), format(parsePolicy(text), withTabs));
    });
  }
});

suite("format, by selection", () => {
  const examples: readonly Example[] = [
    ["<a>\n‸<b/>‸\n<c/>\n</a>", "<a>\n  <b/>\n<c/>\n</a>"],
    ["<a>\n<b/>\n‸‸<c/>\n</a>", "<a>\n<b/>\n  <c/>\n</a>"],
    ["<a>\n<b/>\n<c‸/‸>\n</a>", "<a>\n<b/>\n  <c/>\n</a>"],
    ["‸<a>‸\n<b/>\n</a>", "<a>\n<b/>\n</a>"],
    ["<a>\n<b/>\n‸</a>‸", "<a>\n<b/>\n</a>"],
    ["<a><b/>‸<c/>‸</a>", "<a>\n  <b/>\n  <c/>\n</a>"],
    ["<a>\n      <b>\n‸<c/>‸\n      </b>\n</a>", "<a>\n      <b>\n        <c/>\n      </b>\n</a>"],
    ["<a>\n<b>\n‸<c>\n<d/>\n</c>‸\n</b>\n</a>", "<a>\n<b>\n  <c>\n    <d/>\n  </c>\n</b>\n</a>"],
    ['<a>\n‸<b x="1"\ny="2"/>‸\n</a>', '<a>\n  <b x="1"\n  y="2"/>\n</a>'],
    ["‸<a>\n<b/>\n</a>‸", "<a>\n  <b/>\n</a>"],
    ["<a>\r\n‸<b/>‸\r\n<c/>\r\n</a>", "<a>\r\n  <b/>\r\n<c/>\r\n</a>"],
    ["<a>\n<value>\n‸ x\n‸</value>\n</a>", "<a>\n<value>\n x\n</value>\n</a>"],
    ["<a>\n<!--\n‸ x‸\n-->\n</a>", "<a>\n<!--\n x\n-->\n</a>"],
    // A line that the selection ends before is not selected.
    ["<a>\n‸<b/>\n‸<c/>\n</a>", "<a>\n  <b/>\n<c/>\n</a>"],
    ["<a>\r\n‸<b/>\r\n‸<c/>\r\n</a>", "<a>\r\n  <b/>\r\n<c/>\r\n</a>"],
    // What stands before the first line stays: spaces at the end of the line before, and empty lines.
    ["<a>  \n‸<b/>‸\n</a>", "<a>  \n  <b/>\n</a>"],
    ["<a>\n<b/>\n\n\n\n‸<c/>‸\n</a>", "<a>\n<b/>\n\n\n\n  <c/>\n</a>"],
    ["<a>\n<b/>\n\n‸\n\n<c/>‸\n</a>", "<a>\n<b/>\n\n  <c/>\n</a>"],
    ["<a>\n<b/>\n‸\n\n<c/>‸\n</a>", "<a>\n<b/>\n\n  <c/>\n</a>"],
    ["<a>\n‸\n\n<b/>‸\n</a>", "<a>\n  <b/>\n</a>"],
    ["\n\n‸<a>‸\n</a>", "\n\n<a>\n</a>"],
    ["<a>\r\r‸<!-- x -->‸\r</a>", "<a>\r\r<!-- x -->\r</a>"],
    // A tag of which only some lines are selected stays in step with itself.
    ['<a>\n‸<b x="1"‸\ny="2"/>\n</a>', '<a>\n<b x="1"\ny="2"/>\n</a>'],
    ['<a>\n<b x="1"\n‸y="2"/>‸\n</a>', '<a>\n<b x="1"\ny="2"/>\n</a>'],
    ['<a>\n‸<c/><b x="1"‸\ny="2"/>\n</a>', '<a>\n  <c/><b x="1"\ny="2"/>\n</a>'],
  ];
  for (const [marked, after] of examples) {
    test(JSON.stringify(marked), () => {
      const text = formatSelection(marked);
      assert.equal(text, after);
      const [before = "", selected = "", behind = ""] = marked.split("‸");
      const lines = before.lastIndexOf("\n") + 1;
      const end = selected.endsWith("\n") ? 0 : behind.search(/\r?\n|$/);
      assert.ok(text.startsWith(before.slice(0, lines)), "what stands before the selected lines has changed");
      assert.ok(text.endsWith(behind.slice(end)), "what stands behind the selected lines has changed");
    });
  }
});

suite("format, very deep", () => {
  test("keeps every element on a line of its own, indented by its depth while that makes sense", () => {
    const depth = 500;
    const lines = formatted("<a>".repeat(depth) + "</a>".repeat(depth)).split("\n");
    assert.equal(lines.length, 2 * depth - 1);
    const indentation = lines.map((line) => line.length - line.trimStart().length);
    assert.deepEqual(indentation.slice(0, 5), [0, 2, 4, 6, 8]);
    assert.equal(Math.max(...indentation), 400);
    assert.deepEqual(indentation, indentation.toReversed());
  });
});

suite("what keeps the formatter away", () => {
  const obstacle = (text: string) => {
    const document = parsePolicy(text);
    const found = obstacleToFormat(document);
    return found && [document.lines.positionAt(found.span.start).line + 1, found.message];
  };

  test("is told with its place", () => {
    assert.deepEqual(obstacle("<policies>\n  <inbound>\n</policies>")?.[0], 2);
    assert.deepEqual(obstacle("<policies />\nand more")?.[0], 2);
    assert.equal(obstacle("")?.[0], 1);
  });

  test("is nothing that leaves the structure beyond doubt", () => {
    assert.equal(obstacle("<policies>\n  <inbound a='1' a='2'>&nbsp;</inbound>\n</policies>"), undefined);
    assert.equal(obstacle("<!-- a --><fragment />"), undefined);
  });
});
