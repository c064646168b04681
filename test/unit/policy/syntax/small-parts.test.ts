import assert from "node:assert/strict";
import fc from "fast-check";
import {
  isNamePart,
  isNameStart,
  skipName,
  skipSpace,
  trimEnd,
} from "../../../../src/policy/syntax/characters.ts";
import { Finder } from "../../../../src/policy/syntax/finder.ts";
import { areSimilar, indentationBefore } from "../../../../src/policy/syntax/likeness.ts";
import { TextLines } from "../../../../src/policy/syntax/lines.ts";

suite("names that are alike", () => {
  const alike: readonly (readonly [string, string])[] = [
    ["inbound", "inbound"],
    ["inbound", "Inbound"],
    ["inbound", "inbund"],
    ["inbound", "inboound"],
    ["inbound", "inbuond"],
    ["inbound", "inboun"],
    ["inbound", "in"],
    ["choose", "chose"],
    ["set-header", "set-headers"],
  ];
  for (const [one, other] of alike) {
    test(`${one} and ${other} are`, () => {
      assert.ok(areSimilar(one, other));
      assert.ok(areSimilar(other, one));
    });
  }

  const unlike: readonly (readonly [string, string])[] = [
    ["inbound", "outbound-x"],
    ["header", "query"],
    ["a", "b"],
    ["when", "base"],
    ["set-body", "set-header"],
  ];
  for (const [one, other] of unlike) {
    test(`${one} and ${other} are not`, () => {
      assert.ok(!areSimilar(one, other));
      assert.ok(!areSimilar(other, one));
    });
  }
});

suite("the indentation before a place", () => {
  const examples: readonly (readonly [before: string, indentation: string | undefined])[] = [
    ["\n  ", "  "],
    ["a\n\t", "\t"],
    ["a\r\n \t ", " \t "],
    ["\n", ""],
    ["a\n  b ", undefined],
    ["  ", undefined],
    ["", undefined],
    [`\n${" ".repeat(300)}`, undefined],
  ];
  for (const [before, indentation] of examples) {
    test(JSON.stringify(before.slice(0, 12)), () => {
      assert.equal(indentationBefore(`${before}<a/>`, before.length), indentation);
    });
  }
});

suite("characters", () => {
  test("begin names, or stand in them, or neither", () => {
    for (const character of ["a", "Z", "_", ":", "é", "日"]) {
      assert.ok(isNameStart(character.charCodeAt(0)) && isNamePart(character.charCodeAt(0)), character);
    }
    for (const character of ["-", ".", "0", "9"]) {
      assert.ok(!isNameStart(character.charCodeAt(0)) && isNamePart(character.charCodeAt(0)), character);
    }
    for (const character of [" ", "<", ">", "/", "=", '"', "@", "{", "\n", "\uFEFF"]) {
      assert.ok(!isNamePart(character.charCodeAt(0)), JSON.stringify(character));
    }
    assert.ok(!isNamePart(Number.NaN), "what stands behind the text");
  });

  test("are skipped up to a limit", () => {
    assert.equal(skipSpace(" \t\r\n x", 0), 5);
    assert.equal(skipSpace("     ", 0, 3), 3);
    assert.equal(skipSpace("\u00a0x", 0), 0);
    assert.equal(skipName("set-header x", 0), 10);
    assert.equal(skipName("a", 0), 1);
    assert.equal(trimEnd("ab \n", 0, 4), 2);
    assert.equal(trimEnd("   ", 1, 3), 1);
  });
});

suite("a finder", () => {
  test("finds what indexOf finds, whatever it is asked, in any order", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "-->", "--", ">"), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 20 }), (pieces, places) => {
        const text = pieces.join("");
        const finder = new Finder(text, "-->");
        for (const place of places.map((each) => Math.min(each, text.length))) {
          const wanted = text.indexOf("-->", place);
          assert.equal(finder.next(place), wanted < 0 ? text.length : wanted);
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

suite("lines", () => {
  test("lead from any offset to a position and back", () => {
    const texts = fc.array(fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r"), { maxLength: 20 });
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join("");
        const lines = new TextLines(text);
        assert.equal(lines.count, text.split(/\r\n|\r|\n/).length);
        for (let offset = 0; offset <= text.length; offset += 1) {
          const { line, column } = lines.positionAt(offset);
          assert.equal(lines.startOf(line) + column, offset);
          const isInLine = offset <= lines.endOf(line);
          if (isInLine) assert.equal(lines.offsetAt({ line, column }), offset);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});
