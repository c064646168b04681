import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { storeOf } from "../../src/resources/clouds.ts";
import { credentialProvider } from "../../src/resources/kinds/credential-provider.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { failsWith } from "../support/failing.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openClouds, signal } from "./secure-api-clouds.ts";

const texts = { clientId: "crm-client", tokenUrl: "https://crm.example/token" };

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
