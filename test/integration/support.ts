import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds, extensionId, schemes } from "../../src/shell/ids.ts";

/** The extension, activated. */
export async function activated(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, `${extensionId} is not installed.`);
  await extension.activate();
  return extension;
}

/** What `read` gives, as soon as it gives something; asked again at every change that `on` tells. */
export async function eventually<T>(on: vscode.Event<unknown>, read: () => T | undefined): Promise<T> {
  const now = read();
  if (now !== undefined) return now;
  return new Promise((resolve) => {
    const listener = on(() => {
      const value = read();
      if (value === undefined) return;
      listener.dispose();
      resolve(value);
    });
  });
}

/** The document of the Basic Calculator's policy in a sandbox, opened as a person does it from the palette. */
export async function openCalculatorPolicy(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand(commandIds.startSandbox);
  const opened = eventually(vscode.window.onDidChangeActiveTextEditor, () =>
    vscode.window.activeTextEditor?.document.uri.scheme === schemes.policy
      ? vscode.window.activeTextEditor.document
      : undefined,
  );
  const command = vscode.commands.executeCommand(commandIds.openPolicy);
  const accepting = acceptUntil(command);
  const document = await opened;
  await Promise.all([command, accepting]);
  return document;
}

/** Presses Enter in the open quick pick until the command that asked has ended. */
async function acceptUntil(command: Thenable<unknown>): Promise<void> {
  await repeatUntil(command, "workbench.action.acceptSelectedQuickOpenItem");
}

/** Runs a command of the workbench over and over, until another one has ended. */
export async function repeatUntil(command: Thenable<unknown>, again: string): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  void command.then(end, end);
  while (!ended) {
    await vscode.commands.executeCommand(again);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Replaces the whole text in an editor, as typing does. */
export async function retype(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
}

/** What the server holds for a document, read past every editor. */
export async function stored(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Closes every editor; unsaved text is dropped. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}
