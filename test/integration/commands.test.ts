import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds, settingKeys, viewIds } from "../../src/shell/ids.ts";
import { activated, closeEditors, eventually, repeatUntil } from "./support.ts";

suite("commands, without a person to answer", function () {
  this.timeout(60_000);
  suiteSetup(activated);

  test("ends quietly when there is nothing to do", async () => {
    for (const id of [commandIds.refreshTenants, commandIds.refreshServices, commandIds.stopLoading]) {
      await vscode.commands.executeCommand(id);
    }
    await vscode.commands.executeCommand(commandIds.undoLast);
    await vscode.commands.executeCommand(commandIds.openPlans);
    await vscode.commands.executeCommand(commandIds.stopSandbox);
  });

  test("tells rather than throws when nobody is signed in", async () => {
    await vscode.commands.executeCommand(commandIds.secureApi);
    await vscode.commands.executeCommand(commandIds.testLink);
    await vscode.commands.executeCommand(commandIds.disconnectAuth0);
    await vscode.commands.executeCommand(commandIds.signOutOfAzure);
  });

  test("the sandbox starts once, and a second start leaves it as it is", async () => {
    await vscode.commands.executeCommand(commandIds.startSandbox);
    await vscode.commands.executeCommand(commandIds.startSandbox);
    await vscode.commands.executeCommand(`${viewIds.tenants}.focus`);
    await vscode.commands.executeCommand(commandIds.stopSandbox);
  });

  test("Esc in a prompt ends a command without a word", async () => {
    const command = vscode.commands.executeCommand(commandIds.connectAuth0);
    await repeatUntil(command, "workbench.action.closeQuickOpen");
    await command;
  });

  test("Explain Rule opens the page of a rule that is picked, the first one too", async () => {
    const shown = eventually(vscode.window.tabGroups.onDidChangeTabs, () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .map(({ label }) => label)
        .find((label) => label.includes("attribute-combination")),
    );
    const command = vscode.commands.executeCommand(commandIds.showRule);
    await repeatUntil(command, "workbench.action.acceptSelectedQuickOpenItem");
    await command;
    assert.match(await shown, /attribute-combination\.md/);
    await closeEditors();
  });

  test("the log opens", async () => {
    const shown = eventually(
      vscode.window.onDidChangeVisibleTextEditors,
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "output") && true,
    );
    await vscode.commands.executeCommand(commandIds.showLog);
    await shown;
  });
});

suite("settings", () => {
  for (const key of Object.values(settingKeys)) {
    test(`${key} has its default`, () => {
      assert.notEqual(vscode.workspace.getConfiguration().inspect(key)?.defaultValue, undefined);
    });
  }
});
