import { l10n } from "vscode";
import { newJournal } from "../../resources/engine.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Change, Json } from "../../resources/kind.ts";
import type { Plan } from "../../resources/plan.ts";
import { reading } from "../cancellation.ts";
import type { Report } from "../commands/command.ts";
import { reportPlan } from "../journal/plan-report.ts";
import { PlanTab } from "../journal/plan-tab.ts";
import { newPlanId, runPlan } from "../journal/run-plan.ts";
import { guardOwnAccess } from "../own-access.ts";
import { withNames } from "../read-names.ts";
import { reviewPlan } from "../review/review-plan.ts";
import type { Services } from "../services.ts";
import { adviceOnServers } from "./server-advice.ts";

/** How a plan is reviewed. */
interface Review {
  /** Takes its page away. */
  readonly signal?: AbortSignal | undefined;
  /** Kept with its journal. */
  readonly page?: Json | undefined;
  /** Asks once more what the plan was made of; offered before it is applied, and while nothing of it was made. */
  readonly changeAnswers?: () => unknown;
}

/** Shows a plan of one change, and makes it when the person says so. `page` is kept with its journal. */
export async function reviewAndRun(
  services: Services,
  change: Change,
  notes: readonly string[] = [],
  page?: Json,
): Promise<Report> {
  return runReviewed(services, planOf(change, notes), page);
}

/** As {@link reviewAndRun}, for a plan of several changes. */
export async function runReviewed(services: Services, plan: Plan, page?: Json): Promise<Report> {
  const journal = await makeReviewed(services, plan, { page });
  return journal
    ? reportPlan(services, journal)
    : { text: l10n.t("Nothing was changed: the plan was not applied.") };
}

/** A plan of one change; `first` are changes that must be made before. */
export function planOf(change: Change, notes: readonly string[] = [], first: readonly Change[] = []): Plan {
  const { title, ref } = change;
  const changes = [...first, { ...change, needs: [...change.needs, ...first.map(({ id }) => id)] }];
  return { title, subject: `${ref.owner}/${ref.kind}`, changes, unchanged: [], notes };
}

/**
 * As {@link reviewAndRun}, for any plan, with what became of it; `undefined` when it was not applied, as when `signal` takes its
 * page away, or the answers are to be changed.
 *
 * @throws Failure `unsupported` when the plan would end the sign-in that it is made by.
 */
export async function makeReviewed(
  services: Services,
  asked: Plan,
  { signal, page, changeAnswers }: Review = {},
): Promise<Journal | undefined> {
  const { accounts } = services;
  const [said, advice, named] = await reading(l10n.t("what the plan means for signing in"), (until) =>
    Promise.all([
      guardOwnAccess(accounts, asked.changes, until),
      adviceOnServers(accounts, asked.changes, until),
      withNames(accounts, asked, until),
    ]),
  );
  const plan = { ...named.plan, notes: [...said, ...advice, ...asked.notes] };
  const face = {
    unchanged: plan.unchanged,
    notes: plan.notes,
    assurance: { kind: "assured" },
    words: named.words,
  } as const;
  const hasAnswers = changeAnswers !== undefined;
  const panel = await reviewPlan(plan, face, services.documents, { signal, hasAnswers });
  if (panel === "change answers") changeAnswers?.();
  if (!panel || typeof panel === "string") return undefined;
  const journal = newJournal(plan, newPlanId(), new Date(), page);
  return runPlan(services, journal, "make", new PlanTab(services, journal, panel, changeAnswers));
}
