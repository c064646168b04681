import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { Browser } from "./auth0-browser.ts";
import { openShop, type Shop } from "./auth0-fixtures.ts";
import { withTenant } from "./auth0-tenant.ts";

interface DeviceCode {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

suite("device flow at the sandbox's Auth0", () => {
  const tenant = withTenant();
  let shop: Shop;

  suiteSetup(async () => {
    shop = await openShop(tenant);
  });

  const own = () => ({ client_id: shop.web.id, client_secret: shop.web.secret });

  const start = async (more: Record<string, string> = {}) => {
    const form = { ...own(), audience: shop.audience, scope: "openid add offline_access", ...more };
    const response = await tenant.post("/oauth/device/code", form);
    assert.equal(response.status, 200);
    return (await response.json()) as DeviceCode;
  };

  const poll = async ({ device_code }: DeviceCode, secondsLater = 5) => {
    tenant.ahead += secondsLater * 1000;
    const response = await tenant.post("/oauth/token", { ...own(), grant_type: deviceGrant, device_code });
    const body = (await response.json()) as Record<string, string>;
    return { status: response.status, error: body["error"], body };
  };

  const approve = async (code: DeviceCode) => {
    const browser = new Browser(tenant);
    const entry = await browser.open(code.verification_uri);
    const confirm = await browser.submit(entry, { user_code: code.user_code.toLowerCase() });
    assert.ok(confirm.text.includes(code.user_code));
    const login = await browser.submit(confirm, {});
    return browser.submit(login, { username: shop.user.email, password: shop.user.password });
  };

  test("hands out codes for a device and its user", async () => {
    const code = await start();
    assert.match(code.user_code, /^[A-Z]{4}-[A-Z]{4}$/);
    assert.equal(code.verification_uri, `${tenant.origin}/activate`);
    assert.equal(code.verification_uri_complete, `${tenant.origin}/activate?user_code=${code.user_code}`);
    assert.deepEqual([code.expires_in, code.interval], [900, 5]);
  });

  test("is pending until the user has confirmed and logged in, then gives tokens once", async () => {
    const code = await start();
    assert.deepEqual((await poll(code)).body, {
      error: "authorization_pending",
      error_description: "User has yet to authorize device code.",
    });
    const done = await approve(code);
    assert.match(done.text, /Your device is connected/);
    const { status, body } = await poll(code);
    assert.equal(status, 200);
    const claims = decodeJwt(body["access_token"] ?? "");
    assert.equal(claims.sub, shop.user.id);
    assert.equal(claims["gty"], deviceGrant);
    assert.equal(claims["scope"], "openid offline_access add");
    assert.ok(body["refresh_token"]);
    assert.equal((await poll(code)).error, "invalid_grant");
  });

  test("a device that polls too fast is told to slow down", async () => {
    const code = await start();
    assert.equal((await poll(code)).error, "authorization_pending");
    const { status, error } = await poll(code, 1);
    assert.deepEqual([status, error], [429, "slow_down"]);
    assert.equal((await poll(code)).status, 403);
  });

  test("a code expires after a quarter of an hour", async () => {
    const code = await start();
    const { status, error } = await poll(code, 901);
    assert.deepEqual([status, error], [403, "expired_token"]);
  });

  test("a code that was never given out is refused on both sides", async () => {
    const { error } = await poll({ ...(await start()), device_code: "made-up" });
    assert.equal(error, "invalid_grant");
    const browser = new Browser(tenant);
    const entry = await browser.open("/activate");
    const again = await browser.submit(entry, { user_code: "AAAA-AAAA" });
    assert.match(again.text, /role="alert"/);
  });

  test("an unknown audience and a missing grant type are refused at once", async () => {
    const unknown = await tenant.post("/oauth/device/code", { ...own(), audience: "nowhere" });
    assert.equal(unknown.status, 403);
    assert.match(await unknown.text(), /Service not found: nowhere/);
    const spa = await shop.management.clients.create({ name: "Single page", app_type: "spa" });
    const refused = await tenant.post("/oauth/device/code", { client_id: spa.client_id ?? "" });
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /unauthorized_client/);
  });
});
