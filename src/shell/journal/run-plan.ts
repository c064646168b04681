import { l10n } from "vscode";
import { inNumber } from "../../core/count.ts";
import { Failure, isCancelled } from "../../core/failure.ts";
import { parseInstancePath, parseLevelPath } from "../../domain/azure-paths.ts";
import { kindOf } from "../../resources/all-kinds.ts";
import { readerOf, shelfOf } from "../../resources/clouds.ts";
import { carryOut, type Desk } from "../../resources/engine.ts";
import { type Journal, mayBeThere } from "../../resources/journal.ts";
import type { Change } from "../../resources/kind.ts";
import { policy } from "../../resources/kinds/policy.ts";
import { asTakenBack } from "../../workflows/own-access.ts";
import { undoPlan } from "../../workflows/undo-plan.ts";
import { withProgress } from "../cancellation.ts";
import { showMessage } from "../messages.ts";
import { guardOwnAccess } from "../own-access.ts";
import type { Act, PlanView } from "../plan-view.ts";
import { countsOf, planState } from "../review/plan-numbers.ts";
import type { Services } from "../services.ts";
import { openCloudsOf } from "./plan-clouds.ts";
import { withReadBack } from "./read-back.ts";
import { usedElsewhere } from "./used-elsewhere.ts";

/**
 * Makes what is not made yet of a plan, or takes back what is, in a notification and on its page: one plan on a subject at a
 * time, in whatever window. Cancel and Stop keep what is not begun from being begun.
 *
 * @throws Failure when an account is missing, when it would end the sign-in that it is made by, or the person does not want to go on without undo; nothing was written then.
 */
export async function runPlan(
  services: Services,
  journal: Journal,
  act: Act,
  tab: PlanView | undefined,
): Promise<Journal> {
  const title = act === "undo" ? l10n.t("Undoing: {0}", journal.title) : journal.title;
  tab?.begin(journal, act);
  let current = journal;
  try {
    current = await withProgress(title, async (notified, report) => {
      const signal = tab ? AbortSignal.any([notified, tab.stopSignal]) : notified;
      const tell = (status: string, changeId?: string, increment?: number) => {
        report(status, increment);
        tab?.progress(current, changeId, status);
      };
      const release = await services.locks.hold(journal.subject, signal, () =>
        tell(l10n.t("Waits for another plan, or for a save, of the same thing…")),
      );
      try {
        current = (await services.journals.read(journal.id)) ?? journal;
        await guardOwnAccess(services.accounts, stillToDo(current, act), signal);
        const desk = await deskFor(services, current, signal, (next, id) => {
          const increment = incrementOf(current, next);
          current = next;
          tell(describeProgress(next, act, id), id, increment);
          logStep(services, next, id);
        });
        if (act === "undo") return await undoPlan(current, desk, signal);
        await askAboutTexts(services, current);
        current = await carryOut(current, desk, signal);
        return await withReadBack(services, current, signal);
      } finally {
        await release();
      }
    });
  } catch (error) {
    // Cancelled before anything was begun: the plan is as it was.
    if (!isCancelled(error)) throw error;
  } finally {
    tab?.end(current);
    afterwards(services, current);
  }
  if (planState(current) === "undone") await services.journals.delete(current.id);
  return current;
}

/** What this run would write, as far as it is not done. */
function stillToDo({ entries }: Journal, act: Act): readonly Change[] {
  if (act === "undo") {
    const made = entries.filter((entry) => mayBeThere(entry) && entry.undo?.state !== "undone");
    return made.map(({ change, ref }) => asTakenBack({ ...change, ref: ref ?? change.ref }));
  }
  return entries.flatMap(({ change, state }) => (state === "made" ? [] : [change]));
}

async function deskFor(
  services: Services,
  journal: Journal,
  signal: AbortSignal,
  onProgress: Desk["onProgress"] & object,
): Promise<Desk> {
  const clouds = await openCloudsOf(services.accounts, journal, signal);
  return {
    shelf: (kind) => shelfOf(clouds, kind),
    reader: readerOf(clouds),
    inUseElsewhere: (stored, until) => usedElsewhere(services.accounts, stored, until),
    keeper: services.journals,
    locks: services.locks,
    onProgress,
  };
}

/** Policies and passwords go nowhere but where secrets are kept; where that refuses, the person decides. */
async function askAboutTexts({ journals }: Services, journal: Journal): Promise<void> {
  if (await journals.canKeepTexts(journal)) return;
  const goOn = l10n.t("Go On");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("The texts of this plan cannot be kept for undo after a reload. Go on?"),
      detail: l10n.t(
        "Policies and passwords are kept where secrets are, and that refused. Until this window is closed or reloaded, everything can be undone.",
      ),
    },
    [goOn],
  );
  if (answer !== goOn) throw new Failure("cancelled", "Cancelled.");
  journals.goWithoutTexts(journal);
}

/** One sentence on how far it is. */
function describeProgress(journal: Journal, act: Act, id: string): string {
  const { all, made, undone, kept, toUndo } = countsOf(journal);
  const title = journal.entries.find(({ change }) => change.id === id)?.change.title ?? "";
  const ofAll = undone + kept + toUndo;
  return act === "undo"
    ? inNumber(
        ofAll,
        l10n.t("{0} of 1 change is taken back. {1}", undone, title),
        l10n.t("{0} of {1} changes are taken back. {2}", undone, ofAll, title),
      )
    : inNumber(
        all,
        l10n.t("{0} of 1 change is made. {1}", made, title),
        l10n.t("{0} of {1} changes are made. {2}", made, all, title),
      );
}

/** How much further the bar goes, in percent. */
function incrementOf(before: Journal, now: Journal): number {
  const ended = (journal: Journal) => {
    const { made, undone, kept } = countsOf(journal);
    return made + undone + kept;
  };
  return ((ended(now) - ended(before)) * 100) / Math.max(now.entries.length, 1);
}

function logStep({ logger }: Services, { entries }: Journal, id: string): void {
  const entry = entries.find(({ change }) => change.id === id);
  if (entry) logger.info(`${entry.change.title}: ${entry.undo ? `undo ${entry.undo.state}` : entry.state}`);
}

/** Open documents and the trees show what was written. */
function afterwards({ reloadPolicy, resourceDocuments, trees }: Services, { entries }: Journal): void {
  for (const { change, ref, state } of entries) {
    const kind = kindOf(change.ref.kind);
    if (state === "waiting" || !kind) continue;
    if (ref) resourceDocuments.loaded?.resources.reload(kind, ref);
    if (kind.id !== policy.id) continue;
    const level = parseLevelPath(parseInstancePath(change.ref.owner), change.ref.id ?? "");
    if (level) reloadPolicy(level);
  }
  trees.refresh();
}

/** An id for the journal of a new plan: later ones sort behind earlier ones. */
export function newPlanId(): string {
  return `${new Date().toISOString().replace(/\D/g, "")}-${crypto.randomUUID().slice(0, 8)}`;
}
