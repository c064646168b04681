import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { shellInMemory } from "../../support/shell.ts";
import { person } from "../../support/vscode/index.ts";

const { withoutIcons, withoutLinks } = await import("../../../src/shell/plain-text.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { withProgress } = await import("../../../src/shell/cancellation.ts");
const { askText, pick } = await import("../../../src/shell/prompts.ts");
const { commandIds } = await import("../../../src/shell/ids.ts");

/** What the editor makes a link of, in notifications and above prompts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/i;
const hostile = "Orders [click here](command:workbench.action.terminal.new) $(trash)";

suite("names of things in a cloud", () => {
  setup(() => person.reset());

  test("lose nothing but their power to be links and icons", () => {
    assert.doesNotMatch(withoutLinks(hostile), link);
    assert.equal(withoutLinks(hostile).replaceAll("\u200b", ""), hostile);
    assert.equal(withoutIcons("a $(trash) b \\$(x)"), "a \\$(trash) b \\$(x)");
    assert.equal(withoutLinks("APIs [1] (2)"), "APIs [1] (2)");
  });

  test("make no links of messages, failures and the status bar", async () => {
    const { services } = shellInMemory();
    const command = { id: commandIds.showLog, title: "Do It" };
    const report = { text: hostile };
    await runCommand({ ...command, run: async () => report }, undefined, services.logger);
    const failing = () => Promise.reject(new Failure("rejected", hostile));
    await runCommand({ ...command, run: failing }, undefined, services.logger);
    await runCommand(
      { ...command, run: async () => ({ ...report, quiet: true }) },
      undefined,
      services.logger,
    );
    for (const { text } of person.messages) assert.doesNotMatch(text, link);
    assert.deepEqual([person.messages.length, person.statusBar.length], [2, 1]);
    assert.match(person.statusBar[0] ?? "", /\\\$\(trash\)/);
  });

  test("make no links of a progress", async () => {
    await withProgress(hostile, async (_, report) => report(hostile));
    assert.equal(person.progress.length, 2);
    for (const text of person.progress) assert.doesNotMatch(text, link);
  });

  test("make no links and icons of questions and what can be picked", async () => {
    person.moves = ["enter", "enter"];
    const option = { icon: "window", label: hostile, description: hostile, value: 1 };
    assert.equal(await pick({ title: hostile, placeholder: hostile, options: [option] }), 1);
    await askText({ title: hostile, prompt: hostile, value: "x" });
    const [picking, asking] = person.prompts;
    assert.match(picking?.lines?.[0] ?? "", /^\$\(window\) Orders .* \\\$\(trash\)$/);
    for (const text of [picking?.title, picking?.text, asking?.title, asking?.text]) {
      assert.doesNotMatch(text ?? "", link);
    }
  });
});
