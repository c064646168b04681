import { commands, env, l10n } from "vscode";
import { toFailure } from "../../core/failure.ts";
import { kindOf } from "../../resources/all-kinds.ts";
import { canUndo, isRefused, isUnfinished, isUntouched, type Journal } from "../../resources/journal.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import type { Act, PlanView } from "../plan-view.ts";
import { openPlace } from "../review/open-place.ts";
import { actionsId, type PageButton, type PageContent, renderActions } from "../review/page.ts";
import { PagePanel } from "../review/page-panel.ts";
import { faceOf } from "../review/plan-face.ts";
import { countsOf, planState } from "../review/plan-numbers.ts";
import { renderResult, renderRunning, runningParts } from "../review/plan-page.ts";
import { placeOf } from "../review/reservations.ts";
import { changeAnswersTitle } from "../review/review-plan.ts";
import { copiedParts, secretActions, shownParts } from "../review/secret-card.ts";
import { StepTimes } from "../review/step-times.ts";
import type { Services } from "../services.ts";
import { forgetUntouched } from "./forget-untouched.ts";
import { forgetPassword, passwordOf } from "./generated-password.ts";
import { readNewSecret, secretCardOf } from "./plan-secret.ts";
import { targetOfFace } from "./plan-target.ts";

/** The tab of one plan, from its review to its end: what stands on it, and what its buttons do, is of that plan only. */
export class PlanTab implements PlanView {
  private stop = new AbortController();
  private status = "";
  private readonly times = new StepTimes();
  private act: Act | undefined;

  constructor(
    private readonly services: Services,
    private journal: Journal,
    private readonly panel: PagePanel,
    /** Asks once more what the plan was made of. */
    private readonly changeAnswers?: () => unknown,
  ) {
    services.planTabs.set(journal.id, this);
    panel.onDidClose(() => services.planTabs.delete(journal.id));
    panel.onDidPress((action) => void this.press(action));
  }

  /** The tab of a plan that was kept: the one that is open, or a new one with how the plan stands. */
  static show(services: Services, journal: Journal): PlanView {
    const open = services.planTabs.get(journal.id);
    if (open) {
      open.reveal();
      if (!open.isAtWork) open.end(journal);
      return open;
    }
    const tab = new PlanTab(services, journal, new PagePanel("auth0Apim.plan", journal.title));
    tab.end(journal);
    return tab;
  }

  get isAtWork(): boolean {
    return this.act !== undefined;
  }

  get isVisible(): boolean {
    return this.panel.isVisible;
  }

  reveal(): void {
    this.panel.reveal();
  }

  close(): void {
    this.panel.close();
  }

  get current(): Journal {
    return this.journal;
  }

  get stopSignal(): AbortSignal {
    return this.stop.signal;
  }

  begin(journal: Journal, act: Act): void {
    this.stop = new AbortController();
    this.act = act;
    this.times.clear();
    this.journal = journal;
    this.status = l10n.t("It begins.");
    this.panel.show(this.running());
  }

  progress(journal: Journal, changeId: string | undefined, status: string): void {
    this.journal = journal;
    this.status = status;
    if (changeId !== undefined) this.times.note(journal, changeId);
    this.panel.change(runningParts(journal, changeId, status, this.times), this.running());
  }

  end(journal: Journal): void {
    this.act = undefined;
    this.journal = journal;
    this.panel.show({
      title: endTitle(journal),
      body: renderResult(journal, faceOf(journal), kindOf, secretCardOf(journal), this.times),
      buttons: this.buttons(),
      ...(canUndo(journal) && { remark: l10n.t("This page undoes its own changes only.") }),
    });
  }

  private running(): PageContent {
    return {
      title:
        this.act === "undo"
          ? l10n.t("Undoing: {0}", this.journal.title)
          : l10n.t("Applying: {0}", this.journal.title),
      body: renderRunning(this.journal, kindOf, this.status, this.times),
      buttons: this.runningButtons(),
    };
  }

  private runningButtons(): PageButton[] {
    const { aborted } = this.stop.signal;
    return [
      { action: "stop", label: aborted ? l10n.t("Stopping…") : l10n.t("Stop After This Change") },
      { action: "log", label: l10n.t("Show Log") },
    ];
  }

