import assert from "node:assert/strict";
import { slice } from "../../../../src/core/span.ts";
import {
  attribute,
  attributeAt,
  childElements,
  decodeEntities,
  type ElementNode,
  elementAt,
  encodeEntities,
  literalValue,
  maskExpressions,
  namedValueNameAt,
  namedValues,
  nodeAt,
  parsePolicy,
  textOf,
} from "../../../../src/policy/syntax/index.ts";
import { xmlObjection } from "../../../../src/policy/syntax/well-formed.ts";
import { splitCursor } from "../../../support/cursor.ts";

function rootOf(text: string): ElementNode {
  const { root } = parsePolicy(text);
  assert.ok(root);
  return root;
}

suite("elements of a document", () => {
  test("are found by name, in the order of the text", () => {
    const document = parsePolicy('<a><b x="1"/><c><b x="2"/></c></a>');
    assert.deepEqual(
      document.elements("b").map((b) => attribute(b, "x")?.value),
      ["1", "2"],
    );
    assert.equal(document.elements().length, 4);
    assert.deepEqual(document.elements("d"), []);
    assert.deepEqual(
      childElements(rootOf(document.text)).map(({ name }) => name),
      ["b", "c"],
    );
  });

  test("know their section", () => {
    const document = parsePolicy(
      "<policies><inbound><choose><when/></choose></inbound><on-error><when/></on-error></policies>",
    );
    assert.deepEqual(
      document.elements("when").map(({ section }) => section),
      ["inbound", "on-error"],
    );
    assert.equal(document.elements("inbound")[0]?.section, undefined);
    assert.equal(
      parsePolicy("<fragment><inbound><a/></inbound></fragment>").elements("a")[0]?.section,
      undefined,
    );
    assert.equal(parsePolicy("<inbound><a/></inbound>").elements("a")[0]?.section, "inbound");
  });

  test("are found at a place", () => {
    const at = (marked: string) => {
      const { text, offset } = splitCursor(marked);
      const document = parsePolicy(text);
      return [
        elementAt(document, offset)?.name,
        nodeAt(document, offset)?.kind,
        attributeAt(document, offset)?.name,
      ];
    };
    assert.deepEqual(at('<a><b x="‸1">t</b></a>'), ["b", "element", "x"]);
    assert.deepEqual(at('<a><b x="1">‸t</b></a>'), ["b", "text", undefined]);
    assert.deepEqual(at("<a><b>t</b>‸</a>"), ["a", "element", undefined]);
    assert.deepEqual(at("<a><!--‸ --></a>"), ["a", "comment", undefined]);
    assert.deepEqual(at("<a/>‸ "), [undefined, undefined, undefined]);
  });
});

suite("texts and values", () => {
  const text = (content: string) => {
    const document = parsePolicy(`<a>${content}</a>`);
    const found = textOf(document, rootOf(document.text));
    return { ...found, at: slice(document.text, found.span), expression: found.expression !== undefined };
  };

  test("are trimmed and decoded", () => {
    const { value, at } = text("\n  a &amp; <!-- not --> <![CDATA[<b>]]>\n");
    assert.deepEqual(value, { known: true, value: "a &  <b>" });
    assert.equal(at, "a &amp; <!-- not --> <![CDATA[<b>");
  });

  test("are unknown when the gateway computes them", () => {
    assert.deepEqual(text(" @(b) ").value, { known: false });
    assert.equal(text(" @(b) ").expression, true);
    assert.equal(text("x @(b)").expression, false);
    assert.equal(text("x @(b)").containsExpression, true);
    assert.deepEqual(text("x{{b}}").value, { known: false });
    assert.deepEqual(text(" ").value, { known: true, value: "" });
  });

  test("of attributes are decoded, or unknown", () => {
    const value = (written: string) => {
      const found = attribute(rootOf(`<a x="${written}"/>`), "x");
      return found && literalValue(found);
    };
    assert.deepEqual(value("a&lt;b"), { known: true, value: "a<b" });
    assert.deepEqual(value("Bearer @(b)"), { known: false });
    assert.deepEqual(value("{{b}}"), { known: false });
    assert.deepEqual(value("{b}"), { known: true, value: "{b}" });
  });
});

suite("entities", () => {
  test("are decoded, and what is none is left", () => {
    assert.equal(decodeEntities("&lt;&#65;&#x42;&quot;&nbsp;& &#9999999;"), '<AB"&nbsp;& &#9999999;');
  });

  test("come back to what was encoded", () => {
    assert.equal(decodeEntities(encodeEntities(`<a b="c">&amp;'`)), `<a b="c">&amp;'`);
  });
});

suite("named values", () => {
  test("are found everywhere but in comments", () => {
    const text = '<a x="{{one}}" y="@("{{ two }}")"><!-- {{three}} -->{{fo.ur-5}} {{no good}}</a>';
    const found = namedValues(parsePolicy(text));
    assert.deepEqual(
      found.map(({ name }) => name),
      ["one", "two", "fo.ur-5"],
    );
    assert.deepEqual(
      found.map(({ span, nameSpan }) => [slice(text, span), slice(text, nameSpan)]),
      [
        ["{{one}}", "one"],
        ["{{ two }}", "two"],
        ["{{fo.ur-5}}", "fo.ur-5"],
      ],
    );
  });

  test("are found under a cursor, finished or not", () => {
    const nameAt = (marked: string) => {
      const { text, offset } = splitCursor(marked);
      const found = namedValueNameAt(text, offset);
      return found && slice(text, found);
    };
    assert.equal(nameAt("{{on‸e}}"), "one");
    assert.equal(nameAt("{{‸"), "");
    assert.equal(nameAt("{on‸e}"), undefined);
    assert.equal(nameAt("{{one}}‸"), undefined);
  });
});

suite("lines", () => {
  const { lines } = parsePolicy("ab\r\nc\n\rd");

  test("are told from offsets", () => {
    assert.equal(lines.count, 4);
    assert.deepEqual(lines.positionAt(5), { line: 1, column: 1 });
    assert.deepEqual(lines.positionAt(99), { line: 3, column: 1 });
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => lines.startOf(line)),
      [0, 4, 6, 7],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => lines.endOf(line)),
      [2, 5, 6, 8],
    );
  });

  test("are told as offsets, moved into the line", () => {
    assert.equal(lines.offsetAt({ line: 0, column: 9 }), 2);
    assert.equal(lines.offsetAt({ line: 3, column: 0 }), 7);
    assert.equal(lines.offsetAt({ line: 9, column: 0 }), 8);
    assert.equal(lines.offsetAt({ line: -1, column: 4 }), 0);
  });
});

suite("masked expressions", () => {
  test("leave XML of the same length and lines", () => {
    const text = '<a x="@(b["<c>"])">@{\r\n return d < e;\r\n}</a>';
    assert.equal(maskExpressions(parsePolicy(text)), '<a x="xxxxxxxxxxx">xx\r\nxxxxxxxxxxxxxx\r\nx</a>');
    assert.equal(xmlObjection(parsePolicy(text)), undefined);
  });

  test("let another parser say what it has against the rest", () => {
    const objection = xmlObjection(parsePolicy('<a>\n<b x="@("1")"></c></a>'));
    assert.equal(objection?.line, 1);
  });
});
