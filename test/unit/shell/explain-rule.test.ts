import assert from "node:assert/strict";
import * as fs from "node:fs";
import { isCancelled } from "../../../src/core/failure.ts";
import { rules } from "../../../src/policy/index.ts";
import { shellInMemory } from "../../support/shell.ts";
import { person } from "../../support/vscode/index.ts";

const { languageCommands } = await import("../../../src/shell/language/language-commands.ts");
const { commandIds } = await import("../../../src/shell/ids.ts");

suite("Explain Rule, asked from the palette", () => {
  setup(() => person.reset());

  test("lists every rule, and nothing else, in the order of their names", async () => {
    const command = languageCommands(shellInMemory().services.extensionUri).find(
      ({ id }) => id === commandIds.showRule,
    );
    person.moves = ["escape"];
    await assert.rejects(async () => command?.run(undefined), isCancelled);
    const [asked] = person.prompts;
    const ids = rules.map(({ id }) => id).sort();
    assert.deepEqual(
      asked?.lines?.map((line) => line),
      ids,
    );
    for (const id of ids) assert.ok(fs.existsSync(`docs/rules/${id}.md`), id);
    const first = rules.find(({ id }) => id === ids[0]);
    assert.deepEqual(asked?.details?.[0], [first?.severity, first?.doc]);
    assert.ok(asked?.details?.every(([severity, doc]) => severity && doc));
  });
});
