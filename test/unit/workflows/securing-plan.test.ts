import assert from "node:assert/strict";
import { isSecured } from "../../../src/access/index.ts";
import { readWhoGetsIn } from "../../../src/workflows/secure-api/who-gets-in.ts";
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

  test("says who gets in before and after, and that is what is read back", async () => {
    const clouds = twoClouds();
    const read = await readSecureApi(clouds, basicCalculator, signal);
    const plan = planSecureApi(read, suggestSecureApi(read));
    const { access, wanted } = plan;
    assert.deepEqual(access.columns, ["a key alone", "an Auth0 token and a key"]);
    assert.deepEqual(
      access.shutOut.map(({ name, operations }) => `${name}: ${operations.length}`),
      [`a key alone: ${read.operations.length}`],
    );
    assert.deepEqual([access.open, access.notLetIn, isSecured(access)], [[], [], true]);
    assert.equal(isSecured(await readWhoGetsIn(clouds.azure, basicCalculator, wanted, signal)), false);
    await applyPlan(plan, clouds, signal);
    const now = await readWhoGetsIn(clouds.azure, basicCalculator, wanted, signal);
    const after = ({ rows }: typeof now) => rows.map(({ cells }) => cells.map((cell) => cell.after.kind));
    assert.deepEqual(after(now), after(access));
    assert.equal(isSecured(now), true);
  });

  test("an operation that cuts off the API's policy is told, before and after", async () => {
    const clouds = twoClouds();
    const [operation] = (await readSecureApi(clouds, basicCalculator, signal)).operations;
    assert.ok(operation);
    const level = { ...policyScope, kind: "operation", operationId: operation.operationId } as const;
    clouds.azure.putPolicy(level, "<policies><inbound /></policies>");
    const read = await readSecureApi(clouds, basicCalculator, signal);
    const { access } = planSecureApi(read, suggestSecureApi(read));
    assert.deepEqual(
      access.open.map(({ name, operations }) => [
        name,
        operations.map((one) => [one.operation, one.cutsOff]),
      ]),
      [["a key alone", [[operation.operationId, true]]]],
    );
    assert.equal(isSecured(access), false);
  });
});
