import assert from "node:assert/strict";
import { apimClient, collect, contosoInstance } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

const complete = {
  displayName: "Auth0",
  metadataEndpoint: "https://tenant.example/.well-known/openid-configuration",
  clientId: "client",
};

suite("OpenID Connect providers of the sandbox", () => {
  const sandbox = withSandbox();
  const client = () => apimClient(sandbox).openIdConnectProvider;
  setup(() => sandbox.reset());

  test("keep the secret out of everything but listSecrets, and have the contract's defaults", async () => {
    const clientSecret = crypto.randomUUID();
    const written = await client().createOrUpdate(...contosoInstance, "auth0", { ...complete, clientSecret });
    const read = await client().get(...contosoInstance, "auth0");
    const [listed] = await collect(client().listByService(...contosoInstance));
    for (const one of [written, read, listed]) assert.equal(one?.clientSecret, undefined);
    assert.equal((await client().listSecrets(...contosoInstance, "auth0")).clientSecret, clientSecret);
    assert.deepEqual([read.useInTestConsole, read.useInApiDocumentation], [true, false]);
  });

  test("are refused without what the contract requires, and with metadata that has no address", async () => {
    for (const bad of [
      { ...complete, displayName: "x".repeat(51) },
      { ...complete, clientId: "" },
      { ...complete, metadataEndpoint: "nowhere" },
    ])
      await assert.rejects(client().createOrUpdate(...contosoInstance, "auth0", bad), { statusCode: 400 });
    assert.deepEqual(await collect(client().listByService(...contosoInstance)), []);
  });
});
