import assert from "node:assert/strict";
import { applyEdits } from "../../../src/core/edit.ts";
import { encloses, slice, span, touches } from "../../../src/core/span.ts";

suite("text edits", () => {
  test("replace, insert and delete refer to the text before any of them", () => {
    const edits = [
      { span: span(6, 11), newText: "there" },
      { span: span(0, 0), newText: "» " },
      { span: span(11, 12), newText: "" },
    ];
    assert.equal(applyEdits("Hello world!", edits), "» Hello there");
  });

  test("two insertions at one place keep their order", () => {
    const at = span(1, 1);
    assert.equal(
      applyEdits("ad", [
        { span: at, newText: "b" },
        { span: at, newText: "c" },
      ]),
      "abcd",
    );
  });

  test("edits that overlap are refused", () => {
    const overlapping = [
      { span: span(0, 3), newText: "" },
      { span: span(2, 4), newText: "" },
    ];
    assert.throws(() => applyEdits("abcdef", overlapping), RangeError);
  });

  test("an edit that leaves the text is refused", () => {
    assert.throws(() => applyEdits("ab", [{ span: span(1, 3), newText: "" }]), RangeError);
  });
});

suite("spans", () => {
  test("a cursor on either edge touches", () => {
    assert.deepEqual(
      [1, 2, 4, 5].map((offset) => touches(span(2, 4), offset)),
      [false, true, true, false],
    );
  });

  test("a span encloses itself and what lies inside", () => {
    assert.ok(encloses(span(2, 8), span(2, 8)));
    assert.ok(encloses(span(2, 8), span(3, 3)));
    assert.ok(!encloses(span(2, 8), span(7, 9)));
  });

  test("slice takes the covered text", () => {
    assert.equal(slice("policies", span(3, 6)), "ici");
  });
});
