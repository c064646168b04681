import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type ElementNode, isRedacted, PolicyText } from "../../../../src/policy/index.ts";
import { document, finder, inbound, outline } from "./merging.ts";

const values = {
  host: "a.example",
  long: "x".repeat(500),
  "A.b-c_d": "1",
  secret: null,
  hidden: "*** REDACTED ***",
  nested: "{{host}}",
};

function filled(text: string): string {
  return document("api", text, values).text;
}

suite("the effective policy: named values", () => {
  test("are put in as text by display name, anywhere, with or without space in the braces", () => {
    assert.equal(filled('<a b="{{host}}/{{ host }}">{{A.b-c_d}}</a>'), '<a b="a.example/a.example">1</a>');
    assert.equal(filled('@(context.X == "{{host}}")'), '@(context.X == "a.example")');
  });

  test("do not nest, and are told by capital letters", () => {
    assert.equal(filled("{{nested}} {{Host}}"), "{{host}} {{Host}}");
  });

  test("stay as written, with the reason, where they are secret, missing or taken out", () => {
    const {
      text,
      filled: { unfilled },
    } = document("api", "{{secret}} {{gone}} {{hidden}} {{host}}", values);
    assert.equal(text, "{{secret}} {{gone}} {{hidden}} a.example");
    assert.deepEqual(
      [...unfilled],
      [
        ["secret", "secret"],
        ["gone", "missing"],
        ["hidden", "secret"],
      ],
    );
  });

  test("may be whole policies", () => {
    assert.equal(
      outline(inbound({ api: "{{all}}<cors/>" }, {}, { all: "<trace/><base/>" })),
      "api:trace api:cors",
    );
  });

  test("that make no policy of the text make the level unknown", () => {
    assert.equal(outline(inbound({ api: "{{cut}}<cors/>" }, {}, { cut: "<trace>" })), "api:?");
  });

  test("may hold an & which nobody wrote in XML; one that was written is a fault", () => {
    const text = '<policies><inbound><openid-config url="{{url}}"/></inbound></policies>';
    assert.equal(document("api", text, { url: "https://a.example/?a=1&b=2" }).problem, undefined);
    assert.match(document("api", text.replace("{{url}}", "https://a.example/?a&b")).problem ?? "", /&amp;/);
  });

  test("are told from what is written beside them", () => {
    const text = "<value>{{host}}</value><value>written</value><value>a{{host}}b</value>";
    const { filled: made, text: all } = document("api", text, values);
    const from = (part: string, offset = all.indexOf(part)) =>
      made.comesFromNamedValue({ start: offset, end: offset + part.length });
    assert.deepEqual(
      [from("a.example"), from("written"), from("aa.exampleb"), from("<value>w")],
      [true, false, true, false],
    );
  });

  test("a redaction marker is told in any case and spacing", () => {
    assert.deepEqual(
      ["*** REDACTED ***", "x ***redacted*** y", "** redacted **", "redacted"].map(isRedacted),
      [true, true, false, false],
    );
  });
});

suite("the effective policy: places", () => {
  test("every span leads to what was written, whatever was put in before it", () => {
    const written =
      '<policies>\n<inbound>{{long}}\n<a x="{{host}}" y="1"/>\n{{A.b-c_d}}<b/>\n</inbound>\n</policies>';
    const read = new PolicyText({ level: "api", file: "api.xml", text: written }, finder(values));
    const [a, b] = ["a", "b"].map((name) => read.document.elements(name)[0]) as [ElementNode, ElementNode];
    const source = (span: { start: number; end: number }) => {
      const { start, end } = read.sourceSpan(span);
      return written.slice(start, end);
    };
    assert.equal(source(a.span), '<a x="{{host}}" y="1"/>');
    assert.equal(source(b.span), "<b/>");
    assert.equal(source(a.attributes[1]?.span ?? a.span), 'y="1"');
    assert.deepEqual(read.placeOf(a.span.start), { scope: "api", file: "api.xml", line: 3 });
    assert.deepEqual(read.placeOf(b.span.start), { scope: "api", file: "api.xml", line: 4 });
  });

  test("lines are those of the file, though a value has several of its own", () => {
    const text = "<policies><inbound>\n<set-body>{{lines}}</set-body>\n<cors/></inbound></policies>";
    const read = document("api", text, { lines: "1\n2\n3\n4" });
    assert.equal(read.placeOf(read.document.elements("cors")[0]?.span.start ?? 0).line, 3);
  });

  test("what is one string of a JSON document has that string's line", () => {
    const source = {
      level: "fragment",
      file: "f.json",
      text: "<fragment>\n\n<cors/></fragment>",
      onLine: 7,
    } as const;
    const read = new PolicyText(source, finder({}));
    assert.deepEqual(read.placeOf(read.document.elements("cors")[0]?.span.start ?? 0), {
      scope: "fragment",
      file: "f.json",
      line: 7,
    });
  });

  test("random texts and values: what is outside of them leads back to itself", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const pieces = ["{{host}}", "{{long}}", "{{gone}}", "<a/>", "text", "\n", "{{", "}}", "{{secret}}"];
    for (let round = 0; round < 300; round += 1) {
      const written = Array.from({ length: random(20) }, () => pieces[random(pieces.length)]).join("");
      const { filled: made } = document("api", written, values);
      for (let offset = 0; offset < made.text.length; offset += 1) {
        if (made.comesFromNamedValue({ start: offset, end: offset + 1 })) continue;
        assert.equal(written[made.sourceOffset(offset)], made.text[offset], JSON.stringify(written));
      }
    }
  });
});
