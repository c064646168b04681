import assert from "node:assert/strict";
import fc from "fast-check";
import { fillIn } from "../../../../src/workflows/policy-levels/filled-text.ts";
import { fuzzRuns } from "../../../support/policy-texts.ts";

suite("named values put into a policy", () => {
  const values = new Map([
    ["url", "https://tenant.example/\nnext"],
    ["nested", "{{url}}"],
    ["empty", ""],
  ]);

  test("are text before anything is parsed, but for those that cannot be read", () => {
    const { document } = fillIn('<a b="{{url}}">{{ empty }}{{secret}}</a><!-- {{url}} -->', values);
    assert.equal(document.text, '<a b="https://tenant.example/\nnext">{{secret}}</a><!-- {{url}} -->');
  });

  test("are not looked for in values", () => {
    assert.equal(fillIn("<a>{{nested}}</a>", values).document.text, "<a>{{url}}</a>");
  });

  test("may bring elements, each of which stands in the line of the name", () => {
    const brought = new Map([["checks", "<one />\n\n<two />"]]);
    const filled = fillIn("<a>\n{{checks}}\n<three />\n</a>", brought);
    const lines = ["one", "two", "three"].map((name) =>
      filled.lineOf(filled.document.elements(name)[0]?.span.start ?? 0),
    );
    assert.deepEqual(lines, [2, 2, 3]);
  });

  test("are known to make up a stretch, also when all of it and more stands in one", () => {
    const filled = fillIn(
      "<x>{{checks}}</x>{{empty}}<z>{{secret}}</z>",
      new Map([["checks", "<a><b /></a>"]]),
    );
    const touches = (name: string) => {
      const span = filled.document.elements(name)[0]?.span;
      return span && filled.touchesNamedValue(span.start, span.end);
    };
    assert.deepEqual(["x", "a", "b", "z"].map(touches), [true, true, true, true]);
    assert.equal(filled.touchesNamedValue(0, "<x>".length), false);
  });

  test("lead back to the stored text, whatever stands around them", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "{{url}}",
        "{{empty}}",
        "{{secret}}",
        "<a>",
        "</a>",
        '<b c="{{url}}" />',
        "\n",
        "<!-- {{url}} -->",
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = `${pieces.join("")}<mark />`;
        const filled = fillIn(text, values);
        const end = filled.document.text.length;
        assert.equal(filled.touchesNamedValue(end - "<mark />".length, end), false);
        assert.equal(filled.lineOf(end), text.split(/\r\n|\r|\n/).length);
      }),
      { numRuns: fuzzRuns(300) },
    );
  });
});
