import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { publicAzure } from "../../src/domain/azure-clouds.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import {
  auth0Check,
  entraCheck,
  type Protection,
  planProtection,
  readProtectApi,
} from "../../src/workflows/protect-api.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { withSandbox } from "../support/sandbox.ts";
import { applied, calculatorOf, contentsOf, openClouds, signal, takenBack } from "./secure-api-clouds.ts";

const id = "11111111-2222-3333-4444-555555555555";
const entra = {
  environment: publicAzure,
  directoryId: id,
  clientId: id,
  uri: `api://${id}`,
  tokenVersion: 2,
  scopes: ["Orders.Read"],
} as const;

const protections: readonly Protection[] = [
  { kind: "client-certificate", identities: [{ subject: "CN=orders" }] },
  { kind: "caller-addresses", addresses: ["203.0.113.7", "10.1.0.0/16"] },
  { kind: "managed-identity", resource: "api://backend" },
  { kind: "backend-password", username: "shop", password: "correct horse" },
  { kind: "connection", providerId: "crm", connectionId: "shop" },
  entraCheck(entra, "validate-jwt"),
  entraCheck(entra, "validate-azure-ad-token"),
];

suite("protect an API, with the official SDKs on the sandbox", () => {
  const sandbox = withSandbox({ record: recordExchange });
  let clouds: Clouds;
  const plan = async (...chosen: readonly Protection[]) =>
    planProtection(await readProtectApi(clouds.azure, calculatorOf(sandbox), signal), chosen);

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
  });

  test("the service takes the policy of each, and undo leaves no trace", async () => {
    for (const protection of protections) {
      const before = contentsOf(sandbox);
      const journal = await applied(await plan(protection), clouds);
      assert.notDeepEqual(contentsOf(sandbox), before);
      await takenBack(journal, clouds);
      assert.deepEqual(contentsOf(sandbox), before, protection.kind);
    }
  });

  test("scenario 2 in one plan: tokens are checked, and the password is in no policy", async () => {
    const { url, issuer } = await clouds.auth0.readDiscovery(signal);
    const chosen = [
      auth0Check({ url, issuer }, "basic-calculator"),
      { kind: "backend-password", username: "shop", password: "correct horse" },
    ] as const;
    await applied(await plan(...chosen), clouds);
    const resources = Object.values(sandbox.state.azure.resources);
    const policy = resources.find(({ id }) => id.endsWith("/apis/basic-calculator/policies/policy"));
    assert.match(
      String(policy?.properties["value"]),
      /<validate-jwt[\s\S]+\{\{basic-calculator-backend-password\}\}/,
    );
    const open = resources.map(({ properties }) => properties);
    assert.ok(!JSON.stringify(open).includes("correct horse"));
    assert.deepEqual((await plan(chosen[0])).changes, []);
    await assert.rejects(plan(entraCheck(entra, "validate-jwt")), /has <validate-jwt> already/);
  });

  test("a key is asked for from callers of an open API, and no more after undo", async () => {
    const api = Object.values(sandbox.state.azure.resources).find(({ id }) =>
      id.endsWith("/apis/basic-calculator"),
    );
    assert.ok(api);
    api.properties["subscriptionRequired"] = false;
    const journal = await applied(await plan({ kind: "subscription-key" }), clouds);
    assert.equal((await clouds.azure.readApi(calculatorOf(sandbox), signal))?.api.subscriptionRequired, true);
    await takenBack(journal, clouds);
    assert.equal(
      (await clouds.azure.readApi(calculatorOf(sandbox), signal))?.api.subscriptionRequired,
      false,
    );
  });
});
