import assert from "node:assert/strict";
import { type Span, slice } from "../../../../src/core/span.ts";
import {
  documentLinks,
  foldingRanges,
  fragmentReferenceAt,
  fragmentReferences,
  linkedEditing,
  matchingTag,
  type OutlineItem,
  outline,
  selectionRanges,
} from "../../../../src/policy/features/navigate/index.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { splitCursor } from "../../../support/cursor.ts";

function show(items: readonly OutlineItem[]): string {
  return items
    .map(({ kind, name, detail, children }) => {
      const inner = children.length > 0 ? `(${show(children)})` : "";
      return `${kind[0]}:${name}${detail && `[${detail}]`}${inner}`;
    })
    .join(" ");
}

suite("outline", () => {
  test("shows sections, policies and what tells them apart", () => {
    const text =
      '<policies><inbound><base /><set-header name="X"><value>1</value></set-header><choose><when condition="@(a["b"] == 1)"><return-response /></when></choose></inbound></policies>';
    assert.equal(
      show(outline(parsePolicy(text))),
      'r:policies(s:inbound(p:base p:set-header[X](e:value[1]) p:choose(e:when[@(a["b"] == 1)](e:return-response))))',
    );
  });

  test("shows the policies of a fragment", () => {
    assert.equal(show(outline(parsePolicy('<fragment><cors id="c" /></fragment>'))), "r:fragment(p:cors[c])");
  });

  test("shortens what is long and goes on where the text is broken", () => {
    const text = `<policies>\n<inbound>\n<\n<set-url>@{\n  return "${"x".repeat(100)}";\n}</set-url>\n<backend/>`;
    const shown = show(outline(parsePolicy(text)));
    assert.match(shown, /^r:policies\(s:inbound\(p:set-url\[@\{ return "x{68}…\]\) s:backend\)$/);
  });
});

suite("folding", () => {
  const fold = (text: string) =>
    foldingRanges(parsePolicy(text)).map(({ startLine, endLine, kind }) => `${startLine}-${endLine} ${kind}`);

  test("folds elements up to their end tag, comments and expressions", () => {
    assert.deepEqual(fold('<a>\n<b x="@{\n1;\n}"/>\n<!-- c\nd -->\n</a>'), [
      "0-5 element",
      "1-3 element",
      "1-2 expression",
      "4-5 comment",
    ]);
  });

  test("folds regions, also inside each other", () => {
    assert.deepEqual(
      fold("<a>\n<!-- #region one -->\n<!-- region -->\n<b/>\n<!-- endregion -->\n<!-- #endregion -->\n</a>"),
      ["0-5 element", "1-5 region", "2-4 region"],
    );
  });

  test("folds an unfinished element to where it breaks off", () => {
    assert.deepEqual(fold("<a>\n<b>\n<c/>"), ["0-2 element", "1-2 element"]);
  });
});

suite("selection ranges", () => {
  const grow = (marked: string) => {
    const { text, offset } = splitCursor(marked);
    return selectionRanges(parsePolicy(text), offset).map((range) => slice(text, range));
  };

  test("grow from a word in an expression to the document", () => {
    assert.deepEqual(grow('<a><b x="@(f(c["d‸e"], g))" y="1" /></a>'), [
      "de",
      '"de"',
      '["de"]',
      'c["de"], g',
      '(c["de"], g)',
      'f(c["de"], g)',
      '@(f(c["de"], g))',
      'x="@(f(c["de"], g))"',
      'x="@(f(c["de"], g))" y="1"',
      '<b x="@(f(c["de"], g))" y="1" />',
      '<a><b x="@(f(c["de"], g))" y="1" /></a>',
    ]);
  });

  test("grow from text over the trimmed content of the element", () => {
    assert.deepEqual(grow("<a>\n  <b>one ‸two</b>\n</a>"), [
      "two",
      "one two",
      "<b>one two</b>",
      "\n  <b>one two</b>\n",
      "<a>\n  <b>one two</b>\n</a>",
    ]);
  });
});

suite("tags", () => {
  const at = (
    marked: string,
    find: (document: ReturnType<typeof parsePolicy>, offset: number) => unknown,
  ) => {
    const { text, offset } = splitCursor(marked);
    return find(parsePolicy(text), offset);
  };

  test("match each other", () => {
    assert.deepEqual(at("<a><b‸ x='1'></b></a>", matchingTag), { start: 14, end: 15 });
    assert.deepEqual(at("<a><b x='1'></‸b></a>", matchingTag), { start: 4, end: 5 });
    assert.equal(at("<a><b‸/></a>", matchingTag), undefined);
    assert.equal(at("<a>te‸xt</a>", matchingTag), undefined);
  });

  test("are edited together while their names are the same", () => {
    assert.deepEqual(at("<a><bc‸></bc></a>", linkedEditing), [
      { start: 4, end: 6 },
      { start: 9, end: 11 },
    ]);
    assert.equal(at("<a><bcd‸></bc></a>", linkedEditing), undefined);
  });
});

suite("links", () => {
  const links = (text: string) =>
    documentLinks(parsePolicy(text)).map(({ span, target }) => {
      const covered = slice(text, span);
      return covered === target ? target : `${covered} -> ${target}`;
    });

  test("are found in values, text, comments and strings", () => {
    assert.deepEqual(
      links(
        '<a url="https://a.example/x?y=1&amp;z=2"><!-- See (https://b.example/c). --><b>http://c.example/</b><d>@("https://d.example/e")</d></a>',
      ),
      [
        "https://a.example/x?y=1&amp;z=2 -> https://a.example/x?y=1&z=2",
        "https://b.example/c",
        "http://c.example/",
        "https://d.example/e",
      ],
    );
  });

  test("are cut at quotes that are written as entities", () => {
    assert.deepEqual(links('<a x="@(b(&quot;https://a.example/c&quot;))" />'), ["https://a.example/c"]);
  });

  test("are no addresses that the gateway completes, and no name spaces", () => {
    assert.deepEqual(
      links('<a xmlns="http://a.example/"><b>https://{{host}}/x</b><c>@($"https://d.example/{id}")</c></a>'),
      [],
    );
  });
});

suite("fragment references", () => {
  const text = '<a><include-fragment fragment-id="auth" /><include-fragment fragment-id="{{f}}" /></a>';

  test("are the ids that are written out", () => {
    const found = fragmentReferences(parsePolicy(text));
    assert.deepEqual(
      found.map(({ id, span }: { id: string; span: Span }) => [id, slice(text, span)]),
      [["auth", "auth"]],
    );
  });

  test("are found under a cursor", () => {
    assert.equal(fragmentReferenceAt(parsePolicy(text), text.indexOf("auth") + 4)?.id, "auth");
    assert.equal(fragmentReferenceAt(parsePolicy(text), 3), undefined);
  });
});
