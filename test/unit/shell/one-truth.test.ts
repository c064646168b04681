import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf, type InstanceSnapshot } from "../../../src/access/index.ts";
import { type ScenarioHosts, snapshotOf } from "../../support/scenarios/snapshot.ts";
import { type AccessScenario, accessScenarios } from "../../support/scenarios/who-gets-in.ts";

import "../../support/vscode/install.ts";

const { digestOf } = await import("../../../src/shell/session/access-digest.ts");
const { judgeLink } = await import("../../../src/shell/session/link-health.ts");

const hosts: ScenarioHosts = {
  acme: "https://acme.eu.auth0.com",
  partner: "https://partner.eu.auth0.com",
  entra: "https://login.microsoftonline.com",
  tenantId: "11111111-2222-3333-4444-555555555555",
};

const link = { issuer: "https://acme.eu.auth0.com/", audience: "https://api.example/" };

const isIn = (status: number) => status >= 200 && status < 300;

/** What the gateway was seen to answer, by who called: the contract tests hold the table to it. */
function got({ answers, byProduct }: AccessScenario) {
  const [nobody, key, ...withToken] = answers;
  const [productKey, ...byProductToken] = byProduct ?? [401, 401];
  return {
    anybody: isIn(nobody),
    withKey: isIn(key) || isIn(productKey),
    withToken: [...withToken, ...byProductToken].some(isIn),
    isGood: isIn(answers[2]) && (byProduct === undefined || isIn(byProduct[1])),
  };
}

/** The instance of a scenario, read for its API. */
function read(scenario: AccessScenario): InstanceSnapshot {
  const { spaces, notes } = snapshotOf(scenario, hosts);
  const name = scenario.revision === undefined ? "orders" : `orders;rev=${scenario.revision}`;
  return {
    spaces: spaces.map((space) => ({ ...space, apis: space.apis.filter((api) => api.name === name) })),
    notes,
  };
}

const called = Object.values(accessScenarios)
  .flat()
  .filter(({ notCalled }) => notCalled === undefined);

suite("one truth: the states of the explorer, and what callers get", () => {
  for (const scenario of called) {
    test(scenario.what, () => {
      const { state, operations } = digestOf(read(scenario));
      const { anybody, withKey, withToken } = got(scenario);
      for (const { icon } of [state, ...operations.values()]) {
        if (icon === "lock")
          assert.ok(!anybody && !withKey, "restricted, and somebody gets in without a token");
        if (icon === "circle-slash")
          assert.ok(!anybody && !withKey && !withToken, "closed, and somebody gets in");
        if (icon === "key" && scenario.productKey !== false)
          assert.ok(!anybody, "key only, and anybody gets in");
        if (anybody && icon !== "question") assert.equal(icon, "unlock");
      }
      assert.equal(operations.get("list-orders")?.icon, state.icon, "an API of one operation is as that is");
    });
  }
});

suite("one truth: the badge of a link, and what callers get", () => {
  for (const scenario of called) {
    test(scenario.what, () => {
      const snapshot = read(scenario);
      const { isHealthy, spoken, reason } = judgeLink(snapshot, accessOf(snapshot).entries, link);
      const { anybody, withKey, isGood } = got(scenario);
      const isTaken = isGood || scenario.lacksScope === true;
      if (isHealthy) assert.ok(!anybody && !withKey && isTaken, "healthy, and it is not");
      else if (spoken === "not checked") assert.ok(anybody || withKey, reason);
      else if (spoken !== "not certain") assert.ok(!isGood, reason);
    });
  }
});
