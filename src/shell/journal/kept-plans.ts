import { commands, type Disposable, l10n } from "vscode";
import { canUndo, isUnfinished, type Journal } from "../../resources/journal.ts";
import { commandIds, contextKeys } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { faceOf } from "../review/plan-face.ts";
import { countsOf, planState } from "../review/plan-numbers.ts";
import type { Services } from "../services.ts";

type Kept = Pick<Services, "journals" | "oldJournals" | "locks" | "logger">;

/**
 * Tells menus whether there are plans to show and to undo, and offers once a start to go on with one that was cut off. Only the
 * journals' files are read: a start touches no keychain.
 */
export function watchKeptPlans(services: Kept): Disposable {
  const tell = () =>
    tellMenus(services).catch((error) => services.logger.error("The kept plans could not be read.", error));
  void tell().then(() => offerUnfinished(services));
  return services.journals.onDidChange(() => void tell());
}

async function tellMenus({ journals, oldJournals }: Kept): Promise<void> {
  const all = await journals.list();
  await commands.executeCommand("setContext", contextKeys.canUndo, all.some(canUndo));
  await commands.executeCommand("setContext", contextKeys.secured, all.some(hasSecured));
  await commands.executeCommand("setContext", contextKeys.hasPlans, all.length > 0 || oldJournals.mayBeThere);
}

/** Whether the plan left an API secured, as its page says. */
function hasSecured(journal: Journal): boolean {
  const face = faceOf(journal);
  return planState(journal) === "done" && face?.purpose === "secure" && face.assurance.kind === "assured";
}

async function offerUnfinished(services: Kept): Promise<void> {
  for (const journal of await services.journals.list()) {
    if (!isUnfinished(journal) || planState(journal) === "waiting") continue;
    if (await isAtWork(services, journal)) continue;
    return offer(journal);
  }
}

/** Whether another window holds the plan's subject just now. */
async function isAtWork({ locks }: Kept, { subject }: Journal): Promise<boolean> {
  const controller = new AbortController();
  try {
    const release = await locks.hold(subject, controller.signal, () => controller.abort());
    await release();
    return false;
  } catch {
    return true;
  }
}

async function offer(journal: Journal): Promise<void> {
  const { made, all } = countsOf(journal);
  const [goOn, undo, later] = [l10n.t("Continue"), l10n.t("Undo"), l10n.t("Later")];
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("A plan was not finished: {0}. {1} of {2} changes are made.", journal.title, made, all),
    },
    [goOn, undo, later],
  );
  const argument = { plan: journal.id };
  if (answer === goOn) await commands.executeCommand(commandIds.openPlans, { ...argument, act: "make" });
  if (answer === undo) await commands.executeCommand(commandIds.undoLast, argument);
}
