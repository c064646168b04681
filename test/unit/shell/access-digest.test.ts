import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { ApiDigest } from "../../../src/shell/session/access-digest.ts";
import { type ScenarioHosts, snapshotOf } from "../../support/scenarios/snapshot.ts";
import { type AccessScenario, accessScenarios } from "../../support/scenarios/who-gets-in.ts";

const { digestOf } = await import("../../../src/shell/session/access-digest.ts");

const hosts: ScenarioHosts = {
  acme: "https://acme.eu.auth0.com",
  partner: "https://partner.eu.auth0.com",
  entra: "https://login.microsoftonline.com",
  tenantId: "11111111-2222-3333-4444-555555555555",
};

/** What the gateway was seen to answer, by who called: the contract tests hold the table to it. */
function got({ answers, byProduct = [401, 401, 401, 401] }: AccessScenario) {
  const isIn = (status: number) => status >= 200 && status < 300;
  const [nobody, key, ...withToken] = answers;
  const [productKey, ...byProductToken] = byProduct;
  return {
    anybody: isIn(nobody),
    withKey: isIn(key) || isIn(productKey),
    withToken: [...withToken, ...byProductToken].some(isIn),
  };
}

function digest(scenario: AccessScenario): ApiDigest {
  const { spaces, notes } = snapshotOf(scenario, hosts);
  const name = scenario.revision === undefined ? "orders" : `orders;rev=${scenario.revision}`;
  const only = spaces.map((space) => ({ ...space, apis: space.apis.filter((api) => api.name === name) }));
  return digestOf({ spaces: only, notes });
}

suite("one truth: what the explorer says of who gets in", () => {
  for (const [part, scenarios] of Object.entries(accessScenarios)) {
    suite(part, () => {
      for (const scenario of scenarios.filter(({ notCalled }) => notCalled === undefined)) {
        test(scenario.what, () => {
          const { state, operations } = digest(scenario);
          const { anybody, withKey, withToken } = got(scenario);
          for (const { icon } of [state, ...operations.values()]) {
            if (icon === "lock")
              assert.ok(!anybody && !withKey, "a closed lock, and somebody gets in without a token");
            if (icon === "circle-slash")
              assert.ok(!anybody && !withKey && !withToken, "nobody, and somebody gets in");
            if (icon === "key" && scenario.productKey !== false)
              assert.ok(!anybody, "a key, and anybody gets in");
            if (anybody && icon !== "question") assert.equal(icon, "unlock");
          }
          assert.equal(
            operations.get("list-orders")?.icon,
            state.icon,
            "an API of one operation is as that is",
          );
        });
      }
    });
  }
});
