import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/shell/ids.ts";
import { activated, closeEditors, eventually, repeatUntil } from "./support.ts";

/** The tabs that show who gets in. */
function accessTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && /auth0Apim\.access$/.test(input.viewType),
  );
}

/** Runs Show Access from the palette, and takes what the picker offers first. */
async function showAccess(): Promise<void> {
  const command = vscode.commands.executeCommand(commandIds.showAccess);
  await repeatUntil(command, "workbench.action.acceptSelectedQuickOpenItem");
}

suite("who gets in, on a sandbox", function () {
  this.timeout(60_000);

  suiteSetup(async () => {
    await activated();
    await vscode.commands.executeCommand(commandIds.startSandbox);
  });
  teardown(closeEditors);
  suiteTeardown(async () => {
    await vscode.commands.executeCommand(commandIds.stopSandbox);
  });

  test("is a page of its own, which is shown again when it is asked for again", async () => {
    await showAccess();
    const [tab] = await eventually(vscode.window.tabGroups.onDidChangeTabs, () =>
      accessTabs().length > 0 ? accessTabs() : undefined,
    );
    assert.equal(tab?.label, "Who gets in: Basic Calculator");
    await showAccess();
    assert.equal(accessTabs().length, 1);
  });
});
