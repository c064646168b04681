import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import bundle from "../../l10n/bundle.l10n.json" with { type: "json" };
import { collectTexts, unreadableCalls } from "../../scripts/collect-texts.mjs";

const l10n = path.resolve(import.meta.dirname, "../../l10n");

/** `{0}`, `{1}`… of a text, sorted. */
const places = (text: string) => (text.match(/\{\d+\}/g) ?? []).sort();

suite("texts of the user interface", () => {
  test("every text of the code is in the bundle for translators, and no other", () => {
    assert.deepEqual(
      Object.keys(bundle).sort(),
      collectTexts(),
      "Run “node scripts/collect-texts.mjs” to bring l10n/bundle.l10n.json up to date.",
    );
  });

  test("every text is a literal, so that it can be found", () => {
    assert.deepEqual(unreadableCalls(), []);
  });

  test("places for values are counted from 0 without a gap", () => {
    for (const text of Object.keys(bundle)) {
      const used = [...new Set(places(text))];
      assert.deepEqual(
        used,
        used.map((_, index) => `{${index}}`),
        text,
      );
    }
  });

  for (const name of fs.readdirSync(l10n)) {
    test(`${name} has the same places for values as the text it stands for`, () => {
      const texts: Record<string, string> = JSON.parse(fs.readFileSync(path.join(l10n, name), "utf8"));
      for (const [text, translation] of Object.entries(texts)) {
        assert.deepEqual(places(translation), places(text), text);
      }
    });
  }
});
