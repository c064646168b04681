import assert from "node:assert/strict";
import fc from "fast-check";
import { type DiffLine, lineDiff } from "../../../../src/shell/review/line-diff.ts";

const signs = { same: " ", added: "+", removed: "-" } as const;
const diff = (before: string, after: string) =>
  lineDiff(before, after).map((line) =>
    line.kind === "fold" ? `…${line.lines.length}` : signs[line.kind] + line.text,
  );

suite("the difference of two policies, line by line", () => {
  test("an inserted line", () => {
    assert.deepEqual(diff("a\nb", "a\nnew\nb"), [" a", "+new", " b"]);
  });

  test("a changed line is removed and added", () => {
    assert.deepEqual(diff("a\nb\nc", "a\nB\nc"), [" a", "-b", "+B", " c"]);
  });

  test("a new document is all added, a deleted one all removed", () => {
    assert.deepEqual(diff("", "a\nb"), ["+a", "+b"]);
    assert.deepEqual(diff("a\nb", ""), ["-a", "-b"]);
  });

  test("the same text has no difference", () => {
    assert.deepEqual(diff("a\nb", "a\nb"), []);
  });

  test("line ends are no difference", () => {
    assert.deepEqual(diff("a\r\nb", "a\nb"), []);
  });

  test("only three lines around a change are shown, the others folded", () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const changed = lines.with(10, "changed");
    assert.deepEqual(diff(lines.join("\n"), changed.join("\n")), [
      "…7",
      " line 7",
      " line 8",
      " line 9",
      "-line 10",
      "+changed",
      " line 11",
      " line 12",
      " line 13",
      "…6",
    ]);
  });

  test("two far changes are both shown, with what is equal between them", () => {
    assert.deepEqual(diff("a\nx\nb\ny\nc", "a\nX\nb\nY\nc"), [" a", "-x", "+X", " b", "-y", "+Y", " c"]);
  });

  test("a single line is shown rather than folded", () => {
    assert.deepEqual(diff("0\n1\n2\n3\nx", "0\n1\n2\n3\nX"), [" 0", " 1", " 2", " 3", "-x", "+X"]);
  });

  test("huge texts are compared as a whole rather than for ever", () => {
    const big = (name: string) => Array.from({ length: 3000 }, (_, index) => `${name} ${index}`).join("\n");
    assert.equal(lineDiff(big("a"), big("b")).length, 6000);
  });

  test("added and removed lines turn any text into any other", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const all = lineDiff(before.join("\n"), after.join("\n"));
        const count = (kind: DiffLine["kind"], text: string) =>
          all.filter((line) => line.kind === kind && "text" in line && line.text === text).length;
        for (const text of ["a", "b", "c"]) {
          const was = before.filter((line) => line === text).length;
          const is = after.filter((line) => line === text).length;
          assert.equal(was - count("removed", text) + count("added", text), is);
        }
      }),
    );
  });
});
