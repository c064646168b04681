import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type Caller, type CallerToken, type Fate, fateOf } from "../../src/access/callers/index.ts";
import { type AccessEntry, accessOf, type InstanceSnapshot } from "../../src/access/index.ts";
import { readPolicyFolder } from "../../src/folders/index.ts";
import { readApiSnapshot } from "../../src/workflows/read-access/read-api.ts";
import { readInstanceSnapshot } from "../../src/workflows/read-access/read-instance.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure } from "../support/sandbox-accounts.ts";
import { folderFilesOf } from "../support/scenarios/folder.ts";
import {
  type CallerName,
  callerNames,
  type ScenarioSandbox,
  withScenarioSandbox,
} from "../support/scenarios/sandbox-scenarios.ts";
import {
  joinedSnapshot,
  type ScenarioHosts,
  snapshotOf,
  standsAlone,
} from "../support/scenarios/snapshot.ts";
import { type AccessScenario, accessScenarios } from "../support/scenarios/who-gets-in.ts";
import { folderOf } from "../unit/folders/in-memory-files.ts";

const all = Object.values(accessScenarios).flat();

/** What is told of the API that a scenario is about. */
function entriesOf(snapshot: InstanceSnapshot, { revision }: AccessScenario): readonly AccessEntry[] {
  const name = revision === undefined ? "orders" : `orders;rev=${revision}`;
  return accessOf(snapshot).entries.filter(({ api }) => api.replace("team/", "") === name);
}

/** An entry but for where it is written. */
function withoutPlaces({ api, operation, product, verdict, subscriptionKey, paths }: AccessEntry) {
  const told = paths.map(({ when, checks }) => ({
    when,
    checks: checks.map(({ from: _, ...check }) => check),
  }));
  return { api, operation, product, verdict, subscriptionKey, paths: told };
}

function toldOf(
  snapshot: InstanceSnapshot,
  scenario: AccessScenario,
): readonly ReturnType<typeof withoutPlaces>[] {
  return entriesOf(snapshot, scenario).map(withoutPlaces);
}

/** The hosts by their names: of an issuer at an address that tells nothing of whose it is less is known. */
const namedHosts: ScenarioHosts = {
  acme: "https://acme.eu.auth0.com",
  partner: "https://partner.eu.auth0.com",
  entra: "https://login.microsoftonline.com",
  tenantId: "11111111-2222-3333-4444-555555555555",
};

/** Who calls, by what access is told of them. */
function callerOf(name: CallerName, key: "api" | "product"): Caller {
  const token = (issuer: string, expired = false): CallerToken => ({
    issuer: `${issuer}/`,
    audiences: ["https://api.example/"],
    scopes: ["read"],
    otherClaims: "none",
    keys: [`${issuer}/.well-known/openid-configuration`],
    expired,
  });
  const tokens: Readonly<Record<CallerName, CallerToken | undefined>> = {
    nobody: undefined,
    key: undefined,
    good: token(namedHosts.acme),
    foreign: token(namedHosts.partner),
    expired: token(namedHosts.acme, true),
  };
  const own = tokens[name];
  return {
    id: name,
    name,
    family: name,
    key: name === "nobody" ? "none" : key === "api" ? "api" : { product: "starter" },
    ...(own && { token: own }),
    sendsNothingElse: true,
    address: "elsewhere",
  };
}

/** No false green: what is called shut lets nobody in who ought not to be. */
function holdVerdict({ verdict, productKey }: AccessScenario, statuses: readonly number[]): void {
  const [nobody = 0, key = 0] = statuses;
  if (verdict === "closed") assert.ok(!statuses.some(isIn));
  if (verdict === "restricted") assert.ok(!isIn(nobody) && !isIn(key));
  if (verdict === "key" && productKey !== false) assert.ok(!isIn(nobody));
}

/** What somebody got. */
type Answer = Awaited<ReturnType<ScenarioSandbox["call"]>>;

