import assert from "node:assert/strict";
import { planSecureApi, readSecureApi, suggestSecureApi } from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { applyPlan, outcomeOf, undo, undoOutcomeOf } from "../../support/journals.ts";
import { contentsOf, signal, twoClouds } from "./clouds.ts";
import { policyScope, samplePolicy } from "./securing.ts";

suite("a plan that secures an API, as changes", () => {
  test("is carried out and taken back without a trace", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(policyScope, samplePolicy);
    const before = contentsOf(clouds);
    const read = await readSecureApi(clouds, basicCalculator, signal);
    const plan = planSecureApi(read, suggestSecureApi(read));
    const journal = await applyPlan(plan, clouds, signal);
    assert.deepEqual(outcomeOf(journal), {
      status: "done",
      done: plan.changes.map(({ id }) => id),
      failed: undefined,
      notRun: [],
    });
    const after = await readSecureApi(clouds, basicCalculator, signal);
    assert.deepEqual(planSecureApi(after, suggestSecureApi(after)).changes, []);
    const undone = await undo(journal, clouds, signal);
    assert.equal(undoOutcomeOf(undone).status, "done", JSON.stringify(undoOutcomeOf(undone)));
    assert.deepEqual(contentsOf(clouds), before);
  });
});
