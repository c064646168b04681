import { l10n } from "vscode";
import { inNumber } from "../../core/count.ts";
import { type Entry, isUnfinished, type Journal, mayBeThere } from "../../resources/journal.ts";

/** What became of a plan, as lists and pages say it. */
type PlanState = "waiting" | "done" | "unfinished" | "undone" | "partly-undone";

/** What became of a plan. */
export function planState(journal: Journal): PlanState {
  const { entries } = journal;
  if (entries.some(({ undo }) => undo)) {
    const there = entries.filter((entry) => mayBeThere(entry) && entry.undo?.state !== "undone");
    return there.length === 0 ? "undone" : "partly-undone";
  }
  if (!isUnfinished(journal)) return "done";
  return entries.every(({ state }) => state === "waiting") ? "waiting" : "unfinished";
}

/** How many changes are in which state. */
export function countsOf({ entries }: Journal) {
  const count = (test: (entry: Entry) => boolean) => entries.filter(test).length;
  return {
    all: entries.length,
    made: count(({ state }) => state === "made"),
    unknown: count(({ state }) => state === "unknown" || state === "sent"),
    failed: count(({ state, message }) => state === "not-made" && message !== undefined),
    notStarted: count(({ state, message }) => state === "waiting" || (state === "not-made" && !message)),
    toUndo: count((entry) => mayBeThere(entry) && !entry.undo),
    undone: count(({ undo }) => undo?.state === "undone"),
    /** Still there after an undo: left, failed or not known. */
    kept: count((entry) => mayBeThere(entry) && entry.undo !== undefined && entry.undo.state !== "undone"),
  };
}

/** One sentence on how far a plan is; parts that are nobody are left out. */
export function describeCounts(journal: Journal): string {
  const { all, made, failed, unknown, notStarted } = countsOf(journal);
  if (made === all)
    return all === 1
      ? l10n.t("The change was made.")
      : all === 2
        ? l10n.t("Both changes were made.")
        : l10n.t("All {0} changes were made.", all);
  return [
    inNumber(
      all,
      l10n.t("{0} of 1 change was made.", made),
      l10n.t("{0} of {1} changes were made.", made, all),
    ),
    failed > 0 ? l10n.t("Failed: {0}.", failed) : "",
    unknown > 0 ? l10n.t("Not known: {0}.", unknown) : "",
    notStarted > 0 ? l10n.t("Not started: {0}.", notStarted) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** The same of taking back. */
export function describeUndo(journal: Journal): string {
  const { undone, kept } = countsOf(journal);
  const taken =
    undone === 1 ? l10n.t("One change was taken back.") : l10n.t("{0} changes were taken back.", undone);
  return kept === 0 ? taken : [taken, l10n.t("Still there: {0}.", kept)].join(" ");
}
