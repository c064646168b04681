import { commands, type Event, type Uri, window, workspace } from "vscode";
import { isInFront } from "./save-origins.ts";

/** Shows the document and saves it as Ctrl+S does: by hand, and also when nothing in it is unsaved. */
export async function saveDocument(uri: Uri): Promise<void> {
  if (!isInFront(uri)) await window.showTextDocument(uri, { preview: false });
  await commands.executeCommand("workbench.action.files.save");
}

/** How long to wait for a save that goes on, in milliseconds; VS Code gives each extension that formats less than two seconds. */
const longestWait = 10_000;

/** Resolves when the document has been saved, by whomever, or `refused` tells of it; at the latest after ten seconds. */
export function nextSave(uri: Uri, refused?: Event<Uri>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const listener of listeners) listener?.dispose();
      resolve();
    };
    const isIt = (other: Uri) => {
      if (other.toString() === uri.toString()) done();
    };
    const timer = setTimeout(done, longestWait);
    const listeners = [workspace.onDidSaveTextDocument((document) => isIt(document.uri)), refused?.(isIt)];
  });
}

/** Shows the document and drops its unsaved text. */
export async function revertDocument(uri: Uri): Promise<void> {
  await window.showTextDocument(uri, { preview: false });
  await commands.executeCommand("workbench.action.files.revert");
}
