import { TabInputText, type Uri, window } from "vscode";

/** Closes every tab that shows the document. */
export async function closeTabs(uri: Uri): Promise<void> {
  const tabs = window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());
  if (tabs.length > 0) await window.tabGroups.close(tabs);
}
