import { commands, workspace } from "vscode";
import { commandIds, containerId, settingKeys } from "./ids.ts";

/** Opens the explorer and starts the sandbox when the setting for demonstrations says so. */
export function startSandboxIfWanted(): void {
  if (!workspace.getConfiguration().get(settingKeys.startSandboxAutomatically, false)) return;
  void commands.executeCommand(`workbench.view.extension.${containerId}`);
  void commands.executeCommand(commandIds.startSandbox);
}
