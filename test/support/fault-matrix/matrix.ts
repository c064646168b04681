import assert from "node:assert/strict";
import { carryOut, newJournal } from "../../../src/resources/engine.ts";
import { isUnfinished, type Journal } from "../../../src/resources/journal.ts";
import { publication } from "../../../src/resources/kinds/publication.ts";
import type { Plan } from "../../../src/resources/plan.ts";
import type { PartName } from "../../../src/sandbox/faults.ts";
import type { RunningSandbox } from "../../../src/sandbox/sandbox.ts";
import { undoPlan } from "../../../src/workflows/undo-plan.ts";
import { DyingKeeper, type MatrixDesk, reload } from "./desk.ts";
import type { Extent, NamedFault } from "./faults.ts";
import { exactly, inEffect, type Moment, restoreMoment, takeMoment } from "./state.ts";

/** A request that changes something. */
export interface WriteRequest {
  readonly service: PartName;
  readonly method: string;
  /** Path of the request; what the cloud makes up is left open. */
  readonly path: RegExp;
}

/** A plan, with the clouds it starts from and those it leads to. */
export interface Scenario {
  readonly name: string;
  readonly plan: Plan;
  readonly start: Moment;
  readonly goal: Moment;
  /** The requests by which it is carried out. */
  readonly writes: readonly WriteRequest[];
  /** Those by which it is taken back. */
  readonly undoing: readonly WriteRequest[];
  /** Plans again from what both clouds say now. */
  replan(): Promise<Plan>;
  /** Whether the clouds have now what a change of the plan makes. */
  has(changeId: string): boolean;
}

/** One write that goes wrong in one way. */
export interface Trouble {
  readonly write: WriteRequest;
  readonly fault: NamedFault;
  readonly extent: Extent;
}

/** How many looks one after the other a plan with one trouble may take. */
const patience = 7;

/** Tries one trouble with one plan: what is said while it lasts, and what can be done once it is over. */
export async function tryTrouble(
  sandbox: RunningSandbox,
  scenario: Scenario,
  trouble: Trouble,
  newDesk: () => MatrixDesk,
): Promise<readonly string[]> {
  const tries = new Tries(sandbox, scenario, newDesk);
  return tries.check(async () => {
    cause(sandbox, trouble);
    return carryOut(newJournal(scenario.plan, "matrix", new Date(0)), newDesk(), never());
  });
}

/** A moment at which the program ends: the journal is written for the `write`-th time, which is durable or not. */
export interface Kill {
  readonly write: number;
  readonly isDurable: boolean;
}

/** Ends the program in the middle of a plan; `undefined` when the plan ended before. */
export async function tryKill(
  sandbox: RunningSandbox,
  scenario: Scenario,
  kill: Kill,
  newDesk: () => MatrixDesk,
): Promise<readonly string[] | undefined> {
  const planned = newJournal(scenario.plan, "matrix", new Date(0));
  const dying = new DyingKeeper(planned, kill);
  let wasKilled = true;
  const complaints = await new Tries(sandbox, scenario, newDesk).check(async () => {
    const desk = newDesk();
    const run = carryOut(planned, { ...desk, keeper: dying }, never()).then(() => false);
    wasKilled = await Promise.race([run, dying.died.then(() => true)]);
    await desk.quiet();
    return dying.kept;
  });
  return wasKilled ? complaints : undefined;
}

/** What goes wrong while a plan is taken back; afterwards it is taken back again. */
export async function tryUndoing(
  sandbox: RunningSandbox,
  scenario: Scenario,
  done: Journal,
  trouble: Trouble,
  newDesk: () => MatrixDesk,
): Promise<readonly string[]> {
  restoreMoment(sandbox, scenario.goal);
  cause(sandbox, trouble);
  const first = await undoPlan(done, newDesk(), never());
  const said = first.entries.flatMap(({ change, undo }) =>
    // What was published is taken back by publishing again.
    undo?.state === "undone" && change.ref.kind !== publication.id && scenario.has(change.id)
      ? [`says “undone” of ${change.id}, which is there`]
      : [],
  );
  sandbox.faults.clear();
  await undoPlan(reload(first, newDesk()), newDesk(), never());
  return [...said, ...differs("undoing again", exactly(takeMoment(sandbox)), exactly(scenario.start))];
}

