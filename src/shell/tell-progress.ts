import { commands, type Disposable, type TextDocument, workspace } from "vscode";
import { contextKeys, schemes } from "./ids.ts";
import type { Accounts } from "./session/accounts.ts";

/** Tells the walkthrough what is true by now, so that its steps are ticked by what came about and not by what was tried. */
export function tellProgress(accounts: Pick<Accounts, "tenants" | "azure" | "onDidChange">): Disposable[] {
  const tell = (key: string, value: boolean) => void commands.executeCommand("setContext", key, value);
  const connected = () =>
    tell(contextKeys.connected, accounts.tenants.all().length > 0 && accounts.azure.all().length > 0);
  const opened = ({ uri }: Pick<TextDocument, "uri">) => {
    if (uri.scheme === schemes.policy) tell(contextKeys.policyOpened, true);
  };
  connected();
  for (const document of workspace.textDocuments) opened(document);
  return [accounts.onDidChange(connected), workspace.onDidOpenTextDocument(opened)];
}
