import assert from "node:assert/strict";
import { createPrincipal } from "../../../src/sandbox/seed/azure.ts";
import { apimClient, collect, contosoInstance, subscriptionClient } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("Resource Manager of the sandbox, read by the official clients", () => {
  const sandbox = withSandbox();

  test("lists the tenant and its subscription", async () => {
    const client = subscriptionClient(sandbox);
    const tenants = await collect(client.tenants.list());
    assert.deepEqual(
      tenants.map(({ tenantId }) => tenantId),
      [sandbox.info.azure.tenantId],
    );
    const subscriptions = await collect(client.subscriptions.list());
    assert.deepEqual(
      subscriptions.map(({ displayName, state }) => [displayName, state]),
      [["Sandbox subscription", "Enabled"]],
    );
    const one = await client.subscriptions.get(sandbox.info.azure.subscriptionId);
    assert.equal(one.id, `/subscriptions/${sandbox.info.azure.subscriptionId}`);
  });

  test("finds the instance by subscription, by resource group and by name", async () => {
    const { apiManagementService } = apimClient(sandbox);
    const all = await collect(apiManagementService.list());
    const group = await collect(apiManagementService.listByResourceGroup(contosoInstance[0]));
    const one = await apiManagementService.get(...contosoInstance);
    assert.deepEqual([all[0]?.id, group[0]?.id], [one.id, one.id]);
    assert.equal(one.sku.name, "Developer");
    assert.equal(one.gatewayUrl, sandbox.info.gateway);
    assert.equal(one.developerPortalUrl, sandbox.info.portal);
  });

  test("has the Basic Calculator API with its four operations", async () => {
    const client = apimClient(sandbox);
    const [api] = await collect(client.api.listByService(...contosoInstance));
    assert.equal(api?.displayName, "Basic Calculator");
    assert.equal(api?.path, "calc");
    const operations = await collect(client.apiOperation.listByApi(...contosoInstance, api?.name ?? ""));
    assert.deepEqual(
      operations.map(({ displayName, method, urlTemplate }) => `${displayName}: ${method} ${urlTemplate}`),
      [
        "Add two integers: GET /add?a={a}&b={b}",
        "Subtract two integers: GET /sub?a={a}&b={b}",
        "Multiply two integers: GET /mul?a={a}&b={b}",
        "Divide two integers: GET /div?a={a}&b={b}",
      ],
    );
    const [schema] = await collect(client.apiSchema.listByApi(...contosoInstance, "basic-calculator"));
    assert.ok(schema?.components?.["schemas"]);
  });

  test("has the two products of a fresh instance, the API in one of them", async () => {
    const client = apimClient(sandbox);
    const products = await collect(client.product.listByService(...contosoInstance));
    assert.deepEqual(
      products.map(({ name }) => name),
      ["starter", "unlimited"],
    );
    const apis = await collect(client.productApi.listByProduct(...contosoInstance, "unlimited"));
    assert.deepEqual(
      apis.map(({ name }) => name),
      ["basic-calculator"],
    );
    const around = await collect(client.apiProduct.listByApis(...contosoInstance, "basic-calculator"));
    assert.deepEqual(
      around.map(({ name }) => name),
      ["unlimited"],
    );
    assert.deepEqual(
      (await client.productApi.checkEntityExists(...contosoInstance, "unlimited", "basic-calculator")).body,
      true,
    );
  });

  test("shows keys only to those who ask for them", async () => {
    const client = apimClient(sandbox);
    const shown = await client.subscription.get(...contosoInstance, "master");
    assert.equal(shown.primaryKey, undefined);
    const secrets = await client.subscription.listSecrets(...contosoInstance, "master");
    assert.match(secrets.primaryKey ?? "", /^[0-9a-f]{32}$/);
  });

  test("shows a principal without a role nothing, and says so", async () => {
    const stranger = createPrincipal([]);
    sandbox.state.azure.principals.push(stranger);
    assert.deepEqual(await collect(subscriptionClient(sandbox, stranger).subscriptions.list()), []);
    await assert.rejects(apimClient(sandbox, stranger).apiManagementService.get(...contosoInstance), {
      statusCode: 403,
      code: "AuthorizationFailed",
    });
  });
});
