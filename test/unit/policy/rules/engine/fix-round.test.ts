import assert from "node:assert/strict";
import { applyEdits, type TextEdit } from "../../../../../src/core/edit.ts";
import { chooseApart, type Fixable, Round } from "../../../../../src/policy/rules/engine/fix-round.ts";
import type { Fix } from "../../../../../src/policy/rules/engine/rule.ts";

const edit = (start: number, end: number, newText: string): TextEdit => ({ span: { start, end }, newText });

function fixable(title: string, edits: readonly TextEdit[], more: Partial<Fix> = {}): Fixable {
  const fix = { title, edits, safe: true, ...more };
  return { rule: "a-rule", severity: "error", message: "Wrong.", span: { start: 0, end: 0 }, fix };
}

const titles = (fixes: readonly Fixable[]) => fixes.map(({ fix }) => fix.title).join("");

suite("fixes of one round", () => {
  test("are all that lie apart, in the order of the text", () => {
    const fixes = [fixable("b", [edit(5, 6, "")]), fixable("a", [edit(0, 1, "")])];
    assert.equal(titles(chooseApart(fixes)), "ab");
  });

  test("are the first of those that overlap or meet", () => {
    const fixes = [
      fixable("a", [edit(0, 4, "")]),
      fixable("b", [edit(3, 6, "")]),
      fixable("c", [edit(4, 4, "x")]),
      fixable("d", [edit(5, 6, "")]),
    ];
    assert.equal(titles(chooseApart(fixes)), "ad");
  });

  test("are taken whole, with all between their edits", () => {
    const fixes = [fixable("a", [edit(8, 9, ""), edit(0, 1, "")]), fixable("b", [edit(4, 5, "")])];
    assert.equal(titles(chooseApart(fixes)), "a");
  });

  test("take no copy away whose equal is changed meanwhile", () => {
    const copy = fixable("b", [edit(10, 20, "")], { stays: { start: 2, end: 8 } });
    assert.equal(titles(chooseApart([fixable("a", [edit(4, 5, "")]), copy])), "a");
    assert.equal(titles(chooseApart([fixable("a", [edit(0, 1, "")]), copy])), "ab");
  });

  test("take all copies of one away at once", () => {
    const stays = { start: 0, end: 4 };
    const copies = [5, 10, 15].map((at) => fixable(String(at), [edit(at, at + 4, "")], { stays }));
    assert.equal(titles(chooseApart(copies)), "51015");
  });
});

suite("a place after a round", () => {
  /** Where each character that was there before is found again, by its place before. */
  function checkAll(text: string, fixes: readonly Fixable[]): void {
    const round = new Round(fixes);
    const after = applyEdits(text, round.edits);
    for (let at = 0; at < after.length; at += 1) {
      const character = after.charAt(at);
      if (character === "+") continue;
      assert.equal(text.charAt(round.before(at)), character, `${after} at ${at}`);
    }
  }

  test("is where it was when nothing was done", () => assert.equal(new Round([]).before(7), 7));

  test("leads back over what was put in", () => {
    checkAll("abcdef", [fixable("", [edit(2, 2, "+++")])]);
    checkAll("abcdef", [fixable("", [edit(0, 0, "+")]), fixable("", [edit(6, 6, "++")])]);
  });

  test("leads back over what was taken away", () => {
    checkAll("abcdef", [fixable("", [edit(1, 3, "")]), fixable("", [edit(4, 5, "")])]);
  });

  test("leads back over what was replaced by more, and by less", () => {
    checkAll("abcdefgh", [fixable("", [edit(1, 2, "++++")]), fixable("", [edit(4, 7, "+")])]);
  });

  test("leads back to where a piece stood before it moved", () => {
    const moved = [
      { start: 4, end: 6 },
      { start: 1, end: 2 },
      { start: 2, end: 4 },
    ];
    checkAll("abcdefgh", [fixable("", [edit(1, 6, "efbcd")], { moved }), fixable("", [edit(7, 7, "++")])]);
  });

  test("of what is new is where it was put in", () => {
    const round = new Round([fixable("", [edit(1, 4, "++++")])]);
    assert.deepEqual(
      [1, 2, 3, 4].map((at) => round.before(at)),
      [1, 1, 1, 1],
    );
    assert.equal(round.before(5), 4);
  });

  test("is found whatever the order of the edits", () => {
    checkAll("abcdef", [fixable("", [edit(4, 4, "+"), edit(1, 2, "")])]);
  });
});