function cause(sandbox: RunningSandbox, { write, fault, extent }: Trouble): void {
  const { service, method, path } = write;
  const { after, ...effect } = fault.effectOn(service);
  // Looking at what became of a write fails as well, until the outage is over.
  const outage = extent === "outage" && { follow: { ...effect, service, path: "/" } };
  const count = extent === "lasting" ? {} : { count: 1 };
  sandbox.faults.add({ ...effect, ...(after && { after }), ...count, ...outage, service, method, path });
}

/** What can be done after one trouble, each tried from the same moment. */
class Tries {
  private readonly complaints: string[] = [];

  constructor(
    private readonly sandbox: RunningSandbox,
    private readonly scenario: Scenario,
    private readonly newDesk: () => MatrixDesk,
  ) {}

  async check(run: () => Promise<Journal>): Promise<readonly string[]> {
    restoreMoment(this.sandbox, this.scenario.start);
    const begun = performance.now();
    const journal = await run();
    if (performance.now() - begun > patience * this.newDesk().limits.look)
      this.complaints.push("took longer than its limits");
    this.judgeWords(journal);
    this.sandbox.faults.clear();
    const moment = takeMoment(this.sandbox);
    const left = reload(journal, this.newDesk());
    await this.undo("undo", left);
    restoreMoment(this.sandbox, moment);
    await this.goOn(left);
    restoreMoment(this.sandbox, moment);
    await this.runAgain(left);
    return this.complaints;
  }

  /** What a page would say of each change is held against the clouds. */
  private judgeWords({ entries }: Journal): void {
    for (const { change, state } of entries) {
      const isThere = this.scenario.has(change.id);
      if (state === "made" && !isThere)
        this.complaints.push(`says “made” of ${change.id}, which is not there`);
      if ((state === "not-made" || state === "waiting") && isThere) {
        this.complaints.push(`says “${state}” of ${change.id}, which is there`);
      }
    }
  }

  private async undo(how: string, ...journals: readonly Journal[]): Promise<void> {
    for (const journal of journals) {
      const { entries } = await undoPlan(journal, this.newDesk(), never());
      for (const { change, undo } of entries) {
        if (undo && ["failed", "unknown", "sent"].includes(undo.state)) {
          this.complaints.push(`${how}: ${change.id} is “${undo.state}”: ${undo.message}`);
        }
      }
    }
    this.expect(how, exactly(takeMoment(this.sandbox)), exactly(this.scenario.start));
  }

  private async goOn(left: Journal): Promise<void> {
    const done = await carryOut(left, this.newDesk(), never());
    for (const { change, state, message } of done.entries) {
      if (state !== "made") this.complaints.push(`retry: ${change.id} is “${state}”: ${message}`);
    }
    this.expect("retry", inEffect(takeMoment(this.sandbox)), inEffect(this.scenario.goal));
    await this.undo("undo after the retry", reload(done, this.newDesk()));
  }

  private async runAgain(left: Journal): Promise<void> {
    const plan = await this.scenario.replan();
    const done = await carryOut(newJournal(plan, "again", new Date(0)), this.newDesk(), never());
    if (isUnfinished(done)) this.complaints.push("running again does not end");
    this.expect("running again", inEffect(takeMoment(this.sandbox)), inEffect(this.scenario.goal));
    const { changes } = await this.scenario.replan();
    if (changes.length > 0)
      this.complaints.push(`running again leaves ${changes.map(({ id }) => id).join()}`);
    await this.undo("undo of both runs", done, left);
  }

  private expect(how: string, found: unknown, wanted: unknown): void {
    this.complaints.push(...differs(how, found, wanted));
  }
}

/** One line that names the first difference. */
function differs(how: string, found: unknown, wanted: unknown): readonly string[] {
  try {
    assert.deepEqual(found, wanted);
    return [];
  } catch (error) {
    const lines = (error instanceof Error ? error.message : "")
      .split("\n")
      .filter((line) => /^\s*[+-] /.test(line));
    return [`${how}: ${lines.slice(0, 6).join(" ").replace(/\s+/g, " ").slice(0, 300)}`];
  }
}

function never(): AbortSignal {
  return new AbortController().signal;
}
