import assert from "node:assert/strict";
import "../../support/vscode/install.ts";
import { person } from "../../support/vscode/index.ts";
import { InMemoryMemento } from "../../support/vscode/memento.ts";

const { LatelyChosen } = await import("../../../src/shell/session/lately-chosen.ts");

const digits = "0123456789".split("").map((value) => ({ label: value, value }));
const inTwoGroups = digits.map((option, index) => ({
  ...option,
  ...(index === 0 && { group: "first" }),
  ...(index === 5 && { group: "second" }),
}));

/** Chooses each of `picks` in a window of its own, and returns the lines that were shown last. */
async function choose(
  picks: readonly string[],
  options: readonly { readonly label: string; readonly value: string; readonly group?: string }[] = digits,
  keyOf: (value: string) => string | undefined = (value) => value,
): Promise<readonly string[] | undefined> {
  const memento = new InMemoryMemento();
  for (const pick of picks) {
    person.prompts.length = 0;
    person.moves = [{ pick }];
    const chosen = await new LatelyChosen(memento).pick({ title: "T", placeholder: "P", options }, keyOf);
    assert.equal(chosen, pick);
  }
  return person.prompts[0]?.lines;
}

suite("a long list", () => {
  test("begins with what was chosen lately, newest first and no more than three, also in another window", async () => {
    assert.deepEqual(await choose(["1", "7", "3", "9", "7", "0"]), [
      "Chosen lately",
      ..."793".split(""),
      "All others",
      ..."0124568".split(""),
    ]);
  });

  test("keeps its headings above what is left below them", async () => {
    assert.deepEqual(await choose(["0", "5", "1"], inTwoGroups), [
      "Chosen lately",
      ..."50".split(""),
      "first",
      ..."1234".split(""),
      "second",
      ..."6789".split(""),
    ]);
  });

  test("keeps its order as long as nothing of it was chosen", async () => {
    assert.deepEqual(await choose(["2"]), "0123456789".split(""));
  });

  test("does not remember what has no key, such as people", async () => {
    assert.deepEqual(await choose(["2", "3"], digits, () => undefined), "0123456789".split(""));
  });
});

test("a list that is seen at a glance keeps its order", async () => {
  assert.deepEqual(await choose(["2", "3"], digits.slice(0, 7)), "0123456".split(""));
});
