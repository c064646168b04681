import { commands, type Disposable, l10n } from "vscode";
import { commandIds } from "./ids.ts";
import { showMessage } from "./messages.ts";
import type { SandboxControl } from "./session/sandbox-control.ts";

/** Says so when the sandbox has ended by itself, and offers to start it again. */
export function announceDeath(sandbox: SandboxControl): Disposable {
  return sandbox.onDidDie(async () => {
    const start = l10n.t("Start Sandbox");
    const text = l10n.t(
      "The sandbox has stopped. Both its sides are disconnected; what was done in it is kept.",
    );
    const answer = await showMessage({ kind: "warning", text }, [start, l10n.t("Show Log")]);
    if (answer === start) await commands.executeCommand(commandIds.startSandbox);
    else if (answer !== undefined) await commands.executeCommand(commandIds.showLog);
  });
}
