import { commands, type Uri, window, workspace } from "vscode";
import { isInFront } from "./save-origins.ts";

/** Shows the document and saves it as Ctrl+S does: by hand, and also when nothing in it is unsaved. */
export async function saveDocument(uri: Uri): Promise<void> {
  if (!isInFront(uri)) await window.showTextDocument(uri, { preview: false });
  await commands.executeCommand("workbench.action.files.save");
}

/** How long to wait for a save that goes on, in milliseconds; VS Code gives each extension that formats less than two seconds. */
const longestWait = 10_000;

/** Resolves when the document has been saved, by whomever; at the latest after ten seconds. */
export function nextSave(uri: Uri): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, longestWait);
    const listener = workspace.onDidSaveTextDocument((document) => {
      if (document.uri.toString() === uri.toString()) done();
    });
  });
}

/** Shows the document and drops its unsaved text. */
export async function revertDocument(uri: Uri): Promise<void> {
  await window.showTextDocument(uri, { preview: false });
  await commands.executeCommand("workbench.action.files.revert");
}
