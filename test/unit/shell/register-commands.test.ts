import assert from "node:assert/strict";
import { commandIds } from "../../../src/shell/ids.ts";
import { shellInMemory } from "../../support/shell.ts";

const { commandSources } = await import("../../../src/shell/register-commands.ts");

suite("where commands come from", () => {
  const sources = commandSources(shellInMemory().services);

  test("every command has one source", () => {
    const ids = sources.flatMap((source) => source.ids);
    assert.deepEqual([...ids].sort(), [...Object.values(commandIds)].sort());
  });

  for (const source of sources) {
    test(`${source.ids.join(", ")}: loaded under the names they are registered by`, async () => {
      const loaded = await source.load();
      assert.deepEqual(loaded.map(({ id }) => id).sort(), [...source.ids].sort());
      for (const { title } of loaded) assert.match(title, /\S/);
    });
  }
});
