import { strict as assert } from "node:assert";
import { parsePolicy } from "../../../../src/policy/index.ts";

suite("isAscii", () => {
  test("is said of a text without a character beyond ASCII", () => {
    assert.equal(parsePolicy("<policies>\n\t<!-- a~b -->\n</policies>").isAscii, true);
    assert.equal(parsePolicy("").isAscii, true);
  });

  for (const character of ["\u0080", "é", "\u00a0", "\ufeff", "\ud800", "😀"]) {
    test(`is not said beside ${JSON.stringify(character)}`, () => {
      assert.equal(parsePolicy(`<a b="${character}"/>`).isAscii, false);
      assert.equal(parsePolicy(`<a></b>${character}`).isAscii, false);
    });
  }

  test("is not said of what a placeholder holds that is masked to read the rest", () => {
    assert.equal(parsePolicy('<a b="${lookup("é <b>")}" c></a>').isAscii, false);
  });
});
