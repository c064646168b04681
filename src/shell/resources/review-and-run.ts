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

/**
 * Shows a plan of one change, and makes it when the person says so. `page` is kept with its journal; `first` are changes that
 * must be made before.
 */
export async function reviewAndRun(
  services: Services,
  change: Change,
  notes: readonly string[] = [],
  page?: Json,
  first: readonly Change[] = [],
): Promise<Report> {
  const journal = await reviewAndMake(services, change, notes, undefined, page, first);
  return journal
    ? reportPlan(services, journal)
    : { text: l10n.t("Nothing was changed: the plan was not applied.") };
}

/**
 * As {@link reviewAndRun}, with what became of the plan; `undefined` when it was not applied, as when `signal` takes its page
 * away.
 */
export async function reviewAndMake(
  services: Services,
  change: Change,
  notes: readonly string[],
  signal?: AbortSignal,
  page?: Json,
  first: readonly Change[] = [],
): Promise<Journal | undefined> {
  const { title, ref } = change;
  const subject = `${ref.owner}/${ref.kind}`;
  const changes = [...first, { ...change, needs: [...change.needs, ...first.map(({ id }) => id)] }];
  return makeReviewed(services, { title, subject, changes, unchanged: [], notes }, signal, page);
}

/**
 * As {@link reviewAndMake}, for a plan of several changes.
 *
 * @throws Failure `unsupported` when the plan would end the sign-in that it is made by.
 */
export async function makeReviewed(
  services: Services,
  asked: Plan,
  signal?: AbortSignal,
  page?: Json,
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
  const panel = await reviewPlan(plan, face, services.documents, () => undefined, signal);
  if (!panel) return undefined;
  const journal = newJournal(plan, newPlanId(), new Date(), page);
  return runPlan(services, journal, "make", new PlanTab(services, journal, panel));
}
