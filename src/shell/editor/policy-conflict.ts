import { l10n } from "vscode";
import { type Message, showMessage } from "../messages.ts";

/** What to do with a text that would overwrite what the server holds. */
type ConflictAnswer = "compare" | "overwrite" | "revert" | "nothing";

/**
 * Why a text cannot simply be saved: the server's policy was changed since the text was begun, or nobody knows any more
 * what it was begun from.
 */
export type Conflict = "changed" | "unknown-base";

/** Asks, in a dialog that cannot be overlooked, since a save is waiting for the answer. */
export function askAboutConflict(label: string, conflict: Conflict): Promise<ConflictAnswer> {
  const detail = l10n.t(
    "Nothing was saved. Compare shows both, Overwrite replaces the server’s policy by yours, Revert drops your changes.",
  );
  return ask(question(label, conflict), { detail }, [
    [l10n.t("Compare"), "compare"],
    [l10n.t("Overwrite"), "overwrite"],
    [l10n.t("Revert"), "revert"],
  ]);
}

/** Asks once more beside the comparison, which has no buttons of its own. */
export function askBesideComparison(label: string): Promise<ConflictAnswer> {
  const text = l10n.t("{0} was not saved: the server’s policy is on the left, yours on the right.", label);
  return ask(text, {}, [
    [l10n.t("Overwrite"), "overwrite"],
    [l10n.t("Revert"), "revert"],
  ]);
}

function question(label: string, conflict: Conflict): string {
  if (conflict === "changed") {
    return l10n.t("The policy of {0} was changed on the server since you opened it.", label);
  }
  return l10n.t(
    "Your text of the policy of {0} is from an earlier session, and it is not known which of the server’s versions it was begun from. It differs from what the server holds now.",
    label,
  );
}

async function ask(
  text: string,
  dialog: Pick<Message, "detail">,
  answers: readonly (readonly [string, ConflictAnswer])[],
): Promise<ConflictAnswer> {
  const titles = answers.map(([title]) => title);
  const title = await showMessage({ kind: "warning", text, ...dialog }, titles);
  return answers.find(([one]) => one === title)?.[1] ?? "nothing";
}
