// @azure/arm-apimanagement before version 10: every kind of the sandbox is listed, made, changed and deleted.
import assert from "node:assert/strict";
import { collect, input, require } from "./input.mjs";

const { ApiManagementClient } = require("@azure/arm-apimanagement");
const { ClientSecretCredential } = require("@azure/identity");

const { authorityHost, resourceManager, tenantId, clientId, clientSecret, subscriptionId } = input.azure;
const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
  authorityHost,
  disableInstanceDiscovery: true,
});
const client = new ApiManagementClient(credential, subscriptionId, {
  $host: resourceManager,
  endpoint: resourceManager,
});
const at = ["contoso-rg", "contoso-apim"];

/** List, make, read, change and delete one entity; `below` names what it is in. */
async function live(group, name, { below = [], make, change, list = "listByService", changed }) {
  const operations = client[group];
  const place = [...at, ...below, name];
  const create = operations.beginCreateOrUpdateAndWait ? "beginCreateOrUpdateAndWait" : "createOrUpdate";
  await operations[create](...place, make);
  assert.equal((await operations.get(...place)).name, name);
  if (change) {
    const update = operations.beginUpdateAndWait ? "beginUpdateAndWait" : "update";
    await operations[update](...place, "*", change);
    for (const [key, value] of Object.entries(changed ?? change)) {
      assert.deepEqual((await operations.get(...place))[key], value, `${group} ${key}`);
    }
  }
  assert.ok(
    (await collect(operations[list](...at, ...below))).some((one) => one.name === name),
    `${group} in its list`,
  );
  await operations.delete(...place, "*");
  await assert.rejects(operations.get(...place), { statusCode: 404 });
}

const policy = (inner) =>
  `<policies><inbound>${inner}<base /></inbound><backend><base /></backend><outbound><base /></outbound></policies>`;
const withPolicy = { format: "rawxml", value: policy('<set-header name="x"><value>1</value></set-header>') };

assert.deepEqual(
  (await collect(client.apiManagementService.list())).map(({ name }) => name),
  ["contoso-apim"],
);
assert.equal((await client.apiManagementService.get(...at)).sku.name, "Developer");

await client.api.beginCreateOrUpdateAndWait(...at, "orders", {
  path: "orders",
  format: "openapi+json",
  value: JSON.stringify({
    openapi: "3.0.1",
    info: { title: "Orders", version: "1" },
    paths: { "/orders": { get: { operationId: "list", responses: { 200: { description: "all" } } } } },
  }),
});
await client.api.update(...at, "orders", "*", { description: "Everything" });
assert.equal((await client.api.get(...at, "orders")).description, "Everything");

await live("apiOperation", "cancel", {
  below: ["orders"],
  list: "listByApi",
  make: {
    displayName: "Cancel",
    method: "DELETE",
    urlTemplate: "/orders/{id}",
    templateParameters: [{ name: "id", type: "string", required: true }],
  },
  change: { displayName: "Withdraw" },
});
await live("apiSchema", "schema", {
  below: ["orders"],
  list: "listByApi",
  make: { contentType: "application/vnd.oai.openapi.components+json", components: { schemas: {} } },
});
for (const [group, below] of [
  ["apiPolicy", ["orders"]],
  ["apiOperationPolicy", ["orders", "list"]],
  ["productPolicy", ["starter"]],
  ["policy", []],
]) {
  const place = [...at, ...below, "policy"];
  await client[group].createOrUpdate(...place, withPolicy, { ifMatch: "*" });
  const read = await client[group].get(...place, { format: "rawxml" });
  assert.match(read.value, /set-header/, group);
  await client[group].delete(...place, "*");
}

await client.api.beginCreateOrUpdateAndWait(...at, "orders;rev=2", {
  path: "orders",
  sourceApiId: "/apis/orders",
  apiRevision: "2",
});
await live("apiRelease", "second", {
  below: ["orders"],
  make: { apiId: "/apis/orders;rev=2", notes: "Second" },
  change: { notes: "The second" },
});
assert.equal((await collect(client.apiRevision.listByService(...at, "orders"))).length, 2);

await live("authorizationServer", "auth0", {
  make: {
    displayName: "Auth0",
    clientRegistrationEndpoint: "https://tenant.example/",
    authorizationEndpoint: "https://tenant.example/authorize",
    grantTypes: ["authorizationCode"],
    clientId: "client",
    clientSecret: "not-a-real-secret",
  },
  change: { displayName: "Auth0 2" },
});
await live("product", "gold", { make: { displayName: "Gold" }, change: { description: "The best" } });
await client.productApi.createOrUpdate(...at, "starter", "orders");
assert.deepEqual(
  (await collect(client.apiProduct.listByApis(...at, "orders"))).map(({ name }) => name),
  ["starter"],
);
await client.productApi.delete(...at, "starter", "orders");
await live("namedValue", "limit", {
  make: { displayName: "limit", value: "5" },
  change: { value: "6" },
});
await live("backend", "erp", {
  make: { url: "https://erp.example", protocol: "http" },
  change: { title: "ERP" },
});
await live("tag", "important", { make: { displayName: "Important" } });
await client.tag.createOrUpdate(...at, "red", { displayName: "Red" });
await client.tag.assignToApi(...at, "orders", "red");
assert.equal((await collect(client.tag.listByApi(...at, "orders"))).length, 1);
await client.tag.detachFromApi(...at, "orders", "red");
await client.tag.delete(...at, "red", "*");
await live("subscription", "mine", {
  list: "list",
  make: { scope: "/products/starter", displayName: "Mine" },
  change: { displayName: "Still mine" },
});
assert.match((await client.subscription.listSecrets(...at, "master")).primaryKey, /^[0-9a-f]{32}$/);
// this version's list of fragments is one answer, not pages
const fragment = {
  format: "rawxml",
  value: '<fragment><trace source="t"><message>m</message></trace></fragment>',
};
await client.policyFragment.beginCreateOrUpdateAndWait(...at, "trace", fragment);
assert.match((await client.policyFragment.get(...at, "trace")).value, /trace source/);
assert.equal((await client.policyFragment.listByService(...at)).value.length, 1);
await client.policyFragment.delete(...at, "trace", "*");
await live("apiVersionSet", "versions", {
  make: { displayName: "Versions", versioningScheme: "Header", versionHeaderName: "x-version" },
  change: { displayName: "All versions" },
});
await client.portalRevision.beginCreateOrUpdateAndWait(...at, "20260101000000", {
  description: "First",
  isCurrent: true,
});
assert.equal((await client.portalRevision.get(...at, "20260101000000")).isCurrent, true);

for (const list of [
  client.gateway.listByService(...at),
  client.logger.listByService(...at),
  client.group.listByService(...at),
  client.globalSchema.listByService(...at),
  client.diagnostic.listByService(...at),
  client.user.listByService(...at),
  client.cache.listByService(...at),
  client.openIdConnectProvider.listByService(...at),
  client.apiDiagnostic.listByService(...at, "orders"),
  client.deletedServices.listBySubscription(),
]) {
  assert.deepEqual(await collect(list), []);
}

await client.api.delete(...at, "orders", "*", { deleteRevisions: true });
assert.deepEqual(
  (await collect(client.api.listByService(...at))).map(({ name }) => name),
  ["basic-calculator"],
);
