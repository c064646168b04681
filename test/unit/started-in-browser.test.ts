import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { commandIds } from "../../src/shell/ids.ts";
import { itemsOf, titleOf } from "../support/manifest-menus.ts";
import { startedIn } from "../support/started-in-browser.ts";

const folder = path.resolve(import.meta.dirname, "../ui");
const keys = new Map(Object.entries(commandIds).map(([key, id]) => [id as string, key]));

suite("the commands that people are shown", () => {
  const menus = Object.keys(manifest.contributes.menus).filter((name) => name !== "commandPalette");
  const inMenus = new Set(menus.flatMap((menu) => itemsOf(menu).map(({ command }) => command)));
  const hidden = new Set(
    itemsOf("commandPalette").flatMap(({ command, when }) => (when === "false" ? [command] : [])),
  );
  const shown = manifest.contributes.commands
    .map(({ command }) => command)
    .filter((command) => inMenus.has(command) || !hidden.has(command));

  test("each is started in a browser test", () => {
    const byWalk = new Set(itemsOf("view/item/context").map(({ command }) => command));
    const nowhere = shown.filter((command) => !byWalk.has(command) && !(command in startedIn));
    assert.deepEqual(nowhere, [], "start them there, and say where in test/support/started-in-browser.ts");
  });

  for (const [command, file] of Object.entries(startedIn)) {
    test(`${command} is started by ${file}`, () => {
      const text = fs.readFileSync(path.join(folder, file), "utf8");
      const byId = new RegExp(`commandIds\\.${keys.get(command)}\\b`);
      assert.ok(byId.test(text) || text.toLowerCase().includes(titleOf(command).toLowerCase()));
    });
  }
});
