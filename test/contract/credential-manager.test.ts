import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { trustingFetch } from "../../src/adapters/trusting-fetch.ts";
import { parseInstancePath } from "../../src/domain/azure-paths.ts";
import { storeOf } from "../../src/resources/clouds.ts";
import { credentialConnection } from "../../src/resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../src/resources/kinds/credential-provider.ts";
import { defaultAudience } from "../../src/resources/kinds/default-audience.ts";
import { settingsId, tenantSettings } from "../../src/resources/kinds/tenant-settings.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { planConnectionAccess } from "../../src/workflows/protect-api.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { failsWith } from "../support/failing.ts";
import { applyPlan, outcomeOf } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openClouds, signal } from "./secure-api-clouds.ts";

const texts = { clientId: "crm-client", tokenUrl: "https://crm.example/token" };

suite("a connection by authorization code, with the official SDK on the sandbox", () => {
  const sandbox = withSandbox({ record: recordExchange });
  let clouds: Clouds;

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
  });

  test("is connected once somebody has opened its link, which is good once; the instance may use it by its identity", async () => {
    const { subscriptionId } = sandbox.info.azure;
    const owner = `${subscriptionId}/contoso-rg/contoso-apim`;
    const instance = parseInstancePath(owner);
    const provider = { displayName: "CRM", identityProvider: "oauth2" };
    const at = (kind: string, id: string) => ({ kind, owner, id });
    await storeOf(clouds, credentialProvider).create(at(credentialProvider.id, "crm"), provider, signal);
    const connections = storeOf(clouds, credentialConnection);
    const draft = { authorizationType: "OAuth2", oAuth2GrantType: "AuthorizationCode" };
    const { ref, value } = await connections.create(at(credentialConnection.id, "crm/shop"), draft, signal);
    assert.deepEqual([value.status, value.error], ["Error", "This connection is not authenticated."]);
    const connection = { instance, providerId: "crm", connectionId: "shop" };
    const link = await clouds.azure.readLoginLink(connection, "https://portal.azure.com", signal);
    const fetch = await trustingFetch(sandbox.info);
    assert.equal((await fetch(link)).status, 200);
    const now = (await connections.read(ref, signal))?.value;
    assert.deepEqual([now?.status, now?.error], ["Connected", undefined]);
    assert.equal((await fetch(link)).status, 404);
    assert.equal((await fetch(new URL("/consent/other", link))).status, 404);

    const shop = { kind: "connection", providerId: "crm", connectionId: "shop" } as const;
    const plan = async () =>
      planConnectionAccess(clouds.azure, await clouds.azure.readInstance(instance, signal), [shop], signal);
    const { changes } = await plan();
    const whole = { title: "Access", subject: owner, changes, unchanged: [], notes: [] };
    assert.equal(outcomeOf(await applyPlan(whole, clouds, signal)).status, "done");
    assert.deepEqual([(await plan()).changes, (await plan()).unchanged.length], [[], 1]);
  });

  test("without a connection of that name there is no link", async () => {
    const instance = parseInstancePath(`${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`);
    const nothing = { instance, providerId: "crm", connectionId: "shop" };
    await failsWith("not-found", clouds.azure.readLoginLink(nothing, "https://portal.azure.com", signal));
  });
});

suite("a credential provider with a client secret, with the official SDK on the sandbox", () => {
  const sandbox = withSandbox({ record: recordExchange });
  let clouds: Clouds;

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
  });

  test("the secret goes in and never comes out; without it nothing of the provider is changed", async () => {
    const { subscriptionId } = sandbox.info.azure;
    const owner = `${subscriptionId}/contoso-rg/contoso-apim`;
    const store = storeOf(clouds, credentialProvider);
    const made = await store.create(
      { kind: credentialProvider.id, owner, id: "crm" },
      {
        displayName: "CRM",
        identityProvider: "oauth2",
        oauth2: { grantTypes: { authorizationCode: texts } },
        clientSecret: "crm-secret",
      },
      signal,
    );
    assert.ok(!JSON.stringify(made).includes("crm-secret"));
    const kept = () =>
      Object.values(sandbox.state.azure.resources).find(({ name }) => name === "crm")?.secrets;
    assert.deepEqual(kept(), { "authorizationCode.clientSecret": "crm-secret" });
    await failsWith(
      "rejected",
      store.update(made, { displayName: "Other" }, signal),
      "its client secret is not known",
    );
    assert.equal((await store.read(made.ref, signal))?.value.displayName, "CRM");
    await store.update(made, { displayName: "Other", clientSecret: "crm-secret" }, signal);
    assert.equal((await store.read(made.ref, signal))?.value.displayName, "Other");
    assert.deepEqual(kept(), { "authorizationCode.clientSecret": "crm-secret" });
  });
});

suite("the default audience of a tenant, with the official SDK on the sandbox", () => {
  const sandbox = withSandbox({ record: recordExchange });

  test("is read, set and taken away, and nothing else of the tenant's settings with it", async () => {
    await sandbox.reset();
    const clouds = await openClouds(sandbox);
    const owner = sandbox.info.auth0.domain;
    const store = storeOf(clouds, defaultAudience);
    const ref = { kind: defaultAudience.id, owner, id: settingsId };
    const before = await storeOf(clouds, tenantSettings).read({ ...ref, kind: tenantSettings.id }, signal);
    const none = await store.read(ref, signal);
    assert.deepEqual(none, { ref, value: { audience: undefined } });
    const set = await store.update(none ?? assert.fail(), { audience: "https://orders.example" }, signal);
    assert.deepEqual(set.value, { audience: "https://orders.example" });
    assert.equal((await clouds.auth0.readTenant(signal)).defaultAudience, "https://orders.example");
    assert.deepEqual((await store.update(set, { audience: undefined }, signal)).value, {
      audience: undefined,
    });
    const after = await storeOf(clouds, tenantSettings).read({ ...ref, kind: tenantSettings.id }, signal);
    assert.deepEqual(
      { ...after?.value, default_audience: undefined },
      { ...before?.value, default_audience: undefined },
    );
    await failsWith("unsupported", store.create(ref, { audience: "a" }, signal));
    await failsWith("unsupported", store.delete(set, signal));
  });
});
