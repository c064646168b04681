import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { kindOf } from "../../resources/all-kinds.ts";
import { canUndo, type Journal, mayBeThere } from "../../resources/journal.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { describeInverse } from "../review/inverse.ts";
import { faceOf } from "../review/plan-face.ts";
import { verdictOf } from "../review/verdict.ts";
import type { Services } from "../services.ts";
import { planArgument } from "./plan-argument.ts";
import { isReachable } from "./plan-clouds.ts";
import { PlanTab } from "./plan-tab.ts";
import { runPlan } from "./run-plan.ts";

/** The command that takes back a plan: the one whose page or notification asked, else the one that was applied last. */
export function undoLastCommand(services: Services): Command {
  return {
    id: commandIds.undoLast,
    title: l10n.t("Undo Last Plan"),
    run: (argument) => undo(services, planArgument(argument).plan),
  };
}

async function undo(services: Services, wanted: string | undefined): Promise<Report> {
  const journal = wanted === undefined ? await newest(services) : await services.journals.read(wanted);
  if (!journal || !canUndo(journal)) return { text: l10n.t("There is nothing to undo.") };
  await confirm(journal);
  const ended = await runPlan(services, journal, "undo", services.planTabs.get(journal.id));
  const { tone, said, reason, next } = verdictOf(ended, faceOf(ended));
  // What is still there is a list, which a notification would fold away.
  if (tone !== "pass") PlanTab.show(services, ended);
  if (services.planTabs.get(ended.id)?.isVisible) return { quiet: true, text: said };
  return {
    kind: tone === "pass" ? "information" : "warning",
    text: [said, reason, tone === "pass" ? undefined : next].filter(Boolean).join(" "),
  };
}

/** The newest that can be reached now, whichever window it is of; else the newest, which then says what is missing. */
async function newest({ journals, accounts }: Services): Promise<Journal | undefined> {
  const all = (await journals.list()).filter(canUndo);
  return all.find((one) => isReachable(accounts, one)) ?? all[0];
}

async function confirm({ title, entries }: Journal): Promise<void> {
  const yes = l10n.t("Undo");
  const there = entries.filter((entry) => mayBeThere(entry) && entry.undo?.state !== "undone");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("Undo this plan? {0}", title),
      detail: [
        l10n.t("Undoing does this, the newest first:"),
        ...there.reverse().map((entry) => `• ${describeInverse(entry, kindOf(entry.change.ref.kind)).text}`),
      ].join("\n"),
    },
    [yes],
  );
  if (answer !== yes) throw new Failure("cancelled", "Cancelled.");
}
