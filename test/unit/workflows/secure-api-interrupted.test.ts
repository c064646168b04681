import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { contentsOf, type InMemoryClouds, twoClouds } from "./clouds.ts";
import { apply, policyScope, prepare, samplePolicy, secure, takeBack } from "./securing.ts";

/** Every write of a first run, in the cloud where it happens. */
const writes = [
  ["auth0", "create auth0-api"],
  ["auth0", "create auth0-application"],
  ["auth0", "create auth0-connection"],
  ["auth0", "create auth0-enabled-application"],
  ["auth0", "create auth0-user"],
  ["auth0", "readClientSecret"],
  ["apim", "writePolicy"],
  ["apim", "create azure-authorization-server"],
  ["apim", "setUserAuthorization"],
  ["apim", "create azure-publication"],
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
      const { status } = await takeBack(journal, clouds);
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
      assert.deepEqual((await prepare(clouds)).plan.changes, []);
      const all = [first, second].flatMap(({ outcome }) => outcome.done);
      assert.deepEqual(all.sort(), first.plan.changes.map(({ id }) => id).sort());
      for (const { journal } of [second, first]) await takeBack(journal, clouds);
      assert.deepEqual(contentsOf(clouds), before);
    });

    test(`cancelled at ${write[1]}: nothing more is begun, and undone both clouds are as before`, async () => {
      const clouds = cloudsWithPolicy();
      const before = contentsOf(clouds);
      const { plan } = await prepare(clouds);
      const controller = new AbortController();
      interrupt(clouds, write, () => controller.abort());
      const { journal } = await apply(plan, clouds, controller.signal);
      const begun = journal.entries.filter(({ state }) => state !== "made" && state !== "waiting");
      assert.ok(begun.length > 0);
      for (const { message } of begun) assert.match(message ?? "", /^Cancelled\./);
      await takeBack(journal, clouds);
      assert.deepEqual(contentsOf(clouds), before);
    });
  }
});

suite("undo, interrupted at each write", () => {
  const undoWrites = [
    ["auth0", "delete auth0-api"],
    ["auth0", "delete auth0-application"],
    ["auth0", "delete auth0-connection"],
    ["auth0", "delete auth0-enabled-application"],
    ["auth0", "delete auth0-user"],
    ["apim", "writePolicy"],
    ["apim", "delete azure-authorization-server"],
    ["apim", "setUserAuthorization"],
    ["apim", "create azure-publication"],
  ] as const;
  for (const [cloud, method] of undoWrites) {
    test(`${method} fails: what remains is undone the next time`, async () => {
      const clouds = cloudsWithPolicy();
      const before = contentsOf(clouds);
      const { journal } = await secure(clouds);
      if (cloud === "auth0") clouds.auth0.calls.failNext(method, unreachable);
      else clouds.azure.calls.failNext(method, unreachable);
      const first = await takeBack(journal, clouds);
      assert.equal(first.failed.length, 1);
      assert.ok(first.remaining.length > 0);
      const second = await takeBack(first.journal, clouds);
      assert.equal(second.status, "done");
      assert.deepEqual(contentsOf(clouds), before);
      assert.equal(
        clouds.azure.calls.writes.filter((write) => write === "create azure-publication").length >= 2,
        true,
      );
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
