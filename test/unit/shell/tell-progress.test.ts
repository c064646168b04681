import assert from "node:assert/strict";
import { connectedShell, contoso, shellInMemory } from "../../support/shell.ts";
import { commands, Uri, workspace } from "../../support/vscode/index.ts";

const { tellProgress } = await import("../../../src/shell/tell-progress.ts");
const { contextKeys } = await import("../../../src/shell/ids.ts");

/** What a context key was set to last. */
const now = (key: string) =>
  commands.executed.findLast(({ id, values }) => id === "setContext" && values[0] === key)?.values[1];

suite("what the walkthrough is told", () => {
  setup(() => {
    commands.executed.length = 0;
  });

  test("both clouds are connected once both are, and no longer when one is gone", async () => {
    tellProgress(shellInMemory().accounts);
    assert.equal(now(contextKeys.connected), false);
    const { accounts } = await connectedShell();
    tellProgress(accounts);
    assert.equal(now(contextKeys.connected), true);
    await accounts.disconnectTenant(contoso);
    assert.equal(now(contextKeys.connected), false);
  });

  test("a policy was opened when one of a cloud was, and no file", () => {
    tellProgress(shellInMemory().accounts);
    const open = (address: string) => workspace.opened.fire({ uri: Uri.parse(address), isDirty: false });
    open("file:///policy.xml");
    assert.equal(now(contextKeys.policyOpened), undefined);
    open("apim-policy://s.g/n/apis/a/a.policy.xml");
    assert.equal(now(contextKeys.policyOpened), true);
  });
});
