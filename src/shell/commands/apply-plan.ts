import { l10n } from "vscode";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import { applyPlan, journalOf } from "../../workflows/apply-plan.ts";
import type { Clouds } from "../../workflows/clouds.ts";
import type { DoneStep, ExecutablePlan, Outcome, PlanProgress } from "../../workflows/plan.ts";
import { withProgress } from "../cancellation.ts";
import type { Services } from "../services.ts";
import type { Accounts } from "../session/accounts.ts";

/** Opens both sides of a link. */
export async function openClouds(
  accounts: Accounts,
  tenant: Auth0Account,
  azure: AzureAccount,
): Promise<Clouds> {
  const [auth0, cloud] = await Promise.all([accounts.openTenant(tenant), accounts.openAzure(azure)]);
  return { auth0, azure: cloud };
}

/**
 * Carries out a plan under a progress notification, and remembers how to take it back: after each step, since the window
 * may be closed before the last.
 */
export async function applyWithProgress(
  services: Services,
  plan: ExecutablePlan,
  clouds: Clouds,
): Promise<Outcome> {
  let kept = journalOf(plan, { done: [] });
  const keep = async (done: readonly DoneStep[]) => {
    const before = kept;
    kept = journalOf(plan, { done });
    const keeping =
      before.entries.length === 0 ? services.undo.push(kept) : services.undo.replace(before, kept);
    await keeping.catch((error) => services.logger.error("What was done could not be kept for undo.", error));
  };
  const outcome = await withProgress(plan.title, (signal, report) =>
    applyPlan(
      plan,
      clouds,
      (progress) => {
        reportStep(services, progress, report);
        if (progress.kind === "finished") void keep(progress.done);
      },
      signal,
    ),
  );
  await keep(outcome.done);
  for (const { undo } of outcome.done) {
    if (undo?.kind === "restore-policy") services.reloadPolicy(undo.level);
  }
  services.trees.refresh();
  return outcome;
}

function reportStep(
  { logger }: Services,
  { kind, step, ended, total }: PlanProgress,
  report: (message: string, increment?: number) => void,
): void {
  logger.info(`${step.cloud}: ${step.title}: ${kind}`);
  if (kind === "started") report(l10n.t("{0} of {1}: {2}", ended + 1, total, step.title));
  else report(step.title, 100 / total);
}
