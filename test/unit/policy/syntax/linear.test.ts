import assert from "node:assert/strict";
import {
  fixAll,
  foldingRanges,
  format,
  lint,
  outline,
  parsePolicy,
  semanticTokens,
} from "../../../../src/policy/index.ts";

/** Pieces that, many times over, lead a careless parser back and forth over the same text. */
const pieces = [
  "<a ",
  '<a x="',
  "<a x='",
  '<a x="@(',
  '<a x="@(b)',
  ' x="@(\n<a',
  "<a>@(",
  "<a>@{ /*",
  '@("',
  '@(@"',
  '$"{',
  "@(a </b",
  "<!--",
  "<![CDATA[",
  "<?",
  "</a>",
  "</b>\n",
  "<a>",
  "<a\n<b>",
  "<",
  "&",
  "{{",
  "<value> me@(home",
  "<policies><inbound><backend>",
  "<!-- region -->",
  "<a><b><b>",
  'a b="@( ',
  'a b="@(<c>',
  "<!-- <!-- a --> ",
  "<!-- a\n<!-- ",
  '<a x="b("c" ',
  '<a x="context.A["b"] ',
  '<a x="b(" ',
  "<a x=”b ",
  "<a x ”b",
  " ”",
  '<a x="”b',
  "@(<!-- --> ",
  "@(<!-- ",
  "@(”a ",
  "@(&amp;quot;a ",
  "a<b> c",
  "context.A<b>(c) ",
  "<a b c d </a",
  "<a @(b) ",
  "<a\u00A0",
  "<a\u200B\u200Bb>",
  "<a x=b c d ",
  '<a x"b ',
];
const length = 150_000;

suite("hostile texts", function () {
  // A parser that takes quadratic time needs minutes for one of these.
  this.timeout(60_000);

  for (const piece of pieces) {
    test(`of ${JSON.stringify(piece)} over and over take linear time`, () => {
      const document = parsePolicy(piece.repeat(Math.ceil(length / piece.length)));
      assert.ok(document.children.length + document.problems.length > 0);
    });
  }

  test("of elements deep inside each other overflow no stack", () => {
    const depth = 20_000;
    const text = `<policies><inbound>${"<choose>".repeat(depth)}<base />${"</choose>".repeat(depth)}</inbound></policies>`;
    const document = parsePolicy(text);
    assert.deepEqual(document.problems, []);
    assert.equal(document.elements("choose").length, depth);
    lint(document);
    fixAll(document);
    outline(document);
    foldingRanges(document);
    semanticTokens(document);
    assert.ok(format(document, { indent: " ", tabSize: 1 }).length > 0);
  });

  test("of many directives within others take linear time", () => {
    const block = "%{ if a }%{ if b }%{ else }%{ endif }%{ endif }\n";
    const text = `<fragment>\n${block.repeat(3000)}</fragment>`;
    assert.deepEqual(lint(parsePolicy(text)), []);
  });

  test("of brackets deep inside each other overflow no stack", () => {
    const depth = 100_000;
    const text = `<value>@(${"(".repeat(depth)}1${")".repeat(depth)})</value>`;
    assert.deepEqual(parsePolicy(text).problems, []);
    assert.equal(semanticTokens(parsePolicy(text)).length, 1);
  });
});