  private buttons(): PageButton[] {
    const { journal } = this;
    const { toUndo } = countsOf(journal);
    const face = faceOf(journal);
    const open = isUnfinished(journal);
    const undo = { action: "undo", label: undoLabel(toUndo) };
    const retry = { action: "retry", label: l10n.t("Try Again") };
    const buttons: PageButton[] = [
      ...(open && !isRefused(journal) ? [retry] : []),
      ...(!open && planState(journal) === "done" && face
        ? [{ action: "test", label: l10n.t("Test Link") }]
        : []),
      ...(canUndo(journal) ? [undo] : []),
      ...(open && isRefused(journal) ? [retry] : []),
      ...(open ? [{ action: "later", label: l10n.t("Keep and Continue Later") }] : []),
      ...(this.changeAnswers && isUntouched(journal)
        ? [{ action: "answers", label: changeAnswersTitle() }]
        : []),
      ...(isSettled(journal) ? [] : [{ action: "forget", label: l10n.t("Forget This Plan") }]),
      { action: "close", label: l10n.t("Close") },
      ...(open ? [{ action: "log", label: l10n.t("Show Log") }] : []),
    ];
    return buttons.map((button, index) => ({ ...button, primary: index === 0 }));
  }

  private async press(action: string): Promise<void> {
    const { journal } = this;
    const face = faceOf(journal);
    const place = face && placeOf(action, face.assurance);
    if (face && place) return openPlace(place, await targetOfFace(this.services.accounts, face));
    switch (action) {
      case "stop":
        this.stop.abort();
        return this.panel.change({ [actionsId]: renderActions(this.runningButtons()) }, this.running());
      case "retry":
        return commands.executeCommand(commandIds.openPlans, { plan: journal.id, act: "make" });
      case "answers":
        await forgetUntouched(this.services, journal.id);
        this.changeAnswers?.();
        return;
      case "undo":
        return commands.executeCommand(commandIds.undoLast, { plan: journal.id });
      case "later":
        if (planState(journal) === "waiting") await this.services.journals.keep(journal);
        return this.panel.close();
      case "forget":
        return commands.executeCommand(commandIds.openPlans, { plan: journal.id, act: "forget" });
      case "log":
        return this.services.showLog();
      case "close":
        return this.panel.close();
      case "test":
        return (
          face &&
          commands.executeCommand(commandIds.testLink, {
            target: await targetOfFace(this.services.accounts, face),
          })
        );
      default:
        return this.pressSecret(action);
    }
  }

  /** What was shown or copied once is kept no longer; this tab knows it until it is closed. */
  private async pressSecret(action: string): Promise<void> {
    if (action !== secretActions.copy && action !== secretActions.show) return;
    const secret = passwordOf(this.journal)?.password ?? (await this.newSecret());
    if (secret === undefined) return;
    if (action === secretActions.copy) await env.clipboard.writeText(secret);
    this.panel.tell(action === secretActions.copy ? copiedParts() : shownParts(secret));
    await forgetPassword(this.services, this.journal.id);
  }

  private async newSecret(): Promise<string | undefined> {
    try {
      return await readNewSecret(this.services, this.journal);
    } catch (error) {
      void showMessage({ kind: "error", text: toFailure(error).text }, []);
      return undefined;
    }
  }
}

/** Made as a whole, or taken back as a whole: it goes by itself. */
function isSettled(journal: Journal): boolean {
  const state = planState(journal);
  return state === "done" || state === "undone";
}

function undoLabel(count: number): string {
  if (count === 0) return l10n.t("Undo Again");
  return count === 1 ? l10n.t("Undo 1 Change") : l10n.t("Undo {0} Changes", count);
}

function endTitle(journal: Journal): string {
  switch (planState(journal)) {
    case "done":
      return l10n.t("Done: {0}", journal.title);
    case "waiting":
    case "unfinished":
      return l10n.t("Not finished: {0}", journal.title);
    case "undone":
      return l10n.t("Undone: {0}", journal.title);
    case "partly-undone":
      return l10n.t("Partly undone: {0}", journal.title);
  }
}
