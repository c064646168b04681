import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import { openShop, type Shop } from "../contract/sandbox/auth0-fixtures.ts";
import { type Client, clients } from "./list.ts";
import { type ClientSandbox, driverEnvironment, withClient, withClientSandbox } from "./sandbox.ts";
import { Visitor } from "./visitor.ts";

/** An application made with a client, in a process of its own. */
interface App {
  readonly origin: string;
  readonly process: ChildProcess;
}

async function start(
  { sandbox }: ClientSandbox,
  folder: string,
  driver: string,
  input: object,
): Promise<App> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "drivers", driver)], {
    env: { ...process.env, ...driverEnvironment(sandbox, folder, input) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(() =>
    Promise.reject(new Error(`${driver} ended before it listened`)),
  );
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
  return { origin: (JSON.parse(String(line)) as { origin: string }).origin, process: child };
}

/** A suite on one application, whose callback and logout URLs its tenant's own application knows. */
function suiteOf(
  client: Client,
  driver: string,
  tests: (visit: (path: string) => Promise<unknown>, shop: () => Shop) => void,
) {
  suite(`clients: ${client.name} ${client.version}`, () => {
    const folder = withClient(client);
    const place = withClientSandbox();
    let app: App | undefined;
    let shop: Shop | undefined;
    let visitor: Visitor | undefined;

    const opened = (): Shop => {
      if (!shop) throw new Error("The shop opens before the first test.");
      return shop;
    };

    suiteSetup(async () => {
      shop = await openShop(place.tenant);
      const { web, audience, management, user } = shop;
      app = await start(place, folder(), driver, {
        clientId: web.id,
        clientSecret: web.secret,
        audience,
        management: place.tenant.management,
      });
      // the dashboard's default; these clients send their secret in the header or in the body, as they like
      await management.clients.update(web.id, {
        token_endpoint_auth_method: "client_secret_post",
        callbacks: [`${app.origin}/callback`],
        allowed_logout_urls: [app.origin],
      });
      visitor = new Visitor(place.tenant, user);
    });
    suiteTeardown(async () => {
      if (!app || app.process.exitCode !== null) return;
      app.process.kill();
      await once(app.process, "exit");
    });

    tests(async (path) => visitor?.open(`${app?.origin}${path}`), opened);
  });
}

suiteOf(clients.passport, "passport-app.mjs", (visit, shop) => {
  test("logs a person in and shows the profile", async () => {
    assert.equal(await visit("/"), null);
    const profile = (await visit("/login")) as { id: string; emails: { value: string }[] };
    assert.equal(profile.id, shop().user.id);
    assert.deepEqual(profile.emails, [{ value: shop().user.email }]);
  });
});

suiteOf(clients.expressOidc, "express-oidc-app.mjs", (visit, shop) => {
  test("logs a person in, refreshes the access token, asks /userinfo, and logs out", async () => {
    assert.deepEqual(await visit("/"), { loggedIn: false });
    assert.deepEqual(await visit("/login"), { loggedIn: true });
    const shown = (await visit("/profile")) as Record<string, Record<string, unknown>>;
    assert.equal(shown["user"]?.["sub"], shop().user.id);
    assert.equal(shown["info"]?.["email"], shop().user.email);
    assert.equal(shown["refreshed"], true);
    assert.deepEqual(await visit("/logout"), { loggedIn: false });
  });
});

suiteOf(clients.simpleOauth2, "simple-oauth2-app.mjs", (visit) => {
  test("gets a token for a machine", async () => {
    const token = (await visit("/machine")) as Record<string, unknown>;
    assert.equal(token["token_type"], "Bearer");
  });

  test("gets tokens for a person, refreshes them and revokes them", async () => {
    const { first, second, third } = (await visit("/login")) as Record<string, Record<string, unknown>>;
    assert.match(String(first?.["scope"]), /add/);
    assert.ok(second?.["access_token"]);
    assert.deepEqual(third, { refused: "invalid_grant" });
  });
});
