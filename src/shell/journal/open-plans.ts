import { l10n } from "vscode";
import { inNumber } from "../../core/count.ts";
import { Failure } from "../../core/failure.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { back, type Option, pick } from "../prompts.ts";
import { countsOf, planState } from "../review/plan-numbers.ts";
import type { Services } from "../services.ts";
import type { OldJournal } from "./old-journals.ts";
import { showOldPlan } from "./old-plan-tab.ts";
import { planArgument } from "./plan-argument.ts";
import { reportPlan } from "./plan-report.ts";
import { PlanTab } from "./plan-tab.ts";
import { runPlan } from "./run-plan.ts";

type Kept =
  | { readonly kind: "plan"; readonly id: string }
  | { readonly kind: "old"; readonly journal: OldJournal };

/** The command that shows what plans did, and makes what is left of one. */
export function openPlansCommand(services: Services): Command {
  return {
    id: commandIds.openPlans,
    title: l10n.t("Show Plans"),
    run: async (argument) => {
      const { plan, act } = planArgument(argument);
      if (plan === undefined) return choose(services);
      if (act === "forget") return forget(services, plan);
      return act === "make" ? goOn(services, plan) : show(services, plan);
    },
  };
}

async function choose(services: Services): Promise<Report | undefined> {
  const options = [
    ...(await services.journals.list()).map(optionOf),
    ...(await services.oldJournals.list()).map(oldOption),
  ];
  if (options.length === 0) return { text: l10n.t("No plan was applied yet, or all of them are undone.") };
  const chosen = await pick({
    title: l10n.t("Show Plans"),
    placeholder: l10n.t("Choose a plan to see what it did, go on with it or take it back"),
    options,
  });
  if (chosen === back) return undefined;
  if (chosen.kind === "plan") return show(services, chosen.id);
  showOldPlan(services, chosen.journal);
  return undefined;
}

async function show(services: Services, id: string): Promise<Report | undefined> {
  const journal = await services.journals.read(id);
  if (!journal) return gone();
  PlanTab.show(services, journal);
  return undefined;
}

async function goOn(services: Services, id: string): Promise<Report> {
  // What was never begun is kept by its page alone.
  const journal = (await services.journals.read(id)) ?? services.planTabs.get(id)?.current;
  if (!journal) return gone();
  const ended = await runPlan(services, journal, "make", PlanTab.show(services, journal));
  return reportPlan(services, ended);
}

/** What it made stays in the clouds, and nothing knows of it any more: so the person is asked. */
async function forget({ journals, planTabs }: Services, id: string): Promise<Report> {
  const journal = (await journals.list()).find((one) => one.id === id) ?? planTabs.get(id)?.current;
  if (!journal) return gone();
  const yes = l10n.t("Forget");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("Forget this plan? {0}", journal.title),
      detail: l10n.t("What it made stays in both clouds, and cannot be undone from here any more."),
    },
    [yes],
  );
  if (answer !== yes) throw new Failure("cancelled", "Cancelled.");
  await journals.delete(id);
  planTabs.get(id)?.close();
  return { quiet: true, text: l10n.t("The plan is forgotten: {0}", journal.title) };
}

function gone(): Report {
  return { kind: "warning", text: l10n.t("This plan is kept no longer: it was undone or forgotten.") };
}

function optionOf(journal: Journal): Option<Kept> {
  return {
    icon: {
      done: "pass",
      unfinished: "warning",
      waiting: "circle",
      undone: "discard",
      "partly-undone": "discard",
    }[planState(journal)],
    label: journal.title,
    description: describe(journal),
    detail: new Date(journal.createdAt).toLocaleString(),
    value: { kind: "plan", id: journal.id },
  };
}

function describe(journal: Journal): string {
  const { made, all, kept } = countsOf(journal);
  switch (planState(journal)) {
    case "done":
      return l10n.t("done");
    case "waiting":
      return l10n.t("not begun");
    case "unfinished":
      return inNumber(
        all,
        l10n.t("not finished: {0} of 1 change is made", made),
        l10n.t("not finished: {0} of {1} changes are made", made, all),
      );
    case "undone":
      return l10n.t("undone");
    case "partly-undone":
      return l10n.t("partly undone: {0} still there", kept);
  }
}

function oldOption(journal: OldJournal, index: number): Option<Kept> {
  return {
    icon: "archive",
    label: journal.title,
    description: l10n.t("to be taken back by hand"),
    value: { kind: "old", journal },
    ...(index === 0 && { group: l10n.t("Of an earlier version") }),
  };
}
