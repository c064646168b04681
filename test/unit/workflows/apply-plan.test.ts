import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { applyPlan, journalOf } from "../../../src/workflows/apply-plan.ts";
import type { ExecutablePlan, ExecutableStep, PlanProgress } from "../../../src/workflows/plan.ts";
import { signal, silently, twoClouds } from "./clouds.ts";

suite("apply plan", () => {
  test("has nothing to do for a plan without steps", async () => {
    const outcome = await applyPlan(planOf(), twoClouds(), silently, signal);
    assert.deepEqual(outcome, { status: "nothing-to-do", done: [], notRun: [] });
  });

  test("runs independent steps side by side, and a step only after those it needs", async () => {
    const a = gated("a");
    const b = gated("b");
    const c = gated("c", ["a", "b"]);
    const applied = applyPlan(planOf(a.step, b.step, c.step), twoClouds(), silently, signal);
    assert.deepEqual([a.started, b.started, c.started], [true, true, false]);
    b.open();
    await settle();
    assert.equal(c.started, false);
    a.open();
    await settle();
    assert.equal(c.started, true);
    c.open();
    const outcome = await applied;
    assert.equal(outcome.status, "done");
    assert.deepEqual(
      outcome.done.map(({ step }) => step.id),
      ["b", "a", "c"],
    );
  });

  test("runs at most four steps at a time", async () => {
    const all = ["a", "b", "c", "d", "e"].map((id) => gated(id));
    const applied = applyPlan(planOf(...all.map(({ step }) => step)), twoClouds(), silently, signal);
    assert.deepEqual(
      all.map(({ started }) => started),
      [true, true, true, true, false],
    );
    for (const one of all) one.open();
    assert.equal((await applied).status, "done");
  });

  test("begins nothing after a failure, and lets what runs come to its end", async () => {
    const bad = gated("bad");
    const slow = gated("slow");
    const later = gated("later", ["slow"]);
    const applied = applyPlan(planOf(bad.step, slow.step, later.step), twoClouds(), silently, signal);
    bad.fail(new Failure("rejected", "No."));
    await settle();
    slow.open();
    const outcome = await applied;
    assert.equal(outcome.status, "failed");
    assert.equal(outcome.failed?.step.id, "bad");
    assert.equal(outcome.failed?.failure.code, "rejected");
    assert.deepEqual(
      outcome.done.map(({ step }) => step.id),
      ["slow"],
    );
    assert.deepEqual(
      outcome.notRun.map(({ id }) => id),
      ["later"],
    );
  });

  test("begins nothing after a cancel, and does not tear down what runs", async () => {
    const controller = new AbortController();
    const running = gated("running");
    const later = gated("later", ["running"]);
    const applied = applyPlan(planOf(running.step, later.step), twoClouds(), silently, controller.signal);
    controller.abort();
    assert.equal(running.signal?.aborted, false);
    running.open();
    const outcome = await applied;
    assert.equal(outcome.status, "cancelled");
    assert.deepEqual(
      outcome.done.map(({ step }) => step.id),
      ["running"],
    );
    assert.deepEqual(
      outcome.notRun.map(({ id }) => id),
      ["later"],
    );
  });

  test("is done when the cancel comes after the last step", async () => {
    const controller = new AbortController();
    const only = gated("only");
    const applied = applyPlan(planOf(only.step), twoClouds(), silently, controller.signal);
    controller.abort();
    only.open();
    assert.equal((await applied).status, "done");
  });

  test("tells how far it is", async () => {
    const told: string[] = [];
    const tell = ({ kind, step, ended, total }: PlanProgress) =>
      told.push(`${kind} ${step.id} ${ended}/${total}`);
    const first = gated("first");
    const second = gated("second", ["first"]);
    first.open();
    second.fail(new Error("Oh."));
    await applyPlan(planOf(first.step, second.step), twoClouds(), tell, signal);
    assert.deepEqual(told, [
      "started first 0/2",
      "finished first 1/2",
      "started second 1/2",
      "failed second 2/2",
    ]);
  });

  test("gives a journal of what can be taken back, free of everything but data", async () => {
    const one = gated("one");
    one.open();
    const plan = planOf(one.step);
    const journal = journalOf(plan, await applyPlan(plan, twoClouds(), silently, signal));
    assert.deepEqual(journal, JSON.parse(JSON.stringify(journal)));
    assert.deepEqual(journal.entries, [
      {
        stepId: "one",
        title: "one",
        cloud: "auth0",
        needs: [],
        action: { kind: "delete-client-grant", id: "one" },
      },
    ]);
  });

  test("refuses a plan whose steps wait for something that nobody does", async () => {
    const plan = planOf(gated("a", ["b"]).step);
    await assert.rejects(applyPlan(plan, twoClouds(), silently, signal), /needs “b”/);
  });
});

function planOf(...steps: readonly ExecutableStep[]): ExecutablePlan {
  return {
    title: "A plan",
    auth0Domain: "contoso.eu.auth0.com",
    steps,
    unchanged: [],
    notes: [],
    results: {},
  };
}

/** A step that runs until the test says so. */
function gated(id: string, needs: readonly string[] = []) {
  const gate = deferred();
  const gatedStep: { started: boolean; signal?: AbortSignal } = { started: false };
  const step: ExecutableStep = {
    id,
    cloud: "auth0",
    change: "create",
    title: id,
    details: [],
    needs,
    async run(context) {
      gatedStep.started = true;
      gatedStep.signal = context.signal;
      await gate.promise;
      return { kind: "delete-client-grant", id };
    },
  };
  return Object.assign(gatedStep, { step, open: gate.resolve, fail: gate.reject });
}

function deferred() {
  let resolve = (): void => undefined;
  let reject = (_: Error): void => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** Lets everything run that waits for nothing but its turn. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
