import { l10n, window } from "vscode";

/** What to do with a text whose policy was changed on the server since it was read. */
export type ConflictAnswer = "compare" | "overwrite" | "revert" | "nothing";

/** Asks, in a dialog that cannot be overlooked, since a save is waiting for the answer. */
export async function askAboutConflict(label: string): Promise<ConflictAnswer> {
  const compare = l10n.t("Compare");
  const overwrite = l10n.t("Overwrite");
  const revert = l10n.t("Revert");
  const answer = await window.showWarningMessage(
    l10n.t("The policy of {0} was changed on the server since you opened it.", label),
    {
      modal: true,
      detail: l10n.t(
        "Nothing was saved. Compare shows both, Overwrite replaces the server’s policy by yours, Revert drops your changes.",
      ),
    },
    compare,
    overwrite,
    revert,
  );
  if (answer === compare) return "compare";
  if (answer === overwrite) return "overwrite";
  return answer === revert ? "revert" : "nothing";
}
