import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { skipName, skipSpace } from "../../../../src/policy/syntax/characters.ts";
import { Codes } from "../../../../src/policy/syntax/codes.ts";
import {
  afterName,
  afterSpace,
  sameName,
  simpleClose,
  startsName,
} from "../../../../src/policy/syntax/scan.ts";

/** Texts of pieces that meet at every distance from the four characters that are looked at in one go. */
const pieces = fc.constantFrom(
  ..."abc-<>=\"'&@\n\r\t /(%0~",
  "\0",
  "é",
  "日",
  "😀",
  "\uFEFF",
  "    ",
  "abcd",
  "abcde",
);
const texts = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(""));

/** Holds for each text and each of its places, the end included. */
function everywhere(holds: (text: string, codes: Codes, place: number) => void): void {
  fc.assert(
    fc.property(texts, (text) => {
      const codes = new Codes(text);
      for (let place = 0; place <= text.length; place += 1) holds(text, codes, place);
    }),
    { numRuns: 1000, seed: 5 },
  );
}

suite("scanning four characters at a time gives what one at a time gives", () => {
  test("for white space", () => {
    everywhere((text, codes, place) => assert.equal(afterSpace(codes, place), skipSpace(text, place)));
  });

  test("for names", () => {
    everywhere((text, codes, place) => {
      // A byte order mark ends a word, but within a name it is found as a part of it.
      assert.equal(afterName(codes, place), skipName(text.replaceAll("\uFEFF", "\u200B"), place));
      const character = text.charAt(place);
      assert.equal(startsName(codes, place), /[A-Za-z_:]|[^\0-\x7f\uFEFF]/.test(character), character);
    });
  });

  test("for a name that occurs again", () => {
    everywhere((text, codes, place) => {
      const name = text.slice(0, afterName(codes, 0));
      const there = text.slice(place, afterName(codes, place));
      const tells = /^[\0-\x7f]*$/.test(name);
      assert.equal(sameName(codes, 0, name.length, place), tells && there === name, JSON.stringify(text));
    });
  });

  test("for values that raise no question", () => {
    everywhere((text, codes, place) => {
      const quote = text[place];
      if (quote !== '"' && quote !== "'") return;
      const value = /^[^"'<&@\n\0]*/.exec(text.slice(place + 1))?.[0] ?? "";
      const close = place + 1 + value.length;
      const closed = text[close] === quote && !value.endsWith("=");
      const goesOn = /^(?:$|[ \t\r\n>?\0]|\/>)/.test(text.slice(close + 1));
      assert.equal(simpleClose(codes, place), closed && goesOn ? close : -1, JSON.stringify(text));
    });
  });
});

test("nothing of a longer text is seen behind the end of the next", () => {
  parsePolicy(`<policies>${"<inbound/>".repeat(9)}</policies>`);
  for (const text of ["<polic", "<policies", '<a x="1', "<a>\n   ", "<policies></policies", "<é"]) {
    const again = parsePolicy(text);
    assert.ok(again.problems.length > 0, text);
    assert.equal(again.children.at(-1)?.span.end, text.length, text);
  }
});

test("names beyond ASCII, which look alike to the scanner, are told apart", () => {
  assert.deepEqual(parsePolicy("<é></é>").problems, []);
  const problems = parsePolicy("<é></è>").problems.map(({ code }) => code);
  assert.deepEqual(problems, ["unclosed-element", "unexpected-end-tag"]);
});
