import assert from "node:assert/strict";
import { setup, suite, suiteSetup, test } from "mocha";
import { apimClient, contosoInstance } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { type Page, textOf, Visitor } from "./portal-visitor.ts";
import {
  api,
  audience,
  linkServer,
  prepareTenant,
  publishPortal,
  requireToken,
  setClientAuthentication,
  setDefaultAudience,
  type Tenancy,
} from "./secured-calculator.ts";

const callbackPath = "/signin-oauth/code/callback/auth0-server";

suite("developer portal of the sandbox", () => {
  const sandbox = withSandbox();
  const page = `/apis/${api}`;
  const open = (visitor = new Visitor(sandbox)) => visitor.open(page);
  const send = async (visitor: Visitor, values = {}) => visitor.submit(await open(visitor), "Send", values);

  suite("without a link", () => {
    test("lists the APIs by name", async () => {
      const visitor = new Visitor(sandbox);
      const { status, html } = await visitor.open("/");
      assert.equal(status, 200);
      assert.match(html, /<a href="\/apis\/basic-calculator">Basic Calculator<\/a>/);
      assert.equal(visitor.cookies.size, 0);
    });

    test("shows the operations and a console with their defaults", async () => {
      const visitor = new Visitor(sandbox);
      const first = await open(visitor);
      assert.match(textOf(first), /GET Add two integers/);
      const shown = await visitor.open(`${page}?operation=subtract-two-integers`);
      assert.match(shown.html, /aria-current="page"><span class="method">GET<\/span>Subtract two integers/);
      assert.match(shown.html, /aria-label="a" value="49" required/);
      assert.ok(!shown.html.includes("Sign in"));
    });

    test("sends a call with the subscription key and shows the answer", async () => {
      const answer = await send(new Visitor(sandbox));
      assert.match(answer.html, /<h2 role="status">HTTP 200 OK<\/h2>/);
      assert.match(textOf(answer), /\{"value":100\}/);
    });

    test("keeps what was filled in, and shows refusals as they are", async () => {
      const visitor = new Visitor(sandbox);
      const answer = await send(visitor, { "template.a": "x<y", "subscription-key": "" });
      assert.match(textOf(answer), /HTTP 401 .*missing subscription key/);
      assert.match(answer.html, /aria-label="a" value="x&lt;y"/);
      assert.match(textOf(await send(visitor, { "template.a": "x<y" })), /HTTP 400/);
    });

    test("opens the addresses of the real portal", async () => {
      const { html } = await new Visitor(sandbox).open(`/api-details#api=${api}`);
      assert.match(html, /<script src="\/details\.js">/);
      const script = await new Visitor(sandbox).open("/details.js");
      assert.match(script.html, /location\.replace\(.*\/apis\//);
    });

    test("says when there is no such page, API or operation", async () => {
      for (const path of ["/nowhere", "/apis/nothing"]) {
        const { status, html } = await new Visitor(sandbox).open(path);
        assert.equal(status, 404);
        assert.match(html, /role="alert"/);
      }
    });
  });

  suite("names from the cloud", () => {
    test("are escaped wherever they stand", async () => {
      const evil = `"><script>alert(1)</script>`;
      const client = apimClient(sandbox);
      await client.api.update(...contosoInstance, api, "*", { displayName: evil, description: evil });
      const visitor = new Visitor(sandbox);
      for (const { html } of [await visitor.open("/"), await open(visitor)]) {
        assert.ok(!html.includes("<script>"));
        assert.ok(html.includes("&lt;script&gt;alert(1)"));
      }
    });
  });

  suite("with a link", () => {
    let tenancy: Tenancy;
    suiteSetup(async () => {
      await sandbox.reset();
      tenancy = await prepareTenant(sandbox, [
        `${sandbox.info.portal}${callbackPath}`,
        `${sandbox.info.portal}/signin-oauth/code-pkce/callback/auth0-server`,
      ]);
      await requireToken(sandbox);
    });
    // an id with capitals: the redirect URI has it in lower case
    setup(async () => {
      await setClientAuthentication(sandbox, tenancy, "client_secret_post");
      await linkServer(sandbox, "Auth0-Server", tenancy);
    });

    const logIn = async (visitor: Visitor, start: Page, password = tenancy.user.password) => {
      const login = await visitor.submit(start, "Sign in");
      return visitor.submit(login, "Continue", { username: tenancy.user.email, password });
    };

    test("shows the authorization server once the portal was published, and only for the console", async () => {
      assert.ok(!(await open()).html.includes("Sign in"));
      await publishPortal(sandbox);
      const shown = await open();
      assert.match(shown.html, /<label>Authorization <select/);
      assert.match(textOf(shown), /Auth0: Authorization code/);
      await linkServer(sandbox, "Auth0-Server", tenancy, { useInTestConsole: false });
      await publishPortal(sandbox);
      assert.ok(!(await open()).html.includes("Sign in"));
    });

    for (const method of ["Body", "Basic"] as const) {
      test(`signs in with the test user and calls with 200; the client authenticates by ${method}`, async () => {
        await linkServer(sandbox, "Auth0-Server", tenancy, { clientAuthenticationMethod: [method] });
        const wanted = method === "Body" ? "client_secret_post" : "client_secret_basic";
        await setClientAuthentication(sandbox, tenancy, wanted);
        await publishPortal(sandbox);
        const visitor = new Visitor(sandbox);
        assert.match(textOf(await send(visitor)), /HTTP 401 .*JWT not present/);

        const back = await logIn(visitor, await open(visitor));
        assert.equal(back.url.pathname, page);
        assert.match(textOf(back), /Signed in with Auth0\. The access token expires at \d{4}-/);
        const asked = visitor.trail.find(({ pathname }) => pathname === "/authorize");
        assert.equal(asked?.searchParams.get("redirect_uri"), `${sandbox.info.portal}${callbackPath}`);
        assert.equal(asked?.searchParams.get("audience"), audience);
        assert.equal(asked?.searchParams.get("scope"), "openid profile add");

        const answer = await send(visitor);
        assert.match(textOf(answer), /HTTP 200 OK .*\{"value":100\}/);
        assert.ok(!answer.html.includes("eyJ"), "no page shows the token");
        assert.ok(!answer.html.includes(tenancy.clientSecret));

        const out = await visitor.submit(await open(visitor), "Sign out");
        assert.ok(!textOf(out).includes("Signed in"));
        assert.match(textOf(await send(visitor)), /HTTP 401/);
      });
    }

    test("keeps the session in a cookie that scripts cannot read", async () => {
      await publishPortal(sandbox);
      const form = new URLSearchParams({ choice: "authorizationCode Auth0-Server" });
      const url = `${sandbox.info.portal}${page}/sign-in`;
      const { headers } = await sandbox.fetch(url, { method: "POST", body: form });
      const [cookie = ""] = headers.getSetCookie();
      assert.match(cookie, /^sandbox_portal_session=[\w-]{32}; .*HttpOnly/);
      assert.match(cookie, /Secure/);
      assert.match(cookie, /SameSite=Lax/);
    });

    test("one visitor's sign-in is not another's", async () => {
      await publishPortal(sandbox);
      const ada = new Visitor(sandbox);
      await logIn(ada, await open(ada));
      const stranger = new Visitor(sandbox);
      assert.match(textOf(await send(stranger)), /HTTP 401/);
      const callback = ada.trail.find(({ pathname }) => pathname === callbackPath);
      const stolen = await stranger.open(callback ?? "");
      assert.equal(stolen.status, 400);
      assert.match(textOf(stolen), /not begun here/);
    });

    test("shows what the identity provider says against a sign-in", async () => {
      await linkServer(sandbox, "Auth0-Server", tenancy, { clientSecret: "not-the-secret" });
      await publishPortal(sandbox);
      const visitor = new Visitor(sandbox);
      const wrongSecret = await logIn(visitor, await open(visitor));
      assert.match(wrongSecret.html, /<p role="alert">access_denied: Unauthorized<\/p>/);
      assert.ok(!(await open(visitor)).html.includes(`role="alert"`), "shown once");

      const authorizationEndpoint = `${sandbox.state.origins.auth0}/authorize?audience=https://nothing.example`;
      await linkServer(sandbox, "Auth0-Server", tenancy, { authorizationEndpoint });
      await publishPortal(sandbox);
      const wrongAudience = await visitor.submit(await open(visitor), "Sign in");
      assert.match(textOf(wrongAudience), /Service not found: https:\/\/nothing\.example/);
    });

    test("without an audience gets an opaque token, which the gateway refuses", async () => {
      const authorizationEndpoint = `${sandbox.state.origins.auth0}/authorize`;
      await linkServer(sandbox, "Auth0-Server", tenancy, { authorizationEndpoint });
      await publishPortal(sandbox);
      const visitor = new Visitor(sandbox);
      assert.match(textOf(await logIn(visitor, await open(visitor))), /Signed in/);
      assert.match(textOf(await send(visitor)), /HTTP 401 .*Invalid JWT\./);
    });

    test("a redirect URI that is not registered ends at Auth0", async () => {
      await linkServer(sandbox, "other", tenancy);
      await publishPortal(sandbox);
      const visitor = new Visitor(sandbox);
      const stopped = await visitor.submit(await open(visitor), "Sign in");
      assert.match(textOf(stopped), /Callback URL mismatch/i);
      assert.equal(stopped.url.origin, sandbox.state.origins.auth0);
    });

    suite("by authorization code with PKCE", () => {
      const grantTypes = ["authorizationCodeWithPkce"];

      test("a query in the endpoint breaks the sign-in, as at the real portal", async () => {
        await linkServer(sandbox, "auth0-server", tenancy, { grantTypes });
        await publishPortal(sandbox);
        const form = new URLSearchParams({ choice: "authorizationCodeWithPkce Auth0-Server" });
        const url = `${sandbox.info.portal}${page}/sign-in`;
        const { headers } = await sandbox.fetch(url, { method: "POST", body: form });
        assert.match(headers.get("location") ?? "", /\?audience=.*\?response_type=code/);
      });

      test("without one, and with a default audience, it signs in by a challenge instead of a secret", async () => {
        await setClientAuthentication(sandbox, tenancy, "none");
        await setDefaultAudience(sandbox, audience);
        const authorizationEndpoint = `${sandbox.state.origins.auth0}/authorize`;
        await linkServer(sandbox, "auth0-server", tenancy, { grantTypes, authorizationEndpoint });
        await publishPortal(sandbox);
        const visitor = new Visitor(sandbox);
        assert.match(textOf(await logIn(visitor, await open(visitor))), /Signed in/);
        const asked = visitor.trail.find(({ pathname }) => pathname === "/authorize");
        assert.equal(asked?.searchParams.get("code_challenge_method"), "S256");
        assert.match(textOf(await send(visitor)), /HTTP 200 OK/);
      });
    });
  });
});
