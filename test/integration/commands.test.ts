import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds, settingKeys, viewIds } from "../../src/shell/ids.ts";
import { activated, closeEditors, eventually, repeatUntil } from "./support.ts";

/** The lines of the extension's log, while it is shown. */
function logLines(): readonly string[] {
  return vscode.workspace.textDocuments
    .filter(({ uri }) => uri.scheme === "output")
    .flatMap((document) => document.getText().split(/\r?\n/))
    .filter((line) => / \[(info|warning|error)\] /.test(line));
}

/** Runs a command and answers with what the log says of its end. */
async function endOf(id: string, meanwhile?: (command: Thenable<unknown>) => Promise<void>): Promise<string> {
  const ends = () =>
    logLines().filter(
      (line) => / (ended after|was cancelled|failed \()/.test(line) && line.includes(` ${id} `),
    );
  const before = ends().length;
  const command = vscode.commands.executeCommand(id);
  await meanwhile?.(command);
  await command;
  return eventually(vscode.workspace.onDidChangeTextDocument, () => ends()[before]);
}

const noAzure =
  /failed \(unauthorized\): You are not signed in to Azure\. Sign in to Azure, or start the sandbox\./;
const noTenant =
  /failed \(unauthorized\): No Auth0 tenant is connected\. Connect a tenant, or start the sandbox\./;

suite("commands, without a person to answer", function () {
  this.timeout(60_000);
  suiteSetup(async () => {
    await activated();
    const shown = eventually(
      vscode.window.onDidChangeVisibleTextEditors,
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "output") && true,
    );
    await vscode.commands.executeCommand(commandIds.showLog);
    await shown;
  });

  test("ends quietly when there is nothing to do", async () => {
    for (const id of [commandIds.refreshTenants, commandIds.refreshInstances, commandIds.stopLoading]) {
      assert.match(await endOf(id), /ended after \d+ ms\.\s*$/);
    }
    assert.match(await endOf(commandIds.undoLast), /There is nothing to undo\./);
    assert.match(await endOf(commandIds.stopSandbox), /The sandbox is not running\./);
  });

  test("tells rather than throws when nobody is signed in", async () => {
    assert.match(await endOf(commandIds.secureApi), noAzure);
    assert.match(await endOf(commandIds.testLink), noAzure);
    assert.match(await endOf(commandIds.disconnectAuth0), noTenant);
    assert.match(await endOf(commandIds.signOutOfAzure), noAzure);
  });

  test("the sandbox starts once, and a second start leaves it as it is", async () => {
    const starts = () => logLines().filter((line) => line.includes("The sandbox runs: ")).length;
    const before = starts();
    assert.match(await endOf(commandIds.startSandbox), /The sandbox runs and is connected/);
    assert.match(await endOf(commandIds.startSandbox), /The sandbox is running already/);
    assert.match(await endOf(commandIds.stopSandbox), /The sandbox is stopped/);
    assert.equal(starts(), before + 1);
    await vscode.commands.executeCommand(`${viewIds.tenants}.focus`);
    assert.match(await endOf(commandIds.secureApi), noAzure);
  });

  test("creates, deletes and copies nothing when nobody is signed in, and says so", async () => {
    for (const id of [
      commandIds.createResource,
      commandIds.deleteResource,
      commandIds.copyClientSecret,
      commandIds.rotateClientSecret,
    ]) {
      const end = await endOf(id, (command) =>
        repeatUntil(command, "workbench.action.acceptSelectedQuickOpenItem"),
      );
      assert.match(end, /failed \(unauthorized\): No Auth0 tenant is connected\./);
    }
  });

  test("an application's client secret gets to the clipboard, and not into the log", async () => {
    await endOf(commandIds.startSandbox);
    const end = await endOf(commandIds.copyClientSecret, (command) =>
      repeatUntil(command, "workbench.action.acceptSelectedQuickOpenItem"),
    );
    assert.match(end, /is on the clipboard, and was shown nowhere/);
    const secret = await vscode.env.clipboard.readText();
    assert.match(secret, /^[\w-]{30,}$/);
    assert.ok(logLines().every((line) => !line.includes(secret)));
    await endOf(commandIds.stopSandbox);
  });

  test("Esc in a prompt ends a command without a word", async () => {
    const end = await endOf(commandIds.connectAuth0, (command) =>
      repeatUntil(command, "workbench.action.closeQuickOpen"),
    );
    assert.match(end, /was cancelled/);
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

  test("the log that was opened is ours", () => {
    assert.ok(logLines().some((line) => line.includes(commandIds.undoLast)));
  });
});

suite("settings", () => {
  for (const key of Object.values(settingKeys)) {
    test(`${key} has its default`, () => {
      assert.notEqual(vscode.workspace.getConfiguration().inspect(key)?.defaultValue, undefined);
    });
  }
});
