import { l10n } from "vscode";
import { isCancelled, toFailure } from "../../core/failure.ts";
import { isUntouched } from "../../resources/journal.ts";
import type { Json } from "../../resources/kind.ts";
import type { Plan } from "../../resources/plan.ts";
import type { Choice, Command, Report } from "../commands/command.ts";
import { runCommand } from "../commands/run-command.ts";
import { forgetUntouched } from "../journal/forget-untouched.ts";
import { reportPlan } from "../journal/plan-report.ts";
import type { Memory } from "../prompts.ts";
import { changeAnswersTitle } from "../review/review-plan.ts";
import type { Services } from "../services.ts";
import { askWayOnOrMend } from "../ways-on.ts";
import { runWizard, type WizardStep } from "../wizard.ts";
import { makeReviewed } from "./review-and-run.ts";

/** A command that asks, makes a plan of the answers, shows it, and makes it. */
interface AskedPlan<T> {
  readonly command: Pick<Command, "id" | "title">;
  /** What stands above each question. */
  readonly title: string;
  readonly questions: readonly WizardStep<T>[];
  /** What is answered before anybody is asked. */
  readonly answers: T;
  /** What was answered in the boxes, when this is asked once more. */
  readonly memory?: Memory;
  /** The plan of these answers, or what is said where there is nothing to plan. What it throws leads back to the questions. */
  plan(answers: T): Promise<Plan | Report>;
  /** What the journal of the plan keeps for its page: nothing secret. */
  page?(answers: T): Json | undefined;
  /** What is said when the plan was not applied. */
  readonly notApplied?: string;
}

/**
 * Asks, plans, reviews and makes. No mistake costs an answer: what the plan, the page or a cloud refuses leads back into the
 * questions, each with what was answered before.
 *
 * @param from the question to begin with, for answers that were given before.
 * @returns nothing when the questions were asked once more, which is told by itself.
 */
export async function askAndMake<T>(
  services: Services,
  asked: AskedPlan<T>,
  from = 0,
): Promise<Report | undefined> {
  const { title, questions, memory = new Map() } = asked;
  const answers = await runWizard(title, questions, asked.answers, from, memory);
  const answered = { ...asked, answers, memory };
  try {
    const plan = await asked.plan(answers);
    return "changes" in plan ? await make(services, answered, plan) : plan;
  } catch (error) {
    if (isCancelled(error)) throw error;
    const again = { title: l10n.t("Try Again"), value: questions.length };
    const change = { title: changeAnswersTitle(), value: 0 };
    return askAndMake(services, answered, await askWayOnOrMend(toFailure(error), again, [change]));
  }
}

async function make<T>(services: Services, asked: AskedPlan<T>, plan: Plan): Promise<Report | undefined> {
  let changed: Promise<void> | undefined;
  const changeAnswers = () => {
    changed = rerun(services, asked, 0);
    return changed;
  };
  const page = asked.page?.(asked.answers);
  const journal = await makeReviewed(services, plan, { ...(page !== undefined && { page }), changeAnswers });
  if (changed) {
    await changed;
    return undefined;
  }
  if (!journal) return notApplied(services, asked, changeAnswers);
  const report = reportPlan(services, journal);
  if (!isUntouched(journal)) return report;
  const change = () => forgetUntouched(services, journal.id).then(changeAnswers);
  return { ...report, choices: [{ title: changeAnswersTitle(), run: change }, ...(report.choices ?? [])] };
}

function rerun<T>(services: Services, asked: AskedPlan<T>, from: number): Promise<void> {
  const command = { ...asked.command, run: () => askAndMake(services, asked, from) };
  return runCommand(command, undefined, services.logger);
}

/** The page is gone, maybe by mistake; with it would go all answers. */
function notApplied<T>(services: Services, asked: AskedPlan<T>, change: Choice["run"]): Report {
  const again = () => rerun(services, asked, asked.questions.length);
  return {
    text: asked.notApplied ?? l10n.t("Nothing was changed: the plan was not applied."),
    choices: [
      { title: l10n.t("Show the Plan Again"), run: again },
      { title: changeAnswersTitle(), run: change },
    ],
  };
}
