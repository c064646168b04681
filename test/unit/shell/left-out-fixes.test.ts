import assert from "node:assert/strict";
import { shellInMemory } from "../../support/shell.ts";
import { commands, person } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { leftOutFixesCommand } = await import("../../../src/shell/language/left-out-fixes.ts");

suite("fixes that were left out", () => {
  const { services, log } = shellInMemory();
  const tell = (argument: unknown) => runCommand(leftOutFixesCommand(), argument, services.logger);
  setup(() => person.reset());

  test("are told in the status bar after saving, and in the log", async () => {
    await tell({ places: ["7:9 jwt-scope-separator"], asked: false });
    const told = "1 fix was left out, since it is not certain to do no harm: 7:9 jwt-scope-separator";
    assert.deepEqual(person.statusBar, [told]);
    assert.deepEqual(person.messages, []);
    assert.ok(log.some((line) => line.includes(told)));
  });

  test("are told in a message to somebody who asked for the fixes, with the list of problems at hand", async () => {
    await tell({ places: ["1:2 a", "3:4 b"], asked: true });
    const [message] = person.messages;
    assert.equal(
      message?.text,
      "2 fixes were left out, since they are not certain to do no harm: 1:2 a, 3:4 b",
    );
    assert.deepEqual(message?.buttons, ["Show Problems"]);
  });

  test("are told by the first five when there are many", async () => {
    const places = Array.from({ length: 7 }, (_, index) => `${index}:1 a`);
    await tell({ places, asked: true });
    assert.match(
      person.messages[0]?.text ?? "",
      /^7 fixes were left out, .*: 0:1 a, 1:1 a, 2:1 a, 3:1 a, 4:1 a, …$/,
    );
  });

  for (const argument of [undefined, "a", {}, { places: [] }, { places: [1] }]) {
    test(`are looked for in the list of problems when nothing is told: ${JSON.stringify(argument)}`, async () => {
      const ran: string[] = [];
      commands.registerCommand("workbench.actions.view.problems", () => ran.push("problems"));
      await tell(argument);
      assert.deepEqual([ran, person.messages, person.statusBar], [["problems"], [], []]);
    });
  }
});
