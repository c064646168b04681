import { l10n } from "vscode";
import type { AzureAccount } from "../domain/account.ts";
import { isSandboxAccount } from "./session/account-list.ts";

/** An Azure account in words. */
export function azureAccountLabel(account: AzureAccount): string {
  if (isSandboxAccount(account)) return l10n.t("Sandbox");
  if (account.kind === "microsoft") return l10n.t("Microsoft account of VS Code");
  if (account.kind === "azure-cli") return l10n.t("Azure CLI");
  return l10n.t("Service principal {0}", account.clientId);
}
