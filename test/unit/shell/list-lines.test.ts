import assert from "node:assert/strict";
import { kinds } from "../../../src/resources/all-kinds.ts";
import type { Field } from "../../../src/resources/kind.ts";
import { tierAdvice } from "../../../src/workflows/create-instance.ts";
import { sourceFiles } from "../../support/source/source-files.ts";
import "../../support/vscode/install.ts";
import { person } from "../../support/vscode/index.ts";

const { pick } = await import("../../../src/shell/prompts.ts");

/** Characters of the line below a label that are seen in a window of 760 pixels (measured with VS Code 1.139 and its usual font). */
const mostBelow = 68;

/** The lines below a label that the code of the shell writes out: a label stands before them, and no text of a dialog. */
function detailsOf(text: string): string[] {
  const line = /\blabel: [^{}]{0,300}?\bdetail: (?:l10n\.t\(\s*)?"((?:[^"\\]|\\.)*)"/gs;
  return [...text.matchAll(line)].flatMap(([, detail]) => (detail === undefined ? [] : [detail]));
}

suite("lists in a narrow window", () => {
  test("what stands below a label is seen as a whole", () => {
    const written = sourceFiles("src/shell").flatMap((file) => detailsOf(file.text));
    assert.ok(written.length > 40, "they are found");
    const asked = kinds.flatMap((kind) =>
      Object.values<Field>(kind.fields).flatMap(({ ask }) =>
        (ask?.choices ?? []).flatMap(({ detail }) => detail ?? []),
      ),
    );
    assert.deepEqual(
      [...written, ...asked].filter(({ length }) => length > mostBelow),
      [],
      "Say it shorter, what matters first: the rest would be cut.",
    );
  });

  test("what a tier is for has room beside its name", () => {
    const names = [
      "Developer",
      "Basic",
      "Standard",
      "Premium",
      "Consumption",
      "BasicV2",
      "StandardV2",
      "PremiumV2",
    ];
    for (const name of names) {
      const brief = tierAdvice(name)?.brief ?? assert.fail(name);
      assert.ok(`${name}${brief}`.length <= 60, `${name}: ${brief}`);
    }
  });

  test("a description that has no room beside its label stands below it, where nothing else does", async () => {
    person.reset();
    person.moves = ["enter"];
    const [short, long] = ["orders", `https://orders.example/${"a".repeat(60)}`];
    await pick({
      title: "Which?",
      placeholder: "Which?",
      options: [
        { label: "Orders", description: short, value: 1 },
        { label: "Orders", description: long, value: 2 },
        { label: "Orders", description: long, detail: "of two", value: 3 },
      ],
    });
    assert.deepEqual(person.prompts[0]?.details, [
      [short, undefined],
      [undefined, long],
      [long, "of two"],
    ]);
  });
});
