import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { managementClient } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

suite("Auth0 Management API of the sandbox", () => {
  const tenant = withTenant();

  test("a new tenant has only its Management API and the application for it", async () => {
    const client = managementClient(tenant);
    const apis = (await client.resourceServers.list()).data;
    assert.deepEqual(
      apis.map((api) => api.identifier),
      [tenant.management],
    );
    const applications = (await client.clients.list()).data;
    assert.deepEqual(
      applications.map((one) => one.client_id),
      [tenant.state.managementClientId],
    );
    assert.deepEqual((await client.connections.list()).data, []);
  });
});
