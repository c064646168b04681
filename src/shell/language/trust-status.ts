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
  item.text = l10n.t("This folder’s settings for policies and rules are ignored");
  item.detail = l10n.t("The workspace is not trusted.");
  item.command = { command: "workbench.trust.manage", title: l10n.t("Manage Trust") };
  return Disposable.from(
    item,
    workspace.onDidGrantWorkspaceTrust(() => item.dispose()),
  );
}
