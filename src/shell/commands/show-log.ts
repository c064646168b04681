import { l10n } from "vscode";
import { commandIds } from "../ids.ts";
import type { Services } from "../services.ts";
import type { Command } from "./command.ts";

/** The command that shows the extension's log. */
export function showLogCommand({ showLog }: Pick<Services, "showLog">): Command {
  return {
    id: commandIds.showLog,
    title: l10n.t("Show Log"),
    run: async () => {
      showLog();
      return undefined;
    },
  };
}
