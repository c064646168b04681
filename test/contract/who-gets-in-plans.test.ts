import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { isSecured } from "../../src/access/callers/secured.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { withChanges } from "../../src/workflows/read-access/with-changes.ts";
import {
  planSecureApi,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../src/workflows/secure-api.ts";
import { withSandbox } from "../support/sandbox.ts";
import { callerNames, withScenarioSandbox } from "../support/scenarios/sandbox-scenarios.ts";
import { snapshotOf } from "../support/scenarios/snapshot.ts";
import { type AccessScenario, accessScenarios } from "../support/scenarios/who-gets-in.ts";
import { choose, jwt } from "../unit/access/instance.ts";
import { openClouds, signal } from "./secure-api-clouds.ts";

const isIn = (status: number) => status >= 200 && status < 300;

/** Plans are made for an API of the instance itself, in its current revision. */
const planned = Object.values(accessScenarios)
  .flat()
  .filter(({ workspace, revision, notCalled }) =>
    [workspace, revision, notCalled].every((one) => one === undefined),
  );

type Existing = SecureApiChoices["policy"]["existing"];

function left(scenario: AccessScenario): { readonly scenario: AccessScenario; readonly existing: Existing } {
  return { scenario, existing: "leave" };
}

/** Those with a check that is not the link's: what may be done about it, besides leaving it. */
const checked = planned.filter(({ what }) =>
  [
    "another issuer for all APIs, and ours at the API",
    "a partner's issuer in one branch, ours in the other",
    "one check for both issuers",
    "another tenant by named values in a fragment",
    "Entra",
    "Entra beside a check of ours",
    "a key of one's own, HS256",
    "another audience",
    "two issuers of the same token",
    "a token in another header",
  ].includes(what),
);

function metOtherwise(scenario: AccessScenario): readonly ReturnType<typeof left>[] {
  const others: readonly Existing[] = ["accept-both", "decide-by-issuer", "replace"];
  return others.map((existing) => ({ scenario, existing }));
}

suite("one truth: what a plan of Secure API says, and what callers get", function () {
  this.timeout(60_000);
  const sandbox = withSandbox();
  const placed = withScenarioSandbox(sandbox);
  let clouds: Clouds;
  suiteSetup(async () => {
    clouds = await openClouds(sandbox);
  });

  const callAll = () => Promise.all(callerNames.map((caller) => placed.call(caller)));

  /** Plans a link to the API of Auth0 that good tokens are for. */
  async function plan(scenario: AccessScenario, existing: Existing) {
    placed.place(snapshotOf(scenario, placed.hosts));
    const { subscriptionId } = sandbox.info.azure;
    const instance = { subscriptionId, resourceGroup: "contoso-rg", serviceName: "contoso-apim" };
    const snapshot = await readSecureApi(clouds, { instance, apiId: "orders" }, signal);
    const api = snapshot.auth0Apis.find(({ identifier }) => identifier === "https://api.example/");
    const auth0Api = { kind: "existing", api: api ?? assert.fail(), addScopes: [] } as const;
    const suggested = suggestSecureApi(snapshot);
    const choices = { ...suggested, auth0Api, policy: { ...suggested.policy, existing } };
    return { snapshot, securing: planSecureApi(snapshot, choices) };
  }

  for (const { scenario, existing } of [...planned.map(left), ...checked.flatMap(metOtherwise)]) {
    test(`${scenario.what}: ${existing}`, async () => {
      const { snapshot, securing } = await plan(scenario, existing);
      const before = (await callAll()).map(({ status }) => isIn(status));
      assert.deepEqual(before, scenario.answers.map(isIn));
      const { access, assurance, changes } = securing;
      placed.place(withChanges(snapshot.policies.access, snapshot.instance, changes));
      const answers = await callAll();
      const [nobody, key, good, foreign] = answers.map(({ status }) => isIn(status));
      const told = JSON.stringify({ access, assurance, before, after: answers });
      const isPlain = nobody || key;
      // others of the tenant may have the scope that it lacks
      const isTaken = good || scenario.lacksScope === true;
      if (isSecured(access) || assurance.kind === "assured") {
        assert.ok(!isPlain && isTaken, `said to be secured, and is not: ${told}`);
      }
      if (isPlain)
        assert.ok(access.open.length + access.perhapsOpen.length > 0, `open, and not told: ${told}`);
      if (answers.some(({ undecided }) => undecided)) return;
      if (!isTaken) assert.ok(access.notLetIn.length > 0, `not let in, and not told: ${told}`);
      const isShutOut = (before[2] && !good) || (before[3] && !foreign);
      const isMarked = access.shutOut.length + access.perhapsShutOut.length > 0;
      if (isShutOut) assert.ok(isMarked, `somebody is shut out unseen: ${told}`);
    });
  }

  test("whoever sends any Authorization header past a check is told by name, and gets in as told", async () => {
    const sent = '@(context.Request.Headers.ContainsKey("Authorization"))';
    const what = "a caller exempted by any Authorization header";
    const api = choose({ [sent]: "" }, jwt());
    const { securing } = await plan(
      { what, api, verdict: "open", answers: [401, 401, 200, 200, 200] },
      "leave",
    );
    const { columns, rows, open } = securing.access;
    const told = columns.indexOf("anybody who sends any Authorization header");
    assert.deepEqual(
      rows.map(({ cells }) => cells[told]?.before.kind),
      ["in"],
      columns.join(),
    );
    assert.deepEqual(
      open.map(({ name }) => name),
      ["anybody who sends any Authorization header"],
    );
    assert.equal(securing.assurance.kind, "reserved");
    const call = (headers: Record<string, string>) =>
      placed.send(undefined, { path: "orders/add", key: placed.keys.api, headers });
    assert.deepEqual([await call({ Authorization: "Basic eA==" }), await call({})], [200, 401]);
  });

  test("checks of others are met in every way", () => {
    assert.equal(checked.length, 10, "each scenario that is named is there");
  });
});
