import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type AccessEntry, accessOf, type InstanceSnapshot } from "../../src/access/index.ts";
import { readPolicyFolder } from "../../src/folders/index.ts";
import { readInstanceSnapshot } from "../../src/workflows/read-access/read-instance.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure } from "../support/sandbox-accounts.ts";
import { folderFilesOf } from "../support/scenarios/folder.ts";
import { callerNames, withScenarioSandbox } from "../support/scenarios/sandbox-scenarios.ts";
import { type ScenarioHosts, snapshotOf } from "../support/scenarios/snapshot.ts";
import { type AccessScenario, accessScenarios } from "../support/scenarios/who-gets-in.ts";
import { folderOf } from "../unit/folders/in-memory-files.ts";

const all = Object.values(accessScenarios).flat();

/** What is told of the API that a scenario is about. */
function entriesOf(snapshot: InstanceSnapshot, { revision }: AccessScenario): readonly AccessEntry[] {
  const name = revision === undefined ? "orders" : `orders;rev=${revision}`;
  return accessOf(snapshot).entries.filter(({ api }) => api.replace("team/", "") === name);
}

/** The same, but for where it is written. */
function toldOf(snapshot: InstanceSnapshot, scenario: AccessScenario): readonly object[] {
  return entriesOf(snapshot, scenario).map(({ operation, product, verdict, subscriptionKey, paths }) => ({
    operation,
    product,
    verdict,
    subscriptionKey,
    paths: paths.map(({ when, checks }) => ({
      when,
      checks: checks.map(({ from: _, ...check }) => check),
    })),
  }));
}

/** The hosts by their names: of an issuer at an address that tells nothing of whose it is less is known. */
const namedHosts: ScenarioHosts = {
  acme: "https://acme.eu.auth0.com",
  partner: "https://partner.eu.auth0.com",
  entra: "https://login.microsoftonline.com",
  tenantId: "11111111-2222-3333-4444-555555555555",
};

/** Whether somebody gets something. */
const isIn = (status: number) => status >= 200 && status < 300;

suite("one truth: who gets in", function () {
  this.timeout(60_000);
  const sandbox = withSandbox();
  const placed = withScenarioSandbox(sandbox);
  const { signal } = new AbortController();
  const instance = () => ({
    subscriptionId: sandbox.info.azure.subscriptionId,
    resourceGroup: "contoso-rg",
    serviceName: "contoso-apim",
  });
  let cloud: ReturnType<typeof openAzure> | undefined;
  const readLive = async () => {
    cloud ??= openAzure(sandbox.info);
    return readInstanceSnapshot(await cloud, instance(), signal);
  };

  for (const [part, scenarios] of Object.entries(accessScenarios)) {
    suite(part, () => {
      for (const scenario of scenarios) {
        test(`${scenario.what}: ${scenario.verdict}`, async () => {
          const snapshot = snapshotOf(scenario, placed.hosts);
          placed.place(snapshot);
          const told = toldOf(snapshot, scenario);
          const named = snapshotOf(scenario, namedHosts);
          const notes = accessOf(named).notes.join("\n");
          const [entry] = entriesOf(named, scenario).filter(({ product }) => product === null);
          assert.equal(entry?.verdict, scenario.verdict, notes);
          const [folder] = await readPolicyFolder(folderOf(folderFilesOf(snapshot)));
          assert.ok(folder);
          assert.deepEqual(toldOf(folder, scenario), told, "the folder tells the same");
          const isRead = [scenario.workspace, scenario.revision, scenario.listed].every(
            (one) => one === undefined,
          );
          if (isRead)
            assert.deepEqual(toldOf(await readLive(), scenario), told, "the instance tells the same");
          if (scenario.notCalled === undefined) await callAll(scenario);
        });
      }
    });
  }

  async function callAll(scenario: AccessScenario): Promise<void> {
    const path = scenario.revision === undefined ? "orders" : `orders;rev=${scenario.revision}`;
    const calls = callerNames.map((caller) => placed.call(caller, { path }));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    assert.deepEqual(statuses, scenario.answers);
    const [nobody = 0, key = 0, ...others] = statuses;
    // false green: nothing is called shut that lets somebody in
    if (scenario.verdict === "closed") assert.ok(![nobody, key, ...others].some(isIn));
    if (scenario.verdict === "restricted") assert.ok(![nobody, key].some(isIn));
    if (scenario.verdict === "key" && scenario.productKey !== false) assert.ok(!isIn(nobody));
    if (scenario.byProduct === undefined) return;
    const byProduct = callerNames.slice(1).map((caller) => placed.call(caller, { path, key: "product" }));
    assert.deepEqual(
      (await Promise.all(byProduct)).map(({ status }) => status),
      scenario.byProduct,
    );
  }

  test("sixty scenarios and more, ten of which at most are unknown", () => {
    const called = all.filter(({ notCalled }) => notCalled === undefined);
    assert.ok(called.length >= 60, `${called.length}`);
    const unknown = all.filter((scenario) => scenario.unknown !== undefined);
    assert.deepEqual(
      all
        .filter(({ verdict, unknown }) => verdict === "unknown" && unknown === undefined)
        .map(({ what }) => what),
      [],
      "what is unknown has a reason",
    );
    assert.ok(unknown.length <= 10, `${unknown.length}`);
  });
});
