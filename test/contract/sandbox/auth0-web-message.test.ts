import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { Browser, logInWith } from "./auth0-browser.ts";
import { openShop, type Shop } from "./auth0-fixtures.ts";
import { withTenant } from "./auth0-tenant.ts";

/** What the page posts, and to which origin. */
function messageOf(html: string): { type: string; response: Record<string, string>; origin: string } {
  const call = /postMessage\((\{.*\}), (".*")\);/.exec(html);
  assert.ok(call, html);
  return { ...JSON.parse(call[1] ?? ""), origin: JSON.parse(call[2] ?? "") };
}

suite("response_mode=web_message at the sandbox's Auth0", () => {
  const tenant = withTenant();
  let shop: Shop;

  suiteSetup(async () => {
    shop = await openShop(tenant);
  });

  const request = (more: Record<string, string> = {}) => ({
    client_id: shop.web.id,
    response_type: "code",
    redirect_uri: shop.callback,
    scope: "openid profile",
    audience: shop.audience,
    state: "</script><script>alert(1)</script>",
    response_mode: "web_message",
    prompt: "none",
    ...more,
  });
  const open = (browser: Browser, more: Record<string, string> = {}) =>
    browser.open(`/authorize?${new URLSearchParams(request(more))}`);

  test("a frame is told that nobody is logged in", async () => {
    const page = await open(new Browser(tenant));
    assert.equal(page.status, 200);
    assert.deepEqual(messageOf(page.text), {
      type: "authorization_response",
      response: {
        error: "login_required",
        error_description: "Login required",
        state: request().state,
      },
      origin: "https://portal.example",
    });
  });

  test("a frame is handed a code when somebody is, and the code is good", async () => {
    const browser = new Browser(tenant);
    await logInWith(tenant, request({ prompt: "login", response_mode: "query" }), shop.user, browser);
    const page = await open(browser);
    const { response } = messageOf(page.text);
    assert.deepEqual(Object.keys(response).sort(), ["code", "state"]);
    const tokens = await tenant.post("/oauth/token", {
      grant_type: "authorization_code",
      client_id: shop.web.id,
      client_secret: shop.web.secret,
      redirect_uri: shop.callback,
      code: response["code"] ?? "",
    });
    assert.equal(tokens.status, 200);
  });

  test("tokens alone come without the ID token that was not asked for", async () => {
    const browser = new Browser(tenant);
    await logInWith(tenant, request({ prompt: "login", response_mode: "query" }), shop.user, browser);
    const { response } = messageOf((await open(browser, { response_type: "token", scope: "add" })).text);
    assert.equal(response["scope"], "add");
    assert.ok(response["access_token"]);
    assert.equal("id_token" in response, false);
  });

  test("what the tenant itself refuses is told in the same way, and ends no script", async () => {
    const page = await open(new Browser(tenant), { audience: "https://nowhere.example/" });
    assert.equal(page.status, 200);
    assert.equal(messageOf(page.text).response["error"], "access_denied");
    assert.equal(page.text.split("</script>").length, 2);
  });

  test("a callback that is not the application's gets no message", async () => {
    const page = await open(new Browser(tenant), { redirect_uri: "https://evil.example/" });
    assert.equal(page.status, 403);
    assert.equal(page.text.includes("postMessage"), false);
  });

  test("the session's cookie is sent to frames of other sites", async () => {
    const cookies: string[] = [];
    const watched = new Browser({
      origin: tenant.origin,
      fetch: async (...parameters: Parameters<typeof tenant.fetch>) => {
        const response = await tenant.fetch(...parameters);
        cookies.push(...response.headers.getSetCookie());
        return response;
      },
    });
    await logInWith(tenant, request({ prompt: "login", response_mode: "query" }), shop.user, watched);
    const session = cookies.filter((line) => /^auth0(\.sig)?=/.test(line));
    assert.ok(session.length > 0);
    for (const line of session) assert.match(line, /samesite=none; secure; httponly/i);
  });
});
