import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { AzureAccount } from "../../../src/domain/account.ts";
import {
  connectAuth0,
  connectAzure,
  managementScopes,
  normaliseTenantDomain,
} from "../../../src/workflows/connect.ts";
import {
  azureWithCalculator,
  InMemoryAuth0Cloud,
  InMemoryAzureCloud,
} from "../../support/in-memory/index.ts";
import { signal } from "./clouds.ts";
import { failure } from "./securing.ts";

suite("tenant domain", () => {
  const cases: readonly (readonly [typed: string, domain: string])[] = [
    ["contoso.eu.auth0.com", "contoso.eu.auth0.com"],
    ["  Contoso.EU.auth0.com/ ", "contoso.eu.auth0.com"],
    ["https://contoso.eu.auth0.com/.well-known/openid-configuration", "contoso.eu.auth0.com"],
    ["http://contoso.auth0.com?x=1", "contoso.auth0.com"],
    ["login.contoso.com.", "login.contoso.com"],
    ["https://127.0.0.1:4001/", "127.0.0.1:4001"],
    ["https://contoso.auth0.com/authorize?login_hint=ada@contoso.example", "contoso.auth0.com"],
  ];
  for (const [typed, domain] of cases) {
    test(`of “${typed}” is ${domain}`, () => assert.equal(normaliseTenantDomain(typed), domain));
  }

  for (const typed of [
    "",
    "contoso",
    "https://",
    "https://manage.auth0.com/dashboard/eu/contoso",
    "a b.auth0.com",
    "contoso.eu.auth0.com\nAUTH0_CLIENT_ID=x",
    "ada@contoso.example",
    "contoso..auth0.com",
    ".auth0.com",
    "-contoso.auth0.com",
    `${"x".repeat(64)}.auth0.com`,
  ]) {
    test(`is not in “${typed}”`, () => {
      assert.throws(
        () => normaliseTenantDomain(typed),
        (error) => error instanceof Failure && error.code === "invalid-input" && error.remedy !== undefined,
      );
    });
  }
});

suite("connect Auth0", () => {
  test("learns the tenant, its discovery document and that nothing is missing", async () => {
    const { tenant, discovery, missingScopes } = await connect(tenantGranting(managementScopes));
    assert.equal(tenant.friendlyName, "Contoso");
    assert.equal(discovery.issuer, "https://contoso.eu.auth0.com/");
    assert.deepEqual(missingScopes, []);
  });

  test("gives up even when it is cancelled at the last moment", async () => {
    const auth0 = tenantGranting(managementScopes);
    const controller = new AbortController();
    auth0.calls.beforeNext("readTenant", () => queueMicrotask(() => controller.abort()));
    await assert.rejects(connect(auth0, controller.signal), failure("cancelled", /Cancelled/));
  });

  test("says which scopes are missing and what does not work without them", async () => {
    const granted = managementScopes.filter((scope) => !scope.endsWith(":users"));
    const { missingScopes } = await connect(tenantGranting(granted));
    assert.deepEqual(
      missingScopes.map(({ scope }) => scope),
      ["read:users", "create:users", "update:users", "delete:users"],
    );
    assert.match(missingScopes[1]?.consequence ?? "", /cannot be created/);
  });

  test("goes without the tenant's settings when it may not read them", async () => {
    const { tenant, missingScopes } = await connect(tenantGranting(["read:clients"]));
    assert.equal(tenant.friendlyName, undefined);
    assert.ok(missingScopes.some(({ scope }) => scope === "read:tenant_settings"));
  });

  test("hands on why the domain is wrong, and asks nothing more of it", async () => {
    const cloud = tenantGranting(managementScopes);
    const reason = new Failure("invalid-input", "contoso.example is not an Auth0 tenant.");
    cloud.calls.failNext("readDiscovery", reason);
    await assert.rejects(connect(cloud), reason);
    assert.deepEqual(cloud.calls.made, ["readDiscovery"]);
  });

  test("says that the credentials are wrong", async () => {
    const cloud = tenantGranting(managementScopes);
    cloud.clientSecrets.set("client", "another");
    await assert.rejects(connect(cloud), failure("unauthorized", /refused/, /Copy both anew/));
  });

  test("says that the application has no access to the Management API at all", async () => {
    const cloud = tenantGranting([]);
    cloud.clientGrants = [];
    await assert.rejects(connect(cloud), failure("forbidden", /Management API/, /authorise/));
  });
});

suite("connect Azure", () => {
  test("lists the subscriptions", async () => {
    const connected = await connectAzure(azure(azureWithCalculator()), principal, {}, signal);
    assert.deepEqual(
      connected.subscriptions.map(({ name }) => name),
      ["Contoso"],
    );
  });

  test("says who sees no subscription, and where", async () => {
    const connecting = connectAzure(azure(new InMemoryAzureCloud()), principal, {}, signal);
    await assert.rejects(connecting, failure("forbidden", /app-1 sees no.*directory-1/, /role/));
    const person = connectAzure(azure(new InMemoryAzureCloud()), { kind: "microsoft" }, {}, signal);
    await assert.rejects(person, failure("forbidden", /account you signed in with sees no/, /directory/));
  });

  test("hands on why signing in failed", async () => {
    const cloud = azureWithCalculator();
    cloud.calls.failAlways(new Failure("unauthorized", "The client secret is wrong."));
    const connecting = connectAzure(azure(cloud), principal, {}, signal);
    await assert.rejects(connecting, failure("unauthorized", /secret is wrong/));
  });
});

const principal: AzureAccount = { kind: "service-principal", tenantId: "directory-1", clientId: "app-1" };

function azure(cloud: InMemoryAzureCloud) {
  return { openAzure: async () => cloud };
}

/** A tenant whose application “client” has these scopes of the Management API. */
function tenantGranting(scopes: readonly string[]): InMemoryAuth0Cloud {
  const cloud = new InMemoryAuth0Cloud();
  cloud.clientSecrets.set("client", "secret");
  const audience = `https://${cloud.domain}/api/v2/`;
  cloud.clientGrants = [{ id: "cgr", clientId: "client", audience, scopes }];
  cloud.grantedScopes = new Set(scopes);
  return cloud;
}

function connect(cloud: InMemoryAuth0Cloud, until = signal) {
  const account = { domain: cloud.domain, clientId: "client" };
  return connectAuth0({ openAuth0: async () => cloud }, { account, secret: "secret" }, until);
}
