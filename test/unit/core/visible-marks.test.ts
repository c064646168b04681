import assert from "node:assert/strict";
import fc from "fast-check";
import { showMarks, showMarksInLine } from "../../../src/core/visible-marks.ts";

/** What must never reach a screen as it is, from the Unicode names: controls, directions, separators, no width. */
const marks = [
  ..."\0\u0007\b\u000b\u000c\u001b\u007f\u0080\u0085\u009b\u009f",
  ..."\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
  ..."\u2028\u2029\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u3164\u{e0041}\u{e007f}",
];

suite("marks that steer the screen", () => {
  test("are written out by their code", () => {
    assert.equal(showMarks("invoice\u202egpj.exe"), "invoice\\u202egpj.exe");
    assert.equal(showMarks("\u001b[2J\u009b\ufeff"), "\\u001b[2J\\u009b\\ufeff");
    assert.equal(showMarks("a\u{e0041}b"), "a\\udb40\\udc41b");
    for (const mark of marks) assert.match(showMarks(`a${mark}b`), /^a(?:\\u[0-9a-f]{4}){1,2}b$/, mark);
  });

  test("line ends and tabs stay in a text, and are written out in a line", () => {
    assert.equal(showMarks("a\tb\r\nc\n"), "a\tb\r\nc\n");
    assert.equal(showMarks("a\rb"), "a\\u000db", "a lone one would write over what stands before it");
    assert.equal(showMarksInLine("a\tb\r\nc\n"), "a\\u0009b\\u000d\\u000ac\\u000a");
  });

  test("what is seen stays as it is, in every script", () => {
    const seen = "Bestellungen – 注文 🧾❤️ Ελληνικά עברית العربية é é \\u202e \u00a0";
    assert.equal(showMarksInLine(seen), seen);
  });

  test("nothing steering is left of any text, and a second pass changes nothing", () => {
    const part = fc.oneof(fc.constantFrom(...marks, "\r", "\n", "\t"), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const shown = showMarksInLine(parts.join(""));
        for (const mark of [...marks, "\r", "\n", "\t"]) assert.ok(!shown.includes(mark));
        assert.equal(showMarksInLine(shown), shown);
      }),
    );
  });

  test("JSON is still the same JSON", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...marks), fc.string({ unit: "binary" }))), (texts) => {
        assert.deepEqual(JSON.parse(showMarks(JSON.stringify(texts))), texts);
      }),
    );
  });
});
