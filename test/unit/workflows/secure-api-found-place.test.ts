import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { foundPlace } from "../../../src/workflows/secure-api/places/found-place.ts";
import { readSecureApi } from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { signal, twoClouds } from "./clouds.ts";
import { inbound, ownCheck, partnerCheck, scopes } from "./policy-situations.ts";

const include = '<include-fragment fragment-id="token-check" />';

suite("where the check of a link stands", () => {
  async function found(policies: Partial<Record<keyof typeof scopes, string>>) {
    const clouds = twoClouds();
    for (const [level, scope] of Object.entries(scopes)) {
      const text = Object.entries(policies).find(([name]) => name === level)?.[1];
      if (text !== undefined) clouds.azure.putPolicy(scope, text);
    }
    return foundPlace(await readSecureApi(clouds, basicCalculator, signal), "basic-calculator");
  }

  test("is found at each level", async () => {
    assert.deepEqual(await found({ api: inbound("<base />", ownCheck()) }), { kind: "api" });
    assert.deepEqual(await found({ global: inbound(ownCheck()) }), { kind: "global" });
    assert.equal((await found({ add: inbound("<base />", ownCheck()) }))?.kind, "operations");
    const fragment = `<fragment>${ownCheck()}</fragment>`;
    assert.deepEqual(await found({ api: inbound("<base />", include), fragment }), {
      kind: "fragment",
      fragmentId: "token-check",
    });
  });

  test("is nowhere where tokens of others are taken, or those for others, or only some calls meet it", async () => {
    assert.equal(await found({}), undefined);
    assert.equal(await found({ api: inbound("<base />", partnerCheck) }), undefined);
    assert.equal(await found({ api: inbound("<base />", ownCheck({ audience: "other" })) }), undefined);
    const branch = `<choose><when condition="@(true)">${ownCheck()}</when></choose>`;
    assert.equal(await found({ api: inbound("<base />", branch) }), undefined);
    assert.equal(await found({ fragment: `<fragment>${ownCheck()}</fragment>` }), undefined);
  });

  test("is the API's policy where single operations ask for scopes besides", async () => {
    const policies = { api: inbound("<base />", ownCheck()), add: inbound("<base />", ownCheck()) };
    assert.deepEqual(await found(policies), { kind: "api" });
  });
});
