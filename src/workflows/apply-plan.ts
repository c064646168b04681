import { Failure, isCancelled, toFailure } from "../core/failure.ts";
import type { Clouds } from "./clouds.ts";
import type { DoneStep, ExecutablePlan, ExecutableStep, Outcome, PlanProgress, StepContext } from "./plan.ts";
import type { UndoJournal } from "./undo-action.ts";

/** How many steps run at the same time: enough for the width of any plan here, and kind to rate limits. */
const maxRunning = 4;

/**
 * Carries out `plan`, independent steps in parallel. After the first failure, or once `signal` is aborted, no further step
 * is begun, while those that run are finished, so that the outcome names everything that was written. Never throws for a
 * failed step.
 */
export async function applyPlan(
  plan: ExecutablePlan,
  clouds: Clouds,
  onProgress: (progress: PlanProgress) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  if (plan.steps.length === 0) return { status: "nothing-to-do", done: [], notRun: [] };
  checkNeeds(plan.steps);
  const run = new PlanRun(plan, clouds, onProgress, signal);
  return run.finish();
}

/** What can be taken back of an applied plan. */
export function journalOf(plan: ExecutablePlan, { done }: Pick<Outcome, "done">): UndoJournal {
  const entries = done.flatMap(({ step, undo }) =>
    undo ? [{ stepId: step.id, title: step.title, cloud: step.cloud, needs: step.needs, action: undo }] : [],
  );
  return { title: plan.title, auth0Domain: plan.auth0Domain, entries };
}

/** One run of one plan: which steps wait, run and are done. */
class PlanRun {
  private readonly waiting: Set<ExecutableStep>;
  private readonly running = new Set<Promise<void>>();
  private readonly done: DoneStep[] = [];
  private readonly doneIds = new Set<string>();
  private ended = 0;
  private failed: Outcome["failed"];
  private readonly context: StepContext;
  private readonly notRun = new Set<ExecutableStep>();

  constructor(
    private readonly plan: ExecutablePlan,
    clouds: Clouds,
    private readonly onProgress: (progress: PlanProgress) => void,
    private readonly signal: AbortSignal,
  ) {
    this.waiting = new Set(plan.steps);
    this.context = { clouds, results: { ...plan.results }, signal: new AbortController().signal };
  }

  async finish(): Promise<Outcome> {
    this.startReady();
    while (this.running.size > 0) {
      await Promise.race(this.running);
      this.startReady();
    }
    const left = this.plan.steps.filter((step) => this.waiting.has(step) || this.notRun.has(step));
    if (this.failed) return { status: "failed", done: this.done, failed: this.failed, notRun: left };
    return { status: left.length > 0 ? "cancelled" : "done", done: this.done, notRun: left };
  }

  private startReady(): void {
    for (const step of this.waiting) {
      if (this.signal.aborted || this.failed || this.running.size >= maxRunning) return;
      if (!step.needs.every((id) => this.doneIds.has(id))) continue;
      this.waiting.delete(step);
      const promise: Promise<void> = this.runStep(step).finally(() => this.running.delete(promise));
      this.running.add(promise);
    }
  }

  private async runStep(step: ExecutableStep): Promise<void> {
    this.tell("started", step);
    const succeeded = await this.carryOut(step);
    this.ended += 1;
    this.tell(succeeded ? "finished" : "failed", step);
  }

  private async carryOut(step: ExecutableStep): Promise<boolean> {
    try {
      const undo = await step.run(this.context);
      this.done.push(undo ? { step, undo } : { step });
      this.doneIds.add(step.id);
      return true;
    } catch (error) {
      if (this.failed || isCancelled(error)) this.notRun.add(step);
      else this.failed = { step, failure: toFailure(error) };
      return false;
    }
  }

  private tell(kind: PlanProgress["kind"], step: ExecutableStep): void {
    const progress = { kind, step, done: [...this.done], ended: this.ended };
    this.onProgress({ ...progress, total: this.plan.steps.length });
  }
}

function checkNeeds(steps: readonly ExecutableStep[]): void {
  const before = new Set<string>();
  for (const step of steps) {
    const missing = step.needs.find((id) => !before.has(id));
    if (missing !== undefined) {
      throw new Failure("internal", `The step “${step.id}” needs “${missing}”, which no earlier step does.`);
    }
    before.add(step.id);
  }
}