/** Holds what access tells of a caller to what they got. */
function holdFate(fate: Fate, { status, undecided }: Answer, caller: string): void {
  if (undecided || fate.kind === "unknown") return;
  const told = `${caller}: access tells “${fate.kind}”, and they got ${status}`;
  assert.equal(fate.kind === "in", isIn(status), told);
  if (fate.kind === "refused" && fate.status !== undefined) assert.equal(fate.status, status, told);
}

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
  const live = () => {
    cloud ??= openAzure(sandbox.info);
    return cloud;
  };
  const readLive = async () => readInstanceSnapshot(await live(), instance(), signal);
  const readLiveApi = async ({ revision, workspace }: AccessScenario) => {
    const apiId = revision === undefined ? "orders" : `orders;rev=${revision}`;
    const space = workspace === undefined ? {} : { workspace: "team" };
    return readApiSnapshot(await live(), { instance: instance(), ...space, apiId }, signal);
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
          if (scenario.listed === undefined) {
            assert.deepEqual(toldOf(await readLive(), scenario), told, "the instance tells the same");
            assert.deepEqual(
              toldOf(await readLiveApi(scenario), scenario),
              told,
              "and so does the API alone",
            );
          }
          if (scenario.notCalled !== undefined) return;
          const isKnown = (await callAll(scenario)) && scenario.verdict !== "unknown";
          assert.equal(
            isKnown,
            scenario.unknown === undefined,
            "what is unknown, and nothing else, has a reason",
          );
        });
      }
    });
  }

  /** Calls as everybody, and says whether something of it is not known. */
  async function callAll(scenario: AccessScenario): Promise<boolean> {
    const named = snapshotOf(scenario, namedHosts);
    const { api, operation } = entriesOf(named, scenario)[0] ?? assert.fail();
    const path = scenario.revision === undefined ? "orders" : `orders;rev=${scenario.revision}`;
    const callAs = async (callers: readonly CallerName[], key: "api" | "product") => {
      const answers = await Promise.all(callers.map((caller) => placed.call(caller, { path, key })));
      const fates = callers.map((caller) => fateOf(named, { api, operation }, callerOf(caller, key)));
      for (const [index, caller] of callers.entries()) {
        holdFate(fates[index] ?? assert.fail(), answers[index] ?? assert.fail(), caller);
      }
      const statuses = answers.map(({ status }) => status);
      const isKnown =
        fates.every(({ kind }) => kind !== "unknown") && !answers.some(({ undecided }) => undecided);
      return { statuses, isKnown };
    };
    const found = await callAs(callerNames, "api");
    assert.deepEqual(found.statuses, scenario.answers);
    holdVerdict(scenario, found.statuses);
    if (scenario.byProduct === undefined) return found.isKnown;
    const byProduct = await callAs(callerNames.slice(1), "product");
    assert.deepEqual(byProduct.statuses, scenario.byProduct);
    return found.isKnown && byProduct.isKnown;
  }

  test("sixty scenarios and more in one instance, which is read as a whole", async () => {
    const together = all.filter((scenario) => !standsAlone(scenario) && scenario.notCalled === undefined);
    assert.ok(together.length >= 60, `${together.length}`);
    const snapshot = joinedSnapshot(together, placed.hosts);
    placed.place(snapshot);
    const [live, written] = [accessOf(await readLive()).entries, accessOf(snapshot).entries];
    assert.deepEqual(live.map(withoutPlaces), written.map(withoutPlaces), "the instance tells the same");
    for (const [index, scenario] of together.entries()) {
      const path = `s${index}`;
      const answers = await Promise.all(callerNames.map((caller) => placed.call(caller, { path })));
      assert.deepEqual(
        answers.map(({ status }) => status),
        scenario.answers,
        scenario.what,
      );
      const alone = toldOf(snapshotOf(scenario, placed.hosts), scenario);
      const verdicts = (entries: readonly { readonly verdict: string }[]) =>
        entries.map(({ verdict }) => verdict);
      assert.deepEqual(verdicts(live.filter(({ api }) => api === path)), verdicts(alone), scenario.what);
    }
  });

  test("sixty scenarios and more are called, of which ten at most are unknown", () => {
    const called = all.filter(({ notCalled }) => notCalled === undefined);
    assert.ok(called.length >= 60, `${called.length}`);
    const unknown = called.filter((scenario) => scenario.unknown !== undefined);
    assert.ok(unknown.length <= 10, `${unknown.length}`);
    assert.equal(new Set(all.map(({ what }) => what)).size, all.length, "each has a name of its own");
  });
});
