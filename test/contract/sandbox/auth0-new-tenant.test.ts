import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { managementClient, managementToken } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

suite("what a new tenant has none of", () => {
  const tenant = withTenant();
  let authorization = "";

  suiteSetup(async () => {
    authorization = `Bearer ${await managementToken(tenant)}`;
  });

  async function call(method: string, path: string, body?: unknown): Promise<[number, unknown]> {
    const response = await tenant.fetch(`/api/v2${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return [response.status, text === "" ? undefined : JSON.parse(text)];
  }

  test("lists are empty, as an array or by page as they are asked for", async () => {
    for (const path of ["flows", "forms", "hooks", "organizations", "roles", "rules", "grants", "logs"]) {
      assert.deepEqual(await call("GET", `/${path}`), [200, []], path);
      assert.deepEqual(
        await call("GET", `/${path}?page=0&per_page=100&include_totals=true`),
        [200, { start: 0, limit: 100, total: 0, [path]: [] }],
        path,
      );
    }
    assert.deepEqual(await call("GET", "/organizations?take=10"), [200, { organizations: [] }]);
  });

  test("lists by checkpoint, bare lists and those with an envelope of their own are empty as well", async () => {
    const expected: Record<string, unknown> = {
      "/actions/actions?page=1&per_page=10": { total: 0, page: 1, per_page: 10, actions: [] },
      "/actions/triggers/post-login/bindings": { total: 0, page: 0, per_page: 50, bindings: [] },
      "/branding/phone/providers": { providers: [] },
      "/connection-profiles?take=10": { connection_profiles: [] },
      "/event-streams": { eventStreams: [] },
      "/flows/vault/connections?include_totals=true": { start: 0, limit: 50, total: 0, connections: [] },
      "/guardian/policies": [],
      "/log-streams": [],
      "/network-acls?include_totals=true": { start: 0, limit: 50, total: 0, network_acls: [] },
      "/rules-configs": [],
      "/token-exchange-profiles": { token_exchange_profiles: [] },
      "/user-attribute-profiles": { user_attribute_profiles: [] },
    };
    for (const [path, body] of Object.entries(expected))
      assert.deepEqual(await call("GET", path), [200, body], path);
  });

  test("the official client reads them", async () => {
    const client = managementClient(tenant);
    assert.deepEqual((await client.roles.list()).data, []);
    assert.deepEqual((await client.actions.list()).data, []);
    assert.deepEqual((await client.eventStreams.list()).data, []);
    assert.equal(
      (await client.guardian.factors.list()).every(({ enabled }) => !enabled),
      true,
    );
  });

  test("what there may be one of says that there is none", async () => {
    for (const path of ["/emails/provider", "/email-templates/welcome_email", "/branding/themes/default"]) {
      assert.equal((await call("GET", path))[0], 404, path);
    }
    assert.deepEqual(await call("GET", "/custom-domains/default"), [200, { domain: tenant.domain }]);
  });

  test("what the sandbox does not have says so, and never that it is missing", async () => {
    for (const [method, path] of [
      ["POST", "/roles"],
      ["GET", "/roles/rol_1"],
      ["GET", "/keys/signing"],
      ["PATCH", "/actions/triggers/post-login/bindings"],
      ["DELETE", "/tenants/settings"],
    ] as const) {
      const body =
        method === "PATCH" ? { bindings: [{ ref: { type: "action_id", value: "1" } }] } : undefined;
      const [status, answer] = await call(method, path, body);
      assert.equal(status, 501, path);
      const { message, ...rest } = answer as Record<string, unknown>;
      assert.deepEqual(rest, { statusCode: 501, error: "Not Implemented", errorCode: "not_in_sandbox" });
      assert.match(String(message), /^The sandbox does not have (GET|POST|PATCH|DELETE) \//);
    }
  });

  test("settings are there from the beginning, are changed member by member, and read back", async () => {
    const path = "/attack-protection/brute-force-protection";
    const [, before] = await call("GET", path);
    const changed = { ...(before as object), max_attempts: 3 };
    assert.deepEqual(await call("PATCH", path, { max_attempts: 3 }), [200, changed]);
    assert.deepEqual(await call("GET", path), [200, changed]);
    assert.deepEqual(await call("PUT", "/guardian/factors/otp", { enabled: true }), [200, { enabled: true }]);
    assert.deepEqual(await call("PUT", "/guardian/policies", ["all-applications"]), [
      200,
      ["all-applications"],
    ]);
    await call("PUT", "/prompts/login/custom-text/en", { login: { title: "Hello" } });
    assert.deepEqual(await call("GET", "/prompts/login/custom-text/en"), [
      200,
      { login: { title: "Hello" } },
    ]);
    assert.deepEqual(await call("GET", "/prompts/login/custom-text/de"), [200, {}]);
    await call("PATCH", "/branding", {
      colors: { primary: "#123456", page_background: null },
      logo_url: null,
    });
    assert.deepEqual(await call("GET", "/branding"), [200, { colors: { primary: "#123456" } }]);
  });

  test("settings refuse what the service has no member for", async () => {
    const [status, body] = await call("PATCH", "/attack-protection/captcha", { captcha: true });
    assert.equal(status, 400);
    assert.match(JSON.stringify(body), /Additional properties not allowed: captcha/);
    assert.equal((await call("PUT", "/guardian/factors/telepathy", { enabled: true }))[0], 404);
    assert.equal((await call("PUT", "/guardian/policies", ["never"]))[0], 400);
  });

  test("one application stands for all, found as global only", async () => {
    const client = managementClient(tenant);
    const names = async (is_global?: boolean) =>
      (await client.clients.list(is_global === undefined ? {} : { is_global })).data.map(({ name }) => name);
    assert.deepEqual(await names(true), ["All Applications"]);
    assert.deepEqual(await names(false), ["API Explorer Application"]);
    assert.deepEqual((await names()).sort(), ["API Explorer Application", "All Applications"]);
  });

  test("a change of the flags or of an application's token settings leaves the others alone", async () => {
    const client = managementClient(tenant);
    const before = await client.tenants.settings.get();
    await client.tenants.settings.update({ flags: { enable_pipeline2: true } });
    assert.deepEqual((await client.tenants.settings.get()).flags, {
      ...before.flags,
      enable_pipeline2: true,
    });
    const { client_id = "" } = await client.clients.create({ name: "Robot", app_type: "non_interactive" });
    await client.clients.update(client_id, { jwt_configuration: { lifetime_in_seconds: 60 } });
    assert.deepEqual((await client.clients.get(client_id)).jwt_configuration, {
      alg: "RS256",
      lifetime_in_seconds: 60,
      secret_encoded: false,
    });
  });

  test("the lifetime of tokens for browsers may be set, which no document says", async () => {
    const identifier = "https://web.example";
    const [status, created] = await call("POST", "/resource-servers", {
      identifier,
      token_lifetime: 3600,
      token_lifetime_for_web: 600,
    });
    assert.equal(status, 201);
    assert.equal((created as Record<string, unknown>)["token_lifetime_for_web"], 600);
    const path = `/resource-servers/${encodeURIComponent(identifier)}`;
    const [, changed] = await call("PATCH", path, { token_lifetime_for_web: 300 });
    assert.equal((changed as Record<string, unknown>)["token_lifetime_for_web"], 300);
    assert.equal((changed as Record<string, unknown>)["token_lifetime"], 3600);
    const [refused] = await call("PATCH", path, { token_lifetime_for_web: 3601 });
    assert.equal(refused, 400);
  });
});
