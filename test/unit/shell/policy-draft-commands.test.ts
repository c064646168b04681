import assert from "node:assert/strict";
import { commandIds } from "../../../src/shell/ids.ts";
import { shellInMemory } from "../../support/shell.ts";
import { commands, person, Uri, window } from "../../support/vscode/index.ts";

const { policyDraftCommands } = await import("../../../src/shell/commands/policy-drafts.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");

const uri = Uri.parse("apim-policy://s.g/contoso-apim/apis/calc/policy.xml");

suite("what can be done with a draft", () => {
  const { services } = shellInMemory();
  const done: string[] = [];
  const list = policyDraftCommands({
    policies: {
      save: async (which) => void done.push(`save ${which}`),
      compare: async (which) => void done.push(`compare ${which}`),
      discardDraft: async (which) => void done.push(`discard ${which}`),
      hasDraft: () => false,
    },
  });
  const run = async (id: string, argument?: unknown) => {
    const found = list.find((one) => one.id === id);
    assert.ok(found);
    await runCommand(found, argument, services.logger);
  };
  setup(() => {
    person.reset();
    done.length = 0;
    commands.executed.length = 0;
    window.activeTextEditor = undefined;
  });

  test("it is saved as a person does", async () => {
    await run(commandIds.savePolicy, uri);
    assert.deepEqual(done, [`save ${uri}`]);
  });

  test("from the palette the one in front is meant", async () => {
    window.activeTextEditor = { document: { uri } };
    await run(commandIds.comparePolicy);
    assert.deepEqual(done, [`compare ${uri}`]);
  });

  test("it is discarded only after a question that names it", async () => {
    await run(commandIds.discardDraft, uri);
    assert.deepEqual(done, []);
    assert.match(person.heard, /Discard the draft of the policy of contoso-apim\/apis\/calc\?/);
    person.presses = ["Discard"];
    await run(commandIds.discardDraft, uri);
    assert.deepEqual(done, [`discard ${uri}`]);
    assert.deepEqual(person.statusBar, ["The draft of contoso-apim/apis/calc is discarded"]);
  });

  test("where no policy is in front, that is said with the way out", async () => {
    window.activeTextEditor = { document: { uri: Uri.parse("file:///a.xml") } };
    for (const { id } of list) await run(id);
    assert.deepEqual([done, commands.executed], [[], []]);
    assert.match(person.heard, /No policy of API Management is open in front\. Open one/);
  });
});
