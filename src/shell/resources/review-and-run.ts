import { l10n } from "vscode";
import { type Shelved, type ShelvedClouds, storeOf } from "../../resources/clouds.ts";
import { newJournal } from "../../resources/engine.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Change } from "../../resources/kind.ts";
import type { Report } from "../commands/command.ts";
import { reportPlan } from "../journal/plan-report.ts";
import { PlanTab } from "../journal/plan-tab.ts";
import { newPlanId, runPlan } from "../journal/run-plan.ts";
import { reviewPlan } from "../review/review-plan.ts";
import type { Services } from "../services.ts";
import type { GroupTarget, ResourceTarget } from "../target.ts";

/** The clouds as far as `account` sees them, and the store of a kind there. */
export async function openStoreOf({ accounts }: Services, { account, of }: GroupTarget | ResourceTarget) {
  const nothing: Shelved = { shelves: new Map() };
  const clouds: ShelvedClouds =
    "domain" in account
      ? { auth0: await accounts.openTenant(account), azure: nothing }
      : { auth0: nothing, azure: await accounts.openAzure(account) };
  return { clouds, store: storeOf(clouds, of) };
}

/** Shows a plan of one change, and makes it when the person says so. */
export async function reviewAndRun(
  services: Services,
  change: Change,
  notes: readonly string[] = [],
): Promise<Report> {
  const journal = await reviewAndMake(services, change, notes);
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
): Promise<Journal | undefined> {
  const { title, ref } = change;
  const plan = { title, subject: `${ref.owner}/${ref.kind}`, changes: [change], unchanged: [], notes };
  const face = { unchanged: [], notes, assurance: { kind: "assured" } } as const;
  const panel = await reviewPlan(plan, face, services.documents, () => undefined, signal);
  if (!panel) return undefined;
  const journal = newJournal(plan, newPlanId(), new Date());
  return runPlan(services, journal, "make", new PlanTab(services, journal, panel));
}
