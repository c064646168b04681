import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { applyPlan, journalOf } from "../../../src/workflows/apply-plan.ts";
import { undo } from "../../../src/workflows/undo.ts";
import { contentsOf, type InMemoryClouds, signal, silently, twoClouds } from "./clouds.ts";
import { policyScope, prepare, samplePolicy, secure } from "./securing.ts";

/** Every write of a first run, in the cloud where it happens. */
const writes = [
  ["auth0", "createApi"],
  ["auth0", "createApplication"],
  ["auth0", "createDatabaseConnection"],
  ["auth0", "setConnectionEnabled"],
  ["auth0", "createUser"],
  ["auth0", "readClientSecret"],
  ["apim", "writePolicy"],
  ["apim", "createAuthorizationServer"],
  ["apim", "setUserAuthorization"],
  ["apim", "publishPortal"],
] as const;

type Write = (typeof writes)[number];

suite("secure an API, interrupted at each write", () => {
  for (const write of writes) {
    test(`${write[1]} fails: undone, both clouds are as before`, async () => {
      const clouds = cloudsWithPolicy();
      const before = contentsOf(clouds);
      interrupt(clouds, write, fail);
      const { outcome, journal } = await secure(clouds);
      assert.equal(outcome.status, "failed");
      const { status } = await undo(journal, clouds, silently, signal);
      assert.ok(status === "done" || status === "nothing-to-do");
      assert.deepEqual(contentsOf(clouds), before);
    });

    test(`${write[1]} fails: a second run does the rest, a third nothing, and both are undone`, async () => {
      const clouds = cloudsWithPolicy();
      const before = contentsOf(clouds);
      interrupt(clouds, write, fail);
      const first = await secure(clouds);
      const second = await secure(clouds);
      assert.equal(second.outcome.status, "done");
      assert.deepEqual((await prepare(clouds)).plan.steps, []);
      const all = [first, second].flatMap(({ outcome }) => outcome.done.map(({ step }) => step.id));
      assert.deepEqual(all.sort(), first.plan.steps.map(({ id }) => id).sort());
      for (const { journal } of [second, first]) await undo(journal, clouds, silently, signal);
      assert.deepEqual(contentsOf(clouds), before);
    });

    test(`cancelled at ${write[1]}: that step is finished, and undone both clouds are as before`, async () => {
      const clouds = cloudsWithPolicy();
      const before = contentsOf(clouds);
      const { plan } = await prepare(clouds);
      const controller = new AbortController();
      interrupt(clouds, write, () => controller.abort());
      const outcome = await applyPlan(plan, clouds, silently, controller.signal);
      assert.equal(outcome.status, write[1] === "publishPortal" ? "done" : "cancelled");
      assert.equal(outcome.failed, undefined);
      await undo(journalOf(plan, outcome), clouds, silently, signal);
      assert.deepEqual(contentsOf(clouds), before);
    });
  }
});

suite("undo, interrupted at each write", () => {
  const undoWrites = [
    ["auth0", "deleteApi"],
    ["auth0", "deleteApplication"],
    ["auth0", "deleteConnection"],
    ["auth0", "setConnectionEnabled"],
    ["auth0", "deleteUser"],
    ["apim", "writePolicy"],
    ["apim", "deleteAuthorizationServer"],
    ["apim", "setUserAuthorization"],
    ["apim", "publishPortal"],
  ] as const;
  for (const [cloud, method] of undoWrites) {
    test(`${method} fails: what remains is undone the next time`, async () => {
      const clouds = cloudsWithPolicy();
      const before = contentsOf(clouds);
      const { journal } = await secure(clouds);
      if (cloud === "auth0") clouds.auth0.calls.failNext(method, unreachable);
      else clouds.azure.calls.failNext(method, unreachable);
      const first = await undo(journal, clouds, silently, signal);
      assert.equal(first.failed.length, 1);
      assert.ok(first.remaining.entries.length > 0);
      const second = await undo(first.remaining, clouds, silently, signal);
      assert.equal(second.status, "done");
      assert.deepEqual(contentsOf(clouds), before);
      assert.equal(clouds.azure.calls.writes.filter((write) => write === "publishPortal").length >= 2, true);
    });
  }
});

const unreachable = new Failure("unreachable", "No network.");

function fail(): never {
  throw unreachable;
}

function cloudsWithPolicy(): InMemoryClouds {
  const clouds = twoClouds();
  clouds.azure.putPolicy(policyScope, samplePolicy);
  return clouds;
}

function interrupt(clouds: InMemoryClouds, [cloud, method]: Write, action: () => void): void {
  if (cloud === "auth0") clouds.auth0.calls.beforeNext(method, action);
  else clouds.azure.calls.beforeNext(method, action);
}
