import { Disposable, LanguageStatusSeverity, l10n, languages, workspace } from "vscode";
import { policyLanguageId } from "../ids.ts";

/**
 * Says beside the language of every policy that the folder's own settings for rules do not count while the workspace is not
 * trusted: VS Code leaves out what the manifest calls restricted, and says nothing itself.
 */
export function tellOfRestrictedSettings(): Disposable {
  if (workspace.isTrusted) return Disposable.from();
  const item = languages.createLanguageStatusItem("auth0Apim.restricted", { language: policyLanguageId });
  item.name = l10n.t("Settings for Policies");
  item.severity = LanguageStatusSeverity.Warning;
  // The editor cuts longer lines, and the button behind them.
  item.text = l10n.t("Folder settings ignored");
  item.detail = l10n.t("not trusted");
  item.command = { command: "workbench.trust.manage", title: l10n.t("Manage Trust") };
  return Disposable.from(
    item,
    workspace.onDidGrantWorkspaceTrust(() => item.dispose()),
  );
}
