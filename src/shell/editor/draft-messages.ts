import { l10n } from "vscode";
import { showMessage } from "../messages.ts";
import type { SaveOrigin } from "./save-origins.ts";

/** Why a text is a draft though somebody may believe that it is saved. */
export type DraftReason = Exclude<SaveOrigin, "person" | "automatic">;

/** Says that the text of the policy `label` was not sent; `true` when the person wants that now. */
export function askToSaveDraft(label: string, reason: DraftReason): Promise<boolean> {
  const words =
    reason === "beside"
      ? l10n.t("it was saved along with others, and only the one in front is sent")
      : l10n.t("it was not saved by hand in its editor");
  return ask(l10n.t("The policy of {0} was kept as a draft and not applied: {1}.", label, words));
}

/** Says that each save by hand of the policy `label` came to nothing; `true` when the person wants another. */
export function askToSaveAgain(label: string): Promise<boolean> {
  return ask(
    l10n.t(
      "The policy of {0} was not applied: VS Code did not save it by hand, as when auto-saves come before. Save it again.",
      label,
    ),
  );
}

async function ask(text: string): Promise<boolean> {
  const save = l10n.t("Save to API Management");
  return (await showMessage({ kind: "information", text }, [save])) === save;
}

/** Says that the draft of the policy `label` went with the window that had it. */
export function tellOfLostDraft(label: string): void {
  const text = l10n.t(
    "The draft of the policy of {0} is lost: this VS Code forgets secrets, and drafts with them, when its window closes or reloads. The editor shows what API Management holds.",
    label,
  );
  void showMessage({ kind: "warning", text }, []);
}
