import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { SdkAuth0Cloud } from "../../src/adapters/auth0/sdk-auth0-cloud.ts";
import { trustingFetch } from "../../src/adapters/trusting-fetch.ts";
import type { Auth0Cloud } from "../../src/domain/auth0-cloud.ts";
import { type Shelved, storeIn, valuesOf } from "../../src/resources/clouds.ts";
import { auth0Api } from "../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../src/resources/kinds/auth0-connection.ts";
import { failsWith } from "../support/failing.ts";
import { allOf } from "../support/kept.ts";
import { startTestSandbox, withSandbox } from "../support/sandbox.ts";
import { auth0Account, openAuth0 } from "../support/sandbox-accounts.ts";
import { make } from "./kinds/kind-example.ts";

suite("Auth0 through the SDK, when something is wrong", () => {
  const sandbox = withSandbox();
  const { signal } = new AbortController();

  setup(() => sandbox.reset());

  /** The waits before another try are measured by the limit, and short here. */
  const openHasty = async (domain = sandbox.info.auth0.domain): Promise<Auth0Cloud & Shelved> =>
    new SdkAuth0Cloud({
      account: auth0Account(sandbox.info, { domain }),
      secret: sandbox.info.auth0.clientSecret,
      fetch: await trustingFetch(sandbox.info),
      limit: 3_000,
    });

  test("a domain that is not a host is refused before anything is sent", async () => {
    for (const domain of ["https://contoso.eu.auth0.com", "contoso.eu.auth0.com/api", "", "a b"]) {
      await failsWith("invalid-input", openAuth0(sandbox.info, { domain }), "contoso.eu.auth0.com");
    }
  });

  test("a host that is no Auth0 tenant is named", async () => {
    const domain = new URL(sandbox.info.portal).host;
    const elsewhere = await openHasty(domain);
    await failsWith("invalid-input", elsewhere.readDiscovery(signal), `${domain} is not an Auth0 tenant`);
    await failsWith("invalid-input", allOf(elsewhere, auth0Api), `${domain} is not an Auth0 tenant`);
  });

  test("a sandbox that was stopped is told apart", async () => {
    const short = await startTestSandbox();
    const auth0 = await openAuth0(short.info);
    await auth0.readDiscovery(signal);
    await short.stop();
    for (const call of [auth0.readDiscovery(signal), allOf(auth0, auth0Api)]) {
      await failsWith("unreachable", call, "The sandbox does not answer", "Start the sandbox again");
    }
    await failsWith("unreachable", openAuth0(short.info), "Start the sandbox again");
  });

  test("a dropped connection is unreachable", async () => {
    sandbox.faults.add({ service: "auth0", path: "/api/v2/clients", reset: true });
    const auth0 = await openAuth0(sandbox.info);
    await failsWith("unreachable", allOf(auth0, auth0Application), "the connection broke off");
  });

  test("too many requests are put off until the time the tenant names", async () => {
    sandbox.faults.add({
      service: "auth0",
      path: "/api/v2/clients",
      status: 429,
      headers: { "x-ratelimit-reset": "1924992000" },
      body: { statusCode: 429, error: "Too Many Requests", message: "Global limit has been reached" },
    });
    const auth0 = await openHasty();
    await failsWith("rate-limited", allOf(auth0, auth0Application), /Try again after \d\d:\d\d:\d\d/);
  });

  test("a fault of the service says what was being done", async () => {
    const body = { statusCode: 503, error: "Service Unavailable", message: "Down for maintenance" };
    sandbox.faults.add({ service: "auth0", path: "/api/v2/resource-servers", status: 503, body });
    const auth0 = await openHasty();
    await failsWith("unreachable", allOf(auth0, auth0Api), "list the Auth0 APIs", "Down for maintenance");
  });

  test("waiting for another try can be cancelled", async () => {
    const body = { statusCode: 429, error: "Too Many Requests", message: "Later" };
    sandbox.faults.add({
      service: "auth0",
      path: "/api/v2/clients",
      status: 429,
      headers: { "retry-after": "1" },
      body,
    });
    const controller = new AbortController();
    const auth0 = await openAuth0(sandbox.info);
    const work = allOf(auth0, auth0Application, controller.signal);
    setImmediate(() => controller.abort());
    await failsWith("cancelled", work);
  });

  test("an application that may not use the Management API is told what to grant", async () => {
    const { clientGrants } = sandbox.state.auth0;
    clientGrants.length = 0;
    const auth0 = await openAuth0(sandbox.info);
    await failsWith("forbidden", allOf(auth0, auth0Api), sandbox.info.auth0.clientId, "Auth0 Management API");
  });

  test("a secret that may not be read is not taken for none", async () => {
    const all = await openAuth0(sandbox.info);
    const draft = {
      name: "Web",
      type: "regular_web",
      callbacks: [],
      grantTypes: ["authorization_code"],
      tokenEndpointAuthMethod: "client_secret_post",
    } as const;
    const { ref } = await make(all, auth0Application, all.domain, draft);
    for (const grant of sandbox.state.auth0.clientGrants) grant.scope = ["read:clients"];
    const auth0 = await openAuth0(sandbox.info);
    await failsWith(
      "forbidden",
      storeIn(auth0, auth0Application).secretOf?.(ref, signal) ?? Promise.resolve(),
      "read:client_keys",
    );
  });

  test("custom domains count once they are verified, and only if they may be read", async () => {
    const domain = (name: string, status: "ready" | "pending_verification") => ({
      custom_domain_id: `cd_${name}`,
      domain: `${name}.contoso.example`,
      primary: true,
      status,
      type: "auth0_managed_certs" as const,
    });
    sandbox.state.auth0.customDomains.push(domain("login", "ready"), domain("new", "pending_verification"));
    const auth0 = await openAuth0(sandbox.info);
    assert.deepEqual((await auth0.readTenant(signal)).customDomains, ["login.contoso.example"]);
    for (const grant of sandbox.state.auth0.clientGrants) grant.scope = ["read:tenant_settings"];
    const limited = await openAuth0(sandbox.info);
    assert.deepEqual((await limited.readTenant(signal)).customDomains, []);
  });

  test("a page is asked for only when it is needed", async () => {
    const auth0 = await openAuth0(sandbox.info);
    for (let index = 0; index < 50; index++) {
      const draft = { name: `connection-${index}`, strategy: "auth0" };
      await make(auth0, auth0Connection, auth0.domain, draft);
    }
    sandbox.faults.add({ service: "auth0", path: "from=", status: 404, body: { error: "Not Found" } });
    let seen = 0;
    for await (const _connection of valuesOf(auth0, auth0Connection, auth0.domain, signal)) {
      seen += 1;
      if (seen === 50) break;
    }
    assert.equal(seen, 50);
  });
});
