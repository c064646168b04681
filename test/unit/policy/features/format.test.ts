import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits } from "../../../../src/core/edit.ts";
import { type FormatOptions, format } from "../../../../src/policy/features/format/index.ts";
import { type ChildNode, type PolicyDocument, parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { anyPolicy, anyUntidyPolicy, fuzzRuns } from "../../../support/policy-texts.ts";

const spaces: FormatOptions = { indent: "  ", tabSize: 2 };
const tabs: FormatOptions = { indent: "\t", tabSize: 4 };

function formatted(text: string, options = spaces): string {
  return applyEdits(text, format(parsePolicy(text), options));
}

/** Formats the lines that the selection between two `‸` touches. */
function formatSelection(marked: string, options = spaces): string {
  const [before = "", selected = "", after = ""] = marked.split("‸");
  const range = { start: before.length, end: before.length + selected.length };
  const text = before + selected + after;
  return applyEdits(text, format(parsePolicy(text), options, range));
}

/** Everything that means something, in order: names, attributes as written, text, expressions, comments. */
function meaning(
  document: PolicyDocument,
  children: readonly ChildNode[] = document.children,
): readonly unknown[] {
  return children.flatMap((child): readonly unknown[] => {
    const raw = document.text.slice(child.span.start, child.span.end);
    if (child.kind !== "element") return child.kind === "text" && raw.trim() === "" ? [] : [raw];
    const attributes = child.attributes.map(({ name, value }) => [name, value]);
    const { start, end } = child.contentSpan;
    const isSection = ["inbound", "backend", "outbound", "on-error"].includes(child.name);
    const isText = child.children.every(({ kind }) => kind === "text") && !isSection;
    const content = isText ? [document.text.slice(start, end)] : meaning(document, child.children);
    return [[child.name, attributes, content]];
  });
}

suite("format", () => {
  test("puts every element on its line", () => {
    assert.equal(
      formatted(
        '<policies><inbound><base /><set-header name="a"><value>@("b")</value></set-header></inbound></policies>',
      ),
      '<policies>\n  <inbound>\n    <base />\n    <set-header name="a">\n      <value>@("b")</value>\n    </set-header>\n  </inbound>\n</policies>',
    );
  });

  test("keeps CRLF and uses tabs when told to", () => {
    assert.equal(
      formatted("<policies>\r\n <inbound>\r\n   <base />\r\n </inbound>\r\n\r\n</policies>\r\n\r\n", tabs),
      "<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t</inbound>\r\n</policies>\r\n",
    );
  });

  test("leaves one empty line of several, and none at the ends of an element", () => {
    assert.equal(formatted("<a>\n\n  <b />\n\n\n \n  <c />\n\n</a>"), "<a>\n  <b />\n\n  <c />\n</a>");
  });

  test("keeps a comment on the line it ends, and its inside", () => {
    assert.equal(
      formatted("<a>\n<b /> <!-- one\n two -->\n     <!-- three -->\n<c />\n</a>"),
      "<a>\n  <b /> <!-- one\n two -->\n  <!-- three -->\n  <c />\n</a>",
    );
  });

  test("does not touch text, bodies, values and what is among text", () => {
    for (const text of [
      "<value>  </value>",
      "<value>\n a\n</value>",
      "<set-body>\n <x>\n <y/>  </x></set-body>",
      "<a>text <b/>   <c/></a>",
      "<a>@(1) <b/>\n\n\n<c/></a>",
      '<a xml:space="preserve"> <b/> </a>',
      "<a><![CDATA[ x ]]> <b/> </a>",
    ]) {
      assert.equal(formatted(text), text);
    }
  });

  test("moves the attributes of a start tag along with it, not the lines of a value", () => {
    assert.equal(
      formatted('<a>\n      <b x="1"\n         y="@{\n return 1;\n}"\n      />\n</a>'),
      '<a>\n  <b x="1"\n     y="@{\n return 1;\n}"\n  />\n</a>',
    );
  });

  test("keeps a byte order mark and the declaration in front", () => {
    assert.equal(formatted("\uFEFF\n<?xml version='1.0'?><a/>"), "\uFEFF<?xml version='1.0'?>\n<a/>");
  });

  test("closes an empty section under its start tag", () => {
    assert.equal(
      formatted("<policies>\n<inbound>\n\n   </inbound></policies>"),
      "<policies>\n  <inbound>\n  </inbound>\n</policies>",
    );
  });

  test("leaves a document alone whose structure is broken", () => {
    assert.deepEqual(format(parsePolicy("<a><b>\n</a>"), spaces), []);
    assert.deepEqual(format(parsePolicy('<a>\n<b x="@(c["d")" /></a>'), spaces), []);
  });

  test("changes only the selected lines, in step with their surroundings", () => {
    assert.equal(
      formatSelection("<a>\n    <b>\n<c>\n‸<d/>\n      <e/>‸\n</c>\n    </b>\n</a>"),
      "<a>\n    <b>\n<c>\n  <d/>\n  <e/>\n</c>\n    </b>\n</a>",
    );
  });

  test("is not drawn into absurd depth", () => {
    const deep = "<a>".repeat(20_000) + "</a>".repeat(20_000);
    assert.ok(formatted(deep).length < 20_000 * 2 * 410);
  });
});

suite("format, on any policy,", () => {
  const runs = { numRuns: fuzzRuns(300), seed: 20 };

  test("keeps its meaning", () => {
    fc.assert(
      fc.property(fc.oneof(anyPolicy, anyUntidyPolicy), fc.constantFrom(spaces, tabs), (text, options) => {
        const before = parsePolicy(text);
        assert.deepEqual(before.problems, []);
        const after = parsePolicy(formatted(text, options));
        assert.deepEqual(after.problems, []);
        assert.deepEqual(meaning(after), meaning(before));
      }),
      runs,
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.oneof(anyPolicy, anyUntidyPolicy), fc.constantFrom(spaces, tabs), (text, options) => {
        const once = formatted(text, options);
        assert.equal(formatted(once, options), once);
      }),
      runs,
    );
  });

  test("changes nothing but white space", () => {
    fc.assert(
      fc.property(anyUntidyPolicy, (text) => {
        for (const { span, newText } of format(parsePolicy(text), spaces)) {
          assert.match(text.slice(span.start, span.end) + newText, /^\s*$/);
        }
      }),
      runs,
    );
  });

  test("changes only what is selected", () => {
    fc.assert(
      fc.property(anyUntidyPolicy, fc.nat(), fc.nat({ max: 200 }), (text, at, length) => {
        const start = at % (text.length + 1);
        const range = { start, end: Math.min(text.length, start + length) };
        const lines = parsePolicy(text).lines;
        const last = lines.endOf(lines.positionAt(range.end).line);
        for (const { span } of format(parsePolicy(text), spaces, range)) {
          assert.ok(span.end >= lines.startOf(lines.positionAt(start).line) && span.end <= last);
        }
      }),
      runs,
    );
  });
});
