import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator, calculatorOperations } from "../../support/in-memory/index.ts";
import { type InMemoryClouds, signal, twoClouds } from "./clouds.ts";
import { inbound, partnerCheck, scopes } from "./policy-situations.ts";

suite("what a plan changes at other APIs", () => {
  function withOthers(count = 1): InMemoryClouds {
    const clouds = twoClouds();
    for (let number = 1; number <= count; number += 1) {
      const apiId = `invoices-${number}`;
      const displayName = `Invoices ${number}`;
      const id = basicCalculator.id.replace(/[^/]+$/, apiId);
      clouds.azure.addApi({ ...basicCalculator, id, apiId, displayName, path: apiId }, calculatorOperations);
    }
    return clouds;
  }

  async function planned(clouds: InMemoryClouds, existing: SecureApiChoices["policy"]["existing"]) {
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const suggested = suggestSecureApi(snapshot);
    const choices = { ...suggested, policy: { ...suggested.policy, existing } };
    return planSecureApi(await readChoices(clouds, snapshot, choices, signal), choices);
  }

  test("is told by name, with whom it shuts out there", async () => {
    const clouds = withOthers();
    clouds.azure.putPolicy(scopes.global, inbound(partnerCheck));
    const { elsewhere, notes } = await planned(clouds, "replace");
    assert.match(notes.join("\n"), /changes who gets in at 1 other API, too: “invoices-1”/);
    const [shutOut] = elsewhere?.shutOut ?? [];
    assert.match(shutOut?.name ?? "", /partner\.example/);
    assert.deepEqual(new Set(shutOut?.operations.map(({ api }) => api)), new Set(["invoices-1"]));
  });

  test("is nothing where they leave the changed policy out, and that is said", async () => {
    const clouds = withOthers();
    clouds.azure.putPolicy(scopes.global, inbound(partnerCheck));
    const { instance } = basicCalculator;
    clouds.azure.putPolicy({ kind: "api", instance, apiId: "invoices-1" }, inbound());
    const { elsewhere, notes } = await planned(clouds, "replace");
    assert.equal(elsewhere, undefined);
    assert.match(notes.join("\n"), /At no other API of the instance does that change who gets in/);
  });

  test("is not read where the changed policies are the API's own", async () => {
    const clouds = withOthers();
    clouds.azure.putPolicy(scopes.api, inbound("<base />", partnerCheck));
    const { elsewhere, notes } = await planned(clouds, "replace");
    assert.equal(elsewhere, undefined);
    assert.doesNotMatch(notes.join("\n"), /other API/);
  });

  test("is said not to be known where there are too many", async () => {
    const clouds = withOthers(100);
    clouds.azure.putPolicy(scopes.global, inbound(partnerCheck));
    const { elsewhere, notes } = await planned(clouds, "replace");
    assert.equal(elsewhere, undefined);
    assert.match(notes.join("\n"), /Who gets in at other APIs was not looked at/);
  });
});
