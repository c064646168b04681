import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { openShop, type Shop } from "./auth0-fixtures.ts";
import { withTenant } from "./auth0-tenant.ts";

const passwordRealm = "http://auth0.com/oauth/grant-type/password-realm";

suite("password and refresh grants at the sandbox's Auth0", () => {
  const tenant = withTenant();
  let shop: Shop;

  suiteSetup(async () => {
    shop = await openShop(tenant);
  });

  const ask = async (form: Record<string, string>) => {
    const own = { client_id: shop.web.id, client_secret: shop.web.secret };
    const response = await tenant.post("/oauth/token", { ...own, ...form });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  const logIn = (more: Record<string, string> = {}) =>
    ask({
      grant_type: passwordRealm,
      realm: shop.connection,
      username: shop.user.email,
      password: shop.user.password,
      audience: shop.audience,
      ...more,
    });

  test("the password-realm grant gives a token of the named connection's user", async () => {
    const { status, body } = await logIn({ scope: "openid add" });
    assert.equal(status, 200);
    const claims = decodeJwt(body["access_token"] ?? "");
    assert.equal(claims.sub, shop.user.id);
    assert.equal(claims["gty"], "password");
    assert.equal(claims["scope"], "openid add");
    assert.equal(decodeJwt(body["id_token"] ?? "").sub, shop.user.id);
    assert.equal(body["refresh_token"], undefined);
  });

  test("without a scope it gives every scope of the API", async () => {
    const { body } = await logIn();
    assert.equal(body["scope"], "openid profile email phone address add divide");
  });

  test("the password grant uses the tenant's default directory", async () => {
    const { realm: _, ...form } = { realm: "", grant_type: "password" };
    const without = await logIn({ ...form, realm: "" });
    assert.deepEqual(
      [without.status, without.body],
      [
        500,
        {
          error: "server_error",
          error_description: "Authorization server not configured with default connection.",
        },
      ],
    );
    await shop.management.tenants.settings.update({ default_directory: shop.connection });
    const { status, body } = await logIn({ grant_type: "password", realm: "", scope: "add" });
    assert.equal(status, 200);
    assert.equal(decodeJwt(body["access_token"] ?? "")["scope"], "add");
  });

  test("a wrong password or an unknown user is an invalid grant", async () => {
    for (const wrong of [{ password: "wrong" }, { username: "nobody@example.com" }]) {
      const { status, body } = await logIn(wrong);
      assert.equal(status, 403);
      assert.deepEqual(body, { error: "invalid_grant", error_description: "Wrong email or password." });
    }
  });

  test("acting for a user, the Management API opens the user's own profile only", async () => {
    const { body } = await logIn({ audience: tenant.management, scope: "read:users read:current_user" });
    assert.equal(body["scope"], "read:current_user");
  });

  test("the user info endpoint as audience gives an opaque token", async () => {
    const { body } = await logIn({ audience: `${tenant.origin}/userinfo`, scope: "openid" });
    assert.equal(body["access_token"]?.includes("."), false);
  });

  test("RBAC leaves only what the user may, and an _authz dialect lists it", async () => {
    await shop.management.resourceServers.update(shop.audience, {
      enforce_policies: true,
      token_dialect: "access_token_authz",
    });
    await shop.management.users.permissions.create(shop.user.id, {
      permissions: [{ resource_server_identifier: shop.audience, permission_name: "divide" }],
    });
    const { body } = await logIn({ scope: "openid add divide" });
    const claims = decodeJwt(body["access_token"] ?? "");
    assert.equal(claims["scope"], "openid divide");
    assert.deepEqual(claims["permissions"], ["divide"]);
    await shop.management.resourceServers.update(shop.audience, {
      enforce_policies: false,
      token_dialect: "access_token",
    });
  });

  test("offline_access gives a refresh token when application and API allow it", async () => {
    const scope = "openid offline_access add";
    const { body } = await logIn({ scope });
    assert.equal(body["scope"], "openid offline_access add");
    const refreshed = await ask({ grant_type: "refresh_token", refresh_token: body["refresh_token"] ?? "" });
    assert.equal(refreshed.status, 200);
    assert.equal(refreshed.body["refresh_token"], undefined);
    const claims = decodeJwt(refreshed.body["access_token"] ?? "");
    assert.equal(claims.sub, shop.user.id);
    assert.deepEqual(claims["gty"], ["refresh_token", "password"]);
    assert.ok(refreshed.body["id_token"]);

    await shop.management.resourceServers.update(shop.audience, { allow_offline_access: false });
    assert.equal((await logIn({ scope })).body["refresh_token"], undefined);
    await shop.management.resourceServers.update(shop.audience, { allow_offline_access: true });
  });

  test("a refresh token survives a restart", async () => {
    const { body } = await logIn({ scope: "openid offline_access" });
    await tenant.restart();
    const form = { grant_type: "refresh_token", refresh_token: body["refresh_token"] ?? "" };
    assert.equal((await ask(form)).status, 200);
  });

  test("rotation gives a new refresh token each time, and using an old one ends them all", async () => {
    const settings = {
      rotation_type: "rotating",
      expiration_type: "expiring",
      token_lifetime: 3600,
    } as const;
    await shop.management.clients.update(shop.web.id, { refresh_token: settings });
    const first = (await logIn({ scope: "offline_access" })).body["refresh_token"] ?? "";
    const use = (token: string) => ask({ grant_type: "refresh_token", refresh_token: token });
    const second = (await use(first)).body["refresh_token"] ?? "";
    assert.ok(second && second !== first);
    const unknown = { error: "invalid_grant", error_description: "Unknown or invalid refresh token." };
    for (const token of [first, second, "made-up"]) {
      const { status, body } = await use(token);
      assert.equal(status, 403);
      assert.deepEqual(body, unknown);
    }
  });

  test("a revoked refresh token is worth nothing", async () => {
    const { body } = await logIn({ scope: "offline_access" });
    const token = body["refresh_token"] ?? "";
    const own = { client_id: shop.web.id, client_secret: shop.web.secret };
    const revoked = await tenant.post("/oauth/revoke", { ...own, token });
    assert.equal(revoked.status, 200);
    assert.equal(await revoked.text(), "");
    assert.match(revoked.headers.get("content-type") ?? "", /^application\/json/);
    assert.equal((await ask({ grant_type: "refresh_token", refresh_token: token })).status, 403);
    assert.equal((await tenant.post("/oauth/revoke", { ...own, client_secret: "wrong", token })).status, 401);
  });
});
