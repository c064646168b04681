import { l10n } from "vscode";
import { isSecured } from "../../access/callers/secured.ts";
import { isRefused, type Journal } from "../../resources/journal.ts";
import { whatIsLeft } from "./access-section.ts";
import type { PlanFace } from "./plan-face.ts";
import { countsOf, describeCounts, describeUndo, planState } from "./plan-numbers.ts";
import { summariseReservations } from "./reservations.ts";

/** The first lines of a page and of a notification: what happened, to what, and what to do next. */
interface Verdict {
  readonly tone: "pass" | "warn" | "fail";
  readonly shape: "pass" | "warn" | "fail" | "unknown" | "back";
  readonly said: string;
  /** Why, where something went wrong. */
  readonly reason?: string;
  readonly next?: string;
}

/** What may be said of a plan that does not run now. */
export function verdictOf(journal: Journal, face: PlanFace | undefined): Verdict {
  switch (planState(journal)) {
    case "done":
      return doneVerdict(journal, face);
    case "waiting":
    case "unfinished":
      return unfinishedVerdict(journal, face);
    case "undone":
      return {
        tone: "pass",
        shape: "back",
        said: [l10n.t("Undone: {0}.", journal.title), describeUndo(journal)].join(" "),
      };
    case "partly-undone":
      return partlyUndone(journal);
  }
}

function doneVerdict(journal: Journal, face: PlanFace | undefined): Verdict {
  const counts = describeCounts(journal);
  if (face?.purpose !== "secure") return { tone: "pass", shape: "pass", said: `${journal.title}. ${counts}` };
  const name = face.api.displayName;
  const left = leftOver(face);
  if (face.assurance.kind === "assured" && left === undefined) {
    return { tone: "pass", shape: "pass", said: l10n.t("{0} is secured with Auth0. {1}", name, counts) };
  }
  return {
    tone: "warn",
    shape: "warn",
    said: l10n.t(
      "{0} is linked with Auth0, but not known to be secured. The planned changes were made: {1}.",
      name,
      journal.entries.length,
    ),
    reason: [summariseReservations(face.assurance), left].filter(Boolean).join(" "),
  };
}

/** What keeps an API from being secured as it was read back; nothing for a plan of an older version, which has no word of that. */
function leftOver({ readBack }: PlanFace): string | undefined {
  if (!readBack) return undefined;
  if (readBack.kind === "unread") return l10n.t("Who gets in now could not be read back: {0}", readBack.why);
  return isSecured(readBack.access) ? undefined : whatIsLeft(readBack.access);
}

function unfinishedVerdict(journal: Journal, face: PlanFace | undefined): Verdict {
  const { failed, unknown, made } = countsOf(journal);
  const first = journal.entries.find(({ state, message }) => state !== "made" && message !== undefined);
  const name = face?.api.displayName;
  const head =
    face?.purpose === "secure" && name !== undefined
      ? l10n.t("{0} is not fully secured.", name)
      : l10n.t("Not finished: {0}.", journal.title);
  const isUnknown = failed === 0 && unknown > 0;
  return {
    tone: failed > 0 ? "fail" : "warn",
    shape: isUnknown ? "unknown" : failed > 0 ? "fail" : "warn",
    said: `${head} ${describeCounts(journal)}`,
    ...(first && { reason: `${first.change.title}: ${first.message}` }),
    next: isRefused(journal)
      ? made === 0
        ? l10n.t("Trying again helps once that is mended. Nothing was changed.")
        : l10n.t(
            "Trying again helps once that is mended. Until then undo what was made, or keep it and go on later.",
          )
      : isUnknown
        ? l10n.t("Try again: what is not known is looked for first, and made only where it is not there.")
        : made === 0
          ? l10n.t("Try again, or leave it: nothing was changed.")
          : l10n.t("Try again to make the rest, undo what was made, or keep it and go on later."),
  };
}

function partlyUndone(journal: Journal): Verdict {
  const { kept } = countsOf(journal);
  const told = journal.entries.flatMap(({ change, undo }) =>
    undo?.message !== undefined && undo.state !== "undone" ? [`${change.title}: ${undo.message}`] : [],
  );
  const isFailed = journal.entries.some(({ undo }) => undo?.state === "failed");
  return {
    tone: isFailed ? "fail" : "warn",
    shape: isFailed ? "fail" : "warn",
    said: [l10n.t("Partly undone: {0}.", journal.title), describeUndo(journal)].join(" "),
    ...(told.length > 0 && { reason: told.join(" ") }),
    ...(kept > 0 && {
      next: l10n.t("Undo again for what failed; take back by hand what was left and is not needed."),
    }),
  };
}
