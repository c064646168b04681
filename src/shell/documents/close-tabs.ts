import { TabInputText, type Uri, window } from "vscode";
import { keyOf } from "./resource-uri.ts";

/** Closes every tab that shows the document. */
export async function closeTabs(uri: Uri): Promise<void> {
  const tabs = window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputText && keyOf(input.uri) === keyOf(uri));
  if (tabs.length > 0) await window.tabGroups.close(tabs);
}
