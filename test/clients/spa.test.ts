import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { openShop, type Shop } from "../contract/sandbox/auth0-fixtures.ts";
import { findChromium } from "../harness/chromium.mjs";
import { clients } from "./list.ts";
import { temporaryFolder } from "./programs.ts";
import { withClient, withClientSandbox } from "./sandbox.ts";

/** The client as it stands in the page's scripts; only what is used of it. */
interface SpaClient {
  loginWithRedirect(): Promise<void>;
  loginWithPopup(): Promise<void>;
  handleRedirectCallback(): Promise<unknown>;
  getUser(): Promise<{ sub?: string } | undefined>;
  getTokenSilently(options?: { cacheMode: "off" }): Promise<string>;
  logout(options: { logoutParams: { returnTo: string } }): Promise<void>;
}
declare const auth0: { createAuth0Client(options: object): Promise<SpaClient> };
declare const window: { client: SpaClient };

suite(`clients: ${clients.spa.name} ${clients.spa.version}`, () => {
  const folder = withClient(clients.spa);
  const { tenant } = withClientSandbox();
  let shop: Shop;
  let clientId = "";
  let server: Server | undefined;
  let origin = "";
  let browser: BrowserContext | undefined;

  suiteSetup(async function open() {
    if (!findChromium()) {
      console.log(`skipped: ${clients.spa.name}: this machine has no Chromium`);
      this.skip();
    }
    origin = await serve();
    shop = await openShop(tenant);
    const { management, connectionId } = shop;
    const created = await management.clients.create({
      name: "Browser",
      app_type: "spa",
      callbacks: [origin],
      allowed_logout_urls: [origin],
      web_origins: [origin],
    });
    clientId = created.client_id ?? "";
    await management.connections.clients.update(connectionId, [{ client_id: clientId, status: true }]);
    browser = await chromium.launchPersistentContext(profileWithCookiesInFrames(), {
      executablePath: findChromium() ?? "",
      headless: true,
      ignoreHTTPSErrors: true,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
    });
  });
  suiteTeardown(async () => {
    await browser?.close();
    server?.close();
  });

  /** As the client's documentation asks for where page and tenant are of different sites; Debian's Chromium blocks them. */
  function profileWithCookiesInFrames(): string {
    const profile = temporaryFolder();
    fs.mkdirSync(path.join(profile, "Default"));
    const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
    fs.writeFileSync(path.join(profile, "Default/Preferences"), JSON.stringify(preferences));
    return profile;
  }

  /** The page and the client's script as it is published, on `localhost`. */
  async function serve(): Promise<string> {
    const script = path.join(folder(), "node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.js");
    server = createServer((request, response) => {
      const isScript = request.url === "/auth0-spa-js.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(fs.readFileSync(isScript ? script : path.join(import.meta.dirname, "spa.html")));
    });
    const listening = server.listen(0, "127.0.0.1");
    await new Promise((resolve) => listening.once("listening", resolve));
    return `http://localhost:${(listening.address() as AddressInfo).port}`;
  }

  /** The requests of a page to the tenant, as `POST /oauth/token refresh_token`. */
  function watch(page: Page): string[] {
    const seen: string[] = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== tenant.origin) return;
      const grant = new URLSearchParams(request.postData() ?? "").get("grant_type");
      const mode = url.searchParams.get("response_mode");
      seen.push([request.method(), url.pathname, mode ?? grant].filter(Boolean).join(" "));
    });
    return seen;
  }

  async function openPage(options: object): Promise<Page> {
    if (!browser) throw new Error("The browser starts before the first test.");
    await browser.clearCookies();
    const page = await browser.newPage();
    await page.goto(origin);
    await createClient(page, options);
    return page;
  }

  function createClient(page: Page, options: object): Promise<void> {
    const all = {
      domain: tenant.domain,
      clientId,
      authorizationParams: {
        redirect_uri: origin,
        audience: shop.audience,
        scope: "openid profile email add",
      },
      ...options,
    };
    return page.evaluate(async (given) => {
      window.client = await auth0.createAuth0Client(given);
    }, all);
  }

  /** Fills in the tenant's login page. */
  async function logIn(page: Page): Promise<void> {
    await page.getByLabel("Email").fill(shop.user.email);
    await page.getByLabel("Password").fill(shop.user.password);
    await page.getByRole("button").click();
  }

  async function logInByRedirect(page: Page, options: object): Promise<void> {
    const left = page.waitForURL(`${tenant.origin}/**`);
    await page.evaluate(() => window.client.loginWithRedirect());
    await left;
    await logIn(page);
    await page.waitForURL(`${origin}/**`);
    await createClient(page, options);
    await page.evaluate(() => window.client.handleRedirectCallback());
  }

  const silently = (page: Page) => page.evaluate(() => window.client.getTokenSilently({ cacheMode: "off" }));
  const user = (page: Page) => page.evaluate(async () => (await window.client.getUser())?.sub);

  test("by default gets new tokens in a hidden frame", async () => {
    const page = await openPage({});
    await assert.rejects(silently(page), /Login required/);
    await logInByRedirect(page, {});
    assert.equal(await user(page), shop.user.id);
    const seen = watch(page);
    assert.equal((await silently(page)).split(".").length, 3);
    assert.ok(seen.includes("GET /authorize web_message"), seen.join("\n"));
    assert.ok(seen.includes("POST /oauth/token authorization_code"), seen.join("\n"));
    const back = page.waitForEvent("load");
    await page.evaluate((returnTo) => window.client.logout({ logoutParams: { returnTo } }), origin);
    await back;
    await createClient(page, {});
    await assert.rejects(silently(page), /Login required/);
    await page.close();
  });

  test("with refresh tokens needs no frame", async () => {
    await shop.management.clients.update(clientId, { grant_types: ["authorization_code", "refresh_token"] });
    const options = { useRefreshTokens: true, cacheLocation: "localstorage" };
    const page = await openPage(options);
    await logInByRedirect(page, options);
    const seen = watch(page);
    for (let times = 0; times < 2; times++) assert.equal((await silently(page)).split(".").length, 3);
    assert.deepEqual(
      seen.filter((one) => !one.startsWith("OPTIONS")),
      ["POST /oauth/token refresh_token", "POST /oauth/token refresh_token"],
    );
    await page.close();
  });

  test("logs in in a window of its own", async () => {
    const page = await openPage({});
    const popup = page.waitForEvent("popup");
    const done = page.evaluate(() => window.client.loginWithPopup());
    await logIn(await popup);
    await done;
    assert.equal(await user(page), shop.user.id);
    await page.close();
  });
});
