import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { managementCredentials } from "../../../src/sandbox/auth0/index.ts";
import { managementClient, managementToken } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

suite("access to the sandbox's Management API", () => {
  const tenant = withTenant();
  let token = "";

  const tokenFor = async (credentials: { clientId: string; clientSecret: string }, audience: string) => {
    const response = await tenant.post("/oauth/token", {
      grant_type: "client_credentials",
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      audience,
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  const get = async (path: string, bearer = token) => {
    const response = await tenant.fetch(`/api/v2${path}`, { headers: { authorization: `Bearer ${bearer}` } });
    const body = (await response.json()) as unknown;
    return { status: response.status, body, headers: response.headers };
  };

  /** Credentials of an application that holds only these scopes. */
  const limited = async (...scope: string[]) => {
    const client = managementClient(tenant);
    const created = await client.clients.create({ name: scope.join(" "), app_type: "non_interactive" });
    const clientId = created.client_id ?? "";
    await client.clientGrants.create({ client_id: clientId, audience: tenant.management, scope });
    return { clientId, clientSecret: created.client_secret ?? "" };
  };

  suiteSetup(async () => {
    token = await managementToken(tenant);
  });

  test("a request without a token, with a bad one or an expired one is unauthorized", async () => {
    const without = await tenant.fetch("/api/v2/clients");
    assert.equal(without.status, 401);
    assert.deepEqual(await without.json(), {
      statusCode: 401,
      error: "Unauthorized",
      message: "Missing authentication",
    });
    const bad = await get("/clients", `${token.slice(0, -6)}AAAAAA`);
    assert.equal(bad.status, 401);
    assert.equal(
      (bad.body as { message: string }).message,
      "Invalid signature received for JSON Web Token validation",
    );
    tenant.ahead = 86_401_000;
    const expired = await get("/clients");
    tenant.ahead = 0;
    assert.deepEqual(expired.body, {
      statusCode: 401,
      error: "Unauthorized",
      message: "Expired token received for JSON Web Token validation",
      attributes: { error: "Expired token received for JSON Web Token validation" },
    });
  });

  test("a token for another API does not open this one", async () => {
    const client = managementClient(tenant);
    const identifier = "https://other.example";
    await client.resourceServers.create({ identifier });
    const own = managementCredentials(tenant.state);
    await client.clientGrants.create({ client_id: own.clientId, audience: identifier, scope: [] });
    const { status, body } = await get("/clients", await tokenFor(own, identifier));
    assert.equal(status, 401);
    assert.equal((body as { message: string }).message, "Bad audience");
  });

  test("each operation asks for its scope", async () => {
    const bearer = await tokenFor(await limited("read:clients"), tenant.management);
    assert.equal((await get("/clients", bearer)).status, 200);
    const refused = await get("/resource-servers", bearer);
    assert.equal(refused.status, 403);
    assert.deepEqual(refused.body, {
      statusCode: 403,
      error: "Forbidden",
      message: "Insufficient scope, expected any of: read:resource_servers",
      errorCode: "insufficient_scope",
    });
  });

  test("secrets are shown only with read:client_keys", async () => {
    const client = managementClient(tenant, await limited("read:clients"));
    const { managementClientId } = tenant.state;
    assert.equal((await client.clients.get(managementClientId)).client_secret, undefined);
    const trusted = managementClient(tenant, await limited("read:client_keys"));
    assert.equal((await trusted.clients.get(managementClientId)).client_secret?.length, 64);
  });

  test("a path that the sandbox does not have is no missing resource", async () => {
    const { status, body } = await get("/no-such-thing");
    assert.equal(status, 501);
    assert.deepEqual(body, {
      statusCode: 501,
      error: "Not Implemented",
      message: "The sandbox does not have GET /api/v2/no-such-thing.",
      errorCode: "not_in_sandbox",
    });
  });

  test("a body that is no JSON is refused", async () => {
    const response = await tenant.fetch("/api/v2/clients", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: "{",
    });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /Invalid request payload JSON format/);
  });

  test("the limit is told in headers; beyond it comes 429 with the time to wait", async () => {
    const usual = tenant.state.rateLimit;
    // A bucket that nothing refills: what is left does not hang on how fast the tests before this one were.
    tenant.state.rateLimit = { capacity: 100, perSecond: 0 };
    const { headers } = await get("/tenants/settings");
    assert.equal(headers.get("x-ratelimit-limit"), "100");
    assert.equal(headers.get("x-ratelimit-remaining"), "99");
    assert.match(headers.get("x-ratelimit-reset") ?? "", /^\d{10}$/);

    tenant.state.rateLimit = { capacity: 1, perSecond: 1 };
    assert.equal((await get("/tenants/settings")).status, 200);
    const refused = await get("/tenants/settings");
    assert.equal(refused.status, 429);
    assert.deepEqual(refused.body, {
      statusCode: 429,
      error: "Too Many Requests",
      message: "Global limit has been reached",
      errorCode: "too_many_requests",
    });
    assert.equal(refused.headers.get("retry-after"), "1");
    assert.equal(refused.headers.get("x-ratelimit-remaining"), "0");
    tenant.state.rateLimit = usual;
  });
});

suite("lists of the sandbox's Management API", () => {
  const tenant = withTenant();

  suiteSetup(async () => {
    const client = managementClient(tenant);
    for (const name of ["a", "b", "c"]) {
      await client.resourceServers.create({ identifier: `https://${name}.example`, name });
      await client.connections.create({ name, strategy: "auth0" });
    }
  });

  test("go page by page, with or without totals", async () => {
    const client = managementClient(tenant);
    const first = await client.resourceServers.list({ per_page: 2 });
    assert.deepEqual(
      first.data.map((api) => api.name),
      ["Auth0 Management API", "a"],
    );
    const all = [];
    for await (const api of first) all.push(api.name);
    assert.deepEqual(all, ["Auth0 Management API", "a", "b", "c"]);
    const authorization = `Bearer ${await managementToken(tenant)}`;
    const bare = await tenant.fetch("/api/v2/resource-servers?per_page=3", { headers: { authorization } });
    assert.equal(((await bare.json()) as unknown[]).length, 3);
    const { page, per_page } = { page: 9, per_page: 2 };
    assert.deepEqual((await client.resourceServers.list({ page, per_page })).data, []);
  });

  test("go by checkpoint", async () => {
    const first = await managementClient(tenant).connections.list({ take: 2 });
    assert.deepEqual(
      first.data.map(({ name }) => name),
      ["a", "b"],
    );
    assert.ok(first.hasNextPage());
    const second = await first.getNextPage();
    assert.deepEqual(
      second.data.map(({ name }) => name),
      ["c"],
    );
    assert.equal(second.hasNextPage(), false);
  });

  test("show only the fields asked for, or all but those", async () => {
    const client = managementClient(tenant);
    const [connection] = (await client.connections.list({ fields: "name,strategy" })).data;
    assert.deepEqual(connection, { name: "a", strategy: "auth0" });
    const [first] = (await client.clients.list({ fields: "client_secret", include_fields: false })).data;
    assert.equal(first?.client_secret, undefined);
    assert.ok(first?.client_id);
  });

  test("refuse a page that is too large or no number", async () => {
    const client = managementClient(tenant);
    await assert.rejects(client.clients.list({ per_page: 101 }).then(), /greater than maximum 100/);
    await assert.rejects(client.connections.list({ take: 500 }).then(), /greater than maximum 100/);
  });
});
