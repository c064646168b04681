import assert from "node:assert/strict";
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { Browser, logInWith, pkcePair } from "./auth0-browser.ts";
import { openShop, type Shop } from "./auth0-fixtures.ts";
import { sdkFetch } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

suite("authorization code at the sandbox's Auth0", () => {
  const tenant = withTenant();
  let shop: Shop;

  suiteSetup(async () => {
    shop = await openShop(tenant);
  });

  const request = (more: Record<string, string> = {}) => ({
    client_id: shop.web.id,
    response_type: "code",
    redirect_uri: shop.callback,
    scope: "openid profile email add",
    audience: shop.audience,
    state: "s1",
    ...more,
  });

  const redeem = (code: string, more: Record<string, string> = {}) =>
    tenant.post("/oauth/token", {
      grant_type: "authorization_code",
      client_id: shop.web.id,
      client_secret: shop.web.secret,
      redirect_uri: shop.callback,
      code,
      ...more,
    });

  const keys = () =>
    createRemoteJWKSet(new URL("/.well-known/jwks.json", tenant.origin), { [customFetch]: sdkFetch(tenant) });

  test("gives a signed token for the API and an ID token for the application", async () => {
    const left = await logInWith(tenant, request({ nonce: "n1" }), shop.user);
    assert.equal(left.origin + left.pathname, shop.callback);
    assert.equal(left.searchParams.get("state"), "s1");

    const response = await redeem(left.searchParams.get("code") ?? "");
    assert.equal(response.status, 200);
    const tokens = (await response.json()) as Record<string, string | number>;
    assert.deepEqual(Object.keys(tokens).sort(), [
      "access_token",
      "expires_in",
      "id_token",
      "scope",
      "token_type",
    ]);
    assert.equal(tokens["scope"], "openid profile email add");
    assert.equal(tokens["expires_in"], 86_400);

    const issuer = `${tenant.origin}/`;
    const access = await jwtVerify(String(tokens["access_token"]), keys(), {
      issuer,
      audience: shop.audience,
    });
    assert.equal(access.protectedHeader.typ, "JWT");
    assert.equal(access.protectedHeader.kid, tenant.state.signingKeys[0]?.kid);
    const { iat, exp, ...claims } = access.payload;
    assert.deepEqual(claims, {
      iss: issuer,
      sub: shop.user.id,
      aud: [shop.audience, `${issuer}userinfo`],
      azp: shop.web.id,
      scope: "openid profile email add",
    });
    assert.equal((exp ?? 0) - (iat ?? 0), 86_400);

    const identity = await jwtVerify(String(tokens["id_token"]), keys(), { issuer, audience: shop.web.id });
    assert.equal(identity.payload["email"], shop.user.email);
    assert.equal(identity.payload["nonce"], "n1");
  });

  test("asks nobody twice: a second request with the session leads straight back", async () => {
    const browser = new Browser(tenant);
    await logInWith(tenant, request(), shop.user, browser);
    const again = await browser.open(`/authorize?${new URLSearchParams(request())}`);
    assert.ok(again.left?.searchParams.get("code"));
    const asked = await browser.open(`/authorize?${new URLSearchParams(request({ prompt: "login" }))}`);
    assert.match(asked.text, /<button type="submit"/);
  });

  test("shows a login page with labels, and says when the password is wrong", async () => {
    const browser = new Browser(tenant);
    const page = await browser.open(`/authorize?${new URLSearchParams(request())}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /<label for="username">Email<\/label>/);
    assert.match(page.text, /<label for="password">Password<\/label>/);
    assert.match(page.text, />Continue<\/button>/);
    const again = await browser.submit(page, { username: shop.user.email, password: "wrong" });
    assert.equal(again.status, 400);
    assert.match(again.text, /role="alert"[^>]*>Wrong email or password</);
    const done = await browser.submit(again, { username: shop.user.email, password: shop.user.password });
    assert.ok(done.left?.searchParams.get("code"));
  });

  for (const method of ["S256", "plain"]) {
    test(`a public application proves itself with PKCE ${method}`, async () => {
      const spa = await shop.management.clients.create({
        name: `Single page ${method}`,
        app_type: "spa",
        callbacks: ["http://localhost:3000"],
      });
      const id = spa.client_id ?? "";
      await shop.management.connections.clients.update(shop.connectionId, [{ client_id: id, status: true }]);
      const { verifier, challenge } = pkcePair();
      const sent = { client_id: id, redirect_uri: "http://localhost:3000", code_challenge_method: method };
      const own = { ...request(sent), code_challenge: method === "plain" ? verifier : challenge };
      const fetchToken = async (proof: string) => {
        const code = (await logInWith(tenant, own, shop.user)).searchParams.get("code") ?? "";
        return tenant.post("/oauth/token", {
          grant_type: "authorization_code",
          client_id: id,
          redirect_uri: "http://localhost:3000",
          code,
          code_verifier: proof,
        });
      };
      assert.equal((await fetchToken(verifier)).status, 200);
      const refused = await fetchToken(pkcePair().verifier);
      assert.equal(refused.status, 403);
      assert.deepEqual(await refused.json(), {
        error: "invalid_grant",
        error_description: "Failed to verify code verifier",
      });
    });
  }

  test("a code is good once, for its application and callback", async () => {
    const code = (await logInWith(tenant, request(), shop.user)).searchParams.get("code") ?? "";
    const wrong = await redeem(code, { redirect_uri: "https://portal.example/other" });
    assert.equal(wrong.status, 401);
    assert.equal(((await wrong.json()) as { error: string }).error, "unauthorized_client");
    assert.equal((await redeem(code)).status, 200);
    for (const spent of [code, "made-up"]) {
      const refused = await redeem(spent);
      assert.equal(refused.status, 403);
      assert.deepEqual(await refused.json(), {
        error: "invalid_grant",
        error_description: "Invalid authorization code",
      });
    }
  });

  test("takes JSON as well as a form", async () => {
    const code = (await logInWith(tenant, request(), shop.user)).searchParams.get("code") ?? "";
    const response = await tenant.fetch("/oauth/token", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        grant_type: "authorization_code",
        client_id: shop.web.id,
        client_secret: shop.web.secret,
        redirect_uri: shop.callback,
        code,
      }),
    });
    assert.equal(response.status, 200);
  });

  test("without an audience the access token is opaque and opens /userinfo", async () => {
    const { audience: _, ...rest } = request({ scope: "openid email" });
    const code = (await logInWith(tenant, rest, shop.user)).searchParams.get("code") ?? "";
    const tokens = (await (await redeem(code)).json()) as Record<string, string>;
    assert.throws(() => decodeJwt(tokens["access_token"] ?? ""));
    const info = await tenant.fetch("/userinfo", {
      headers: { authorization: `Bearer ${tokens["access_token"]}` },
    });
    assert.deepEqual(await info.json(), {
      sub: shop.user.id,
      email: shop.user.email,
      email_verified: false,
    });
  });

  test("/userinfo takes the API's JWT too, and refuses anything else", async () => {
    const code = (await logInWith(tenant, request(), shop.user)).searchParams.get("code") ?? "";
    const tokens = (await (await redeem(code)).json()) as Record<string, string>;
    const open = (token: string) =>
      tenant.fetch("/userinfo", { headers: { authorization: `Bearer ${token}` } });
    const info = (await (await open(tokens["access_token"] ?? "")).json()) as Record<string, unknown>;
    assert.equal(info["sub"], shop.user.id);
    assert.equal(info["name"], shop.user.email);
    assert.equal((await open("nonsense")).status, 401);
    assert.equal((await open(tokens["id_token"] ?? "")).status, 401);
  });

  test("/userinfo takes the token in the query and in the body as well", async () => {
    const code = (await logInWith(tenant, request(), shop.user)).searchParams.get("code") ?? "";
    const { access_token = "" } = (await (await redeem(code)).json()) as Record<string, string>;
    const answers = [
      await tenant.fetch(`/userinfo?access_token=${access_token}`),
      await tenant.post("/userinfo", { access_token }),
      await tenant.post("/userinfo", {}, { authorization: `Bearer ${access_token}` }),
    ];
    for (const answer of answers) {
      assert.equal(((await answer.json()) as Record<string, unknown>)["sub"], shop.user.id);
    }
    assert.equal((await tenant.fetch("/userinfo?access_token=nonsense")).status, 401);
    assert.equal((await tenant.post("/userinfo", { access_token: "nonsense" })).status, 401);
  });

  test("an application in a browser may read answers and refusals, with headers of its own", async () => {
    const origin = "https://spa.example";
    for (const path of ["/oauth/token", "/oauth/revoke", "/userinfo"]) {
      const asked = await tenant.fetch(path, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "auth0-client",
        },
      });
      assert.ok(asked.ok, `${path}: ${asked.status}`);
      assert.match(asked.headers.get("access-control-allow-headers") ?? "", /auth0-client/i, path);
      for (const form of [
        {},
        { grant_type: "authorization_code", client_id: shop.web.id, client_secret: "no" },
      ]) {
        const refused = await tenant.post(path, form, { origin });
        assert.ok(refused.status >= 400);
        assert.match(
          refused.headers.get("access-control-allow-origin") ?? "",
          /^(?:\*|https:\/\/spa\.example)$/,
          path,
        );
      }
    }
  });

  test("prompt=none without a session answers login_required", async () => {
    const visit = await new Browser(tenant).open(
      `/authorize?${new URLSearchParams(request({ prompt: "none" }))}`,
    );
    assert.equal(visit.left?.searchParams.get("error"), "login_required");
    assert.equal(visit.left?.searchParams.get("error_description"), "Login required");
    assert.equal(visit.left?.searchParams.get("state"), "s1");
  });

  test("the implicit grant gives an access token alone in the fragment", async () => {
    const left = await logInWith(tenant, request({ response_type: "token", scope: "add" }), shop.user);
    const answer = new URLSearchParams(left.hash.slice(1));
    assert.equal(answer.get("id_token"), null);
    assert.equal(answer.get("scope"), "add");
    assert.equal(answer.get("state"), "s1");
    const { payload } = await jwtVerify(answer.get("access_token") ?? "", keys(), {
      issuer: `${tenant.origin}/`,
    });
    assert.equal(payload.aud, shop.audience);
    assert.equal(payload["scope"], "add");
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 7_200);
    assert.equal(answer.get("expires_in"), "7200");
  });

  test("form_post sends the answer in a form", async () => {
    const browser = new Browser(tenant);
    const page = await browser.open(
      `/authorize?${new URLSearchParams(request({ response_mode: "form_post" }))}`,
    );
    const form = await browser.submit(page, { username: shop.user.email, password: shop.user.password });
    assert.match(form.text, /name="code" value="[^"]+"/);
    assert.ok(form.text.includes(`action="${shop.callback}"`));
  });

  test("logging out ends the session and returns only to an allowed URL", async () => {
    const browser = new Browser(tenant);
    await logInWith(tenant, request(), shop.user, browser);
    const logout = (returnTo: string) =>
      browser.open(`/v2/logout?${new URLSearchParams({ client_id: shop.web.id, returnTo })}`);
    const refused = await logout("https://elsewhere.example/");
    assert.equal(refused.status, 400);
    assert.match(refused.text, /not an allowed logout URL/);
    assert.equal((await logout("https://portal.example/")).left?.href, "https://portal.example/");
    const after = await browser.open(`/authorize?${new URLSearchParams(request({ prompt: "none" }))}`);
    assert.equal(after.left?.searchParams.get("error"), "login_required");
  });

  test("an application of a third party needs the user's consent, once", async () => {
    const { management, connectionId, callback } = shop;
    const created = await management.clients.create({
      name: "Somebody else's",
      app_type: "regular_web",
      is_first_party: false,
      callbacks: [callback],
    });
    const client_id = created.client_id ?? "";
    await management.connections.clients.update(connectionId, [{ client_id, status: true }]);
    await management.clientGrants.create({
      client_id,
      audience: shop.audience,
      scope: ["add"],
      subject_type: "user",
    });
    const browser = new Browser(tenant);
    const authorize = `/authorize?${new URLSearchParams(request({ client_id }))}`;
    const login = await browser.open(authorize);
    const consent = await browser.submit(login, {
      username: shop.user.email,
      password: shop.user.password,
    });
    assert.match(consent.text, /Somebody else&#39;s asks for access/);
    assert.match(consent.text, /<li>add<\/li>/);
    const declined = await browser.submit(consent, { action: "decline" });
    assert.equal(declined.left?.searchParams.get("error"), "access_denied");
    const accepted = await browser.submit(await browser.open(authorize), { action: "accept" });
    assert.ok(accepted.left?.searchParams.get("code"));
    assert.ok((await browser.open(authorize)).left?.searchParams.get("code"));
  });

  test("/oidc/logout returns where the application may, with the state it sent", async () => {
    const browser = new Browser(tenant);
    const code = (await logInWith(tenant, request(), shop.user, browser)).searchParams.get("code") ?? "";
    const { id_token } = (await (await redeem(code)).json()) as { id_token: string };
    const back = "https://portal.example/";
    const query = { id_token_hint: id_token, post_logout_redirect_uri: back, state: "s2" };
    const done = await browser.open(`/oidc/logout?${new URLSearchParams(query)}`);
    assert.equal(done.left?.href, `${back}?state=s2`);
  });
});
