import { commands, type Uri, window } from "vscode";
import { isInFront } from "./save-origins.ts";

/** Shows the document and saves it as Ctrl+S does: by hand, and also when nothing in it is unsaved. */
export async function saveDocument(uri: Uri): Promise<void> {
  if (!isInFront(uri)) await window.showTextDocument(uri, { preview: false });
  await commands.executeCommand("workbench.action.files.save");
}

/** Shows the document and drops its unsaved text. */
export async function revertDocument(uri: Uri): Promise<void> {
  await window.showTextDocument(uri, { preview: false });
  await commands.executeCommand("workbench.action.files.revert");
}
