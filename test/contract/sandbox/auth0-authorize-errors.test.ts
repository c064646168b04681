import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { Browser } from "./auth0-browser.ts";
import { openShop, type Shop } from "./auth0-fixtures.ts";
import { withTenant } from "./auth0-tenant.ts";

suite("refusals of /authorize at the sandbox's Auth0", () => {
  const tenant = withTenant();
  let shop: Shop;

  suiteSetup(async () => {
    shop = await openShop(tenant);
  });

  const open = (more: Record<string, string> = {}) => {
    const parameters = {
      client_id: shop.web.id,
      response_type: "code",
      redirect_uri: shop.callback,
      scope: "openid",
      state: "s1",
      ...more,
    };
    return new Browser(tenant).open(`/authorize?${new URLSearchParams(parameters)}`);
  };

  const refusal = async (more: Record<string, string>) => {
    const { left } = await open(more);
    assert.equal(left && left.origin + left.pathname, shop.callback);
    assert.equal(left?.searchParams.get("state"), "s1");
    return [left?.searchParams.get("error"), left?.searchParams.get("error_description")];
  };

  test("a callback must be on the list, to the last character", async () => {
    for (const sent of [
      `${shop.callback}/`,
      shop.callback.replace("https", "http"),
      "https://evil.example/<b>",
    ]) {
      const page = await open({ redirect_uri: sent });
      assert.equal(page.status, 403);
      assert.match(page.text, /Callback URL mismatch\./);
      assert.ok(page.text.includes(sent.replaceAll("<", "&lt;").replaceAll(">", "&gt;")));
      assert.match(page.text, /Allowed Callback URLs/);
    }
  });

  test("an unknown application gets a page that names it", async () => {
    const page = await open({ client_id: "nobody" });
    assert.equal(page.status, 403);
    assert.match(page.text, /Unknown client: nobody/);
  });

  test("an unknown audience is a service not found", async () => {
    assert.deepEqual(await refusal({ audience: "https://no.such.api" }), [
      "access_denied",
      "Service not found: https://no.such.api",
    ]);
  });

  test("an application without the grant type is unauthorized", async () => {
    const { client_id = "" } = await shop.management.clients.create({
      name: "Machine",
      app_type: "non_interactive",
      callbacks: [shop.callback],
    });
    assert.deepEqual(await refusal({ client_id }), [
      "unauthorized_client",
      "Grant type 'authorization_code' not allowed for the client.",
    ]);
  });

  test("an application needs a connection, and the one asked for must be enabled", async () => {
    const { client_id = "" } = await shop.management.clients.create({
      name: "Lonely",
      app_type: "regular_web",
      callbacks: [shop.callback],
    });
    assert.deepEqual(await refusal({ client_id }), [
      "invalid_request",
      "no connections enabled for the client",
    ]);
    assert.deepEqual(await refusal({ client_id, connection: shop.connection }), [
      "invalid_request",
      "the connection is not enabled",
    ]);
    assert.deepEqual(await refusal({ connection: "nowhere" }), [
      "invalid_request",
      "the connection was not found",
    ]);
  });

  test("an API may demand a grant for acting on behalf of users", async () => {
    const identifier = "https://guarded.example";
    await shop.management.resourceServers.create({
      identifier,
      scopes: [{ value: "read" }, { value: "write" }],
      subject_type_authorization: { user: { policy: "require_client_grant" } },
    });
    const [error, description] = await refusal({ audience: identifier });
    assert.equal(error, "invalid_request");
    assert.match(
      description ?? "",
      /is not authorized to access resource server "https:\/\/guarded\.example"/,
    );
    await shop.management.clientGrants.create({
      client_id: shop.web.id,
      audience: identifier,
      scope: ["read"],
      subject_type: "user",
    });
    assert.match((await open({ audience: identifier })).text, />Continue</);
  });

  test("what is missing is named", async () => {
    assert.deepEqual(await refusal({ response_type: "" }), [
      "invalid_request",
      "Missing required parameter: response_type",
    ]);
    assert.deepEqual(await refusal({ organization: "org_1" }), [
      "invalid_request",
      "parameter organization is not allowed for this client",
    ]);
    assert.deepEqual(await refusal({ code_challenge: "x".repeat(43), code_challenge_method: "S512" }), [
      "invalid_request",
      "Unsupported code_challenge_method: S512",
    ]);
  });

  test("a blocked user is sent back with the reason", async () => {
    await shop.management.users.update(shop.user.id, { blocked: true });
    const browser = new Browser(tenant);
    const parameters = { client_id: shop.web.id, response_type: "code", redirect_uri: shop.callback };
    const page = await browser.open(`/authorize?${new URLSearchParams(parameters)}`);
    const done = await browser.submit(page, { username: shop.user.email, password: shop.user.password });
    assert.equal(done.left?.searchParams.get("error"), "unauthorized");
    assert.equal(done.left?.searchParams.get("error_description"), "user is blocked");
  });

  test("a login page that nobody asked for says so", async () => {
    const page = await new Browser(tenant).open("/u/login?state=made-up");
    assert.equal(page.status, 400);
    assert.match(page.text, /expired or was opened without an application/);
  });
});
