import { type TextDocument, type Uri, workspace } from "vscode";

/** The document where some editor or extension has it open. */
export function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** Whether the document is open with unsaved text. */
export function isDirty(uri: Uri): boolean {
  return openDocument(uri)?.isDirty ?? false;
}
