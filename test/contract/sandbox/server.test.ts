import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, fetch, type Response } from "undici";
import type { Exchange } from "../../../src/sandbox/exchange.ts";
import type { RunningSandbox, SandboxOptions } from "../../../src/sandbox/sandbox.ts";
import { credentialOf } from "../../support/azure-clients.ts";
import { startTestSandbox, withSandbox } from "../../support/sandbox.ts";

suite("A sandbox that stops and starts again", () => {
  let folder = "";
  let stateFile = "";
  const running: RunningSandbox[] = [];

  setup(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-test-"));
    stateFile = join(folder, "state.json");
  });
  teardown(async () => {
    for (const sandbox of running.splice(0)) await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(options: SandboxOptions = {}): Promise<RunningSandbox> {
    const sandbox = await startTestSandbox({ stateFile, ...options });
    running.push(sandbox);
    return sandbox;
  }

  async function stop(sandbox: RunningSandbox): Promise<void> {
    running.splice(running.indexOf(sandbox), 1);
    await sandbox.stop();
  }

  const calculator = ({ state }: RunningSandbox) =>
    Object.values(state.azure.resources).find(({ name }) => name === "basic-calculator");

  test("takes the same ports, credentials and authority, and remembers what was changed", async () => {
    const first = await start();
    const before = first.info;
    const api = calculator(first);
    if (api) api.properties["displayName"] = "Changed";
    first.changed();
    await stop(first);
    const second = await start();
    assert.deepEqual(second.info, before);
    assert.equal(calculator(second)?.properties["displayName"], "Changed");
  });

  test("begins anew with reset, for the same clients", async () => {
    const first = await start();
    const before = first.info;
    const api = calculator(first);
    if (api) api.properties["displayName"] = "Changed";
    first.changed();
    await stop(first);
    const second = await start({ reset: true });
    assert.deepEqual(second.info, before);
    assert.equal(calculator(second)?.properties["displayName"], "Basic Calculator");
  });

  test("moves every address in its state when another program has a port of its", async () => {
    const first = await start();
    const { info } = first;
    await stop(first);
    const { host, port } = new URL(info.gateway);
    const squatter = createServer().listen(Number(port), "127.0.0.1");
    await once(squatter, "listening");
    const second = await start();
    squatter.close();
    assert.notEqual(second.info.gateway, info.gateway);
    assert.equal(second.info.portal, info.portal);
    assert.ok(!readFileSync(stateFile, "utf8").includes(host));
    const service = Object.values(second.state.azure.resources).find(({ name }) => name === "contoso-apim");
    assert.equal(service?.properties["gatewayUrl"], second.info.gateway);
    assert.equal(second.info.azure.clientSecret, info.azure.clientSecret);
  });

  test("leaves a state alone that another sandbox works on", async () => {
    const first = await start();
    await assert.rejects(start({ patience: 0 }), {
      code: "already-exists",
      message: `The state file ${stateFile} is in use by the sandbox at https://${first.info.auth0.domain}.`,
    });
  });

  test("of two that begin at once on one state, one gives way", async () => {
    const outcomes = await Promise.allSettled([start({ patience: 0 }), start({ patience: 0 })]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") assert.equal(outcome.reason.code, "already-exists");
    }
  });

  test("waits for a sandbox that is about to end, and takes its place", async () => {
    const first = await start();
    const before = first.info;
    const second = start();
    await stop(first);
    assert.deepEqual((await second).info, before);
  });

  test("keeps secrets in a file that only its owner reads", async () => {
    const sandbox = await start();
    assert.equal(statSync(stateFile).mode & 0o777, 0o600);
    assert.ok(readFileSync(stateFile, "utf8").includes(sandbox.info.azure.clientSecret));
    assert.equal(sandbox.info.ca, join(folder, "state.ca.pem"));
  });

  test("makes up other secrets for every sandbox", async () => {
    const [first, second] = [await start(), await start({ stateFile: join(folder, "other.json") })];
    assert.notEqual(first.info.azure.clientSecret, second.info.azure.clientSecret);
    assert.notEqual(first.info.auth0.clientSecret, second.info.auth0.clientSecret);
    assert.notEqual(first.info.azure.tenantId, second.info.azure.tenantId);
  });

  test("says what is wrong with a state file, and replaces it when told to begin anew", async () => {
    writeFileSync(stateFile, "{ broken");
    await assert.rejects(start(), {
      code: "invalid-input",
      message: /state\.json cannot be used: it is not JSON/,
    });
    writeFileSync(stateFile, '{"format":99}');
    await assert.rejects(start(), { message: /was not written by this version/ });
    const sandbox = await start({ reset: true });
    assert.ok(calculator(sandbox));
  });

  test("says which port is taken, and lets go of the others", async () => {
    const first = await start();
    const port = Number(new URL(first.info.gateway).port);
    const other = { stateFile: join(folder, "other.json") };
    await assert.rejects(start({ ...other, port: port - 3 }), (error: unknown) => {
      assert.match(String(error), /Port \d+ is taken by another program/);
      return true;
    });
  });

  test("leaves no certificate behind when it keeps no state", async () => {
    const sandbox = await startTestSandbox();
    const { ca } = sandbox.info;
    assert.match(readFileSync(ca, "utf8"), /^-----BEGIN CERTIFICATE-----/);
    await sandbox.stop();
    assert.throws(() => statSync(ca), /ENOENT/);
  });

  test("stops although a client has connected and says nothing", async () => {
    const sandbox = await start();
    const { port } = new URL(sandbox.info.gateway);
    const silent = connect(Number(port), "127.0.0.1");
    await once(silent, "connect");
    const ended = once(silent, "close");
    silent.on("error", () => undefined);
    await stop(sandbox);
    await ended;
  });

  test("keeps an idle connection for minutes, as the clouds do", async () => {
    const sandbox = await start();
    const agent = new Agent({ connect: { ca: readFileSync(sandbox.info.ca, "utf8") } });
    const answer = await fetch(`${sandbox.info.azure.authorityHost}/common/discovery/instance`, {
      dispatcher: agent,
    });
    await answer.text();
    const [, seconds] = /timeout=(\d+)/.exec(answer.headers.get("keep-alive") ?? "") ?? [];
    assert.ok(Number(seconds) >= 300, `${seconds} s`);
    await agent.destroy();
  });

  test("is trusted by its own authority only", async () => {
    const sandbox = await start();
    const agent = new Agent({ connect: { ca: readFileSync(sandbox.info.ca, "utf8") } });
    const trusted = await fetch(`${sandbox.info.azure.authorityHost}/common/discovery/instance`, {
      dispatcher: agent,
    });
    assert.equal(trusted.status, 200);
    await trusted.text();
    await agent.destroy();
    await assert.rejects(fetch(sandbox.info.azure.authorityHost));
  });
});

suite("Faults and recording", () => {
  const seen: Exchange[] = [];
  const sandbox = withSandbox({ record: (exchange) => seen.push(exchange), admin: true });
  const discovery = () => `${sandbox.info.azure.authorityHost}/common/discovery/instance`;

  setup(() => {
    sandbox.faults.clear();
    seen.length = 0;
  });

  test("answers a number of matching requests with an injected status", async () => {
    sandbox.faults.add({
      service: "entra",
      method: "GET",
      path: /discovery\/instance/,
      count: 1,
      status: 429,
      body: { error: "slow down" },
      headers: { "retry-after": "7" },
    });
    const other = await sandbox.fetch(`${sandbox.info.azure.authorityHost}/common/discovery/instance`, {
      method: "POST",
    });
    assert.equal(other.status, 404);
    const hit = await sandbox.fetch(discovery());
    assert.deepEqual(
      [hit.status, hit.headers.get("retry-after"), await hit.json()],
      [429, "7", { error: "slow down" }],
    );
    assert.equal((await sandbox.fetch(discovery())).status, 200);
  });

  test("drops a connection", async () => {
    const remove = sandbox.faults.add({ service: "entra", path: "/common", reset: true });
    await assert.rejects(sandbox.fetch(discovery()));
    remove();
    assert.equal((await sandbox.fetch(discovery())).status, 200);
  });

  test("delays an answer that is otherwise real", async () => {
    sandbox.faults.add({ service: "entra", path: "/common", delayMs: 30 });
    const start = performance.now();
    const response = await sandbox.fetch(discovery());
    assert.equal(response.status, 200);
    assert.ok(performance.now() - start >= 29);
  });

  const server = () => {
    const { subscriptionId, resourceManager } = sandbox.info.azure;
    const instance = "resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim";
    return `${resourceManager}/subscriptions/${subscriptionId}/${instance}/products/broken?api-version=2022-08-01`;
  };
  async function createProduct(signal?: AbortSignal): Promise<Response> {
    const { token } = await credentialOf(sandbox).getToken(`${sandbox.info.azure.resourceManager}/.default`);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const body = JSON.stringify({ properties: { displayName: "Broken" } });
    return sandbox.fetch(server(), { method: "PUT", headers, body, ...(signal && { signal }) });
  }
  const isCreated = () =>
    Object.keys(sandbox.state.azure.resources).some((id) => id.endsWith("/products/broken"));

  const broken = {
    "another status": [{ status: 504, body: "<html>" }, async () => (await createProduct()).status, 504],
    "another body": [{ body: "<html>" }, async () => (await createProduct()).text(), "<html>"],
    nothing: [{ status: 200 }, async () => (await createProduct()).text(), ""],
    "a body that is cut off": [
      { status: 201, body: { a: "long body" }, cutOff: true },
      () =>
        createProduct()
          .then((answer) => answer.text())
          .catch(() => "broke off"),
      "broke off",
    ],
    "a connection that breaks": [
      { reset: true },
      () => createProduct().catch(() => "broke off"),
      "broke off",
    ],
    "no answer at all": [
      { hang: true },
      () => createProduct(AbortSignal.timeout(200)).catch(({ name }: Error) => name),
      "TimeoutError",
    ],
  } as const;
  for (const [name, [fault, act, seenByClient]] of Object.entries(broken)) {
    for (const after of [false, true]) {
      test(`answers a request that was ${after ? "" : "not "}carried out with ${name}`, async () => {
        await sandbox.reset();
        sandbox.faults.add({
          service: "resourceManager",
          method: "PUT",
          path: "/products/",
          after,
          ...fault,
        });
        assert.equal(await act(), seenByClient);
        assert.equal(isCreated(), after || name === "another body");
      });
    }
  }

  test("begins a fault once another has hit", async () => {
    const follow = { service: "entra", path: "/common", status: 503 } as const;
    sandbox.faults.add({ service: "entra", path: "/common", count: 1, status: 500, follow });
    const statuses = [await sandbox.fetch(discovery()), await sandbox.fetch(discovery())].map(
      ({ status }) => status,
    );
    assert.deepEqual(statuses, [500, 503]);
  });

  test("records requests and answers with their bodies, but for injected ones", async () => {
    sandbox.faults.add({ service: "entra", path: "/common", count: 1, status: 500 });
    sandbox.faults.add({ service: "entra", path: "/token", count: 1, delayMs: 30 });
    await (await sandbox.fetch(discovery())).text();
    const token = `${sandbox.info.azure.authorityHost}/${sandbox.info.azure.tenantId}/oauth2/v2.0/token`;
    await (await sandbox.fetch(token, { method: "POST", body: "grant_type=password" })).text();
    await (await sandbox.fetch(`${sandbox.info.gateway}/nowhere`)).text();
    assert.deepEqual(
      seen.map(({ service, method, status }) => `${service} ${method} ${status}`),
      ["entra POST 400"],
    );
    const [exchange] = seen;
    assert.equal(exchange?.url, token);
    assert.equal(exchange?.requestBody, "grant_type=password");
    assert.match(exchange?.responseBody ?? "", /AADSTS70003/);
    assert.match(exchange?.responseHeaders["content-type"] ?? "", /application\/json/);
  });

  test("takes faults and a reset over HTTP when it was started for that", async () => {
    const admin = (method: string, route: string, body?: unknown) =>
      sandbox.fetch(`${sandbox.info.gateway}/_sandbox/${route}`, {
        method,
        body: body === undefined ? null : JSON.stringify(body),
      });
    const added = await admin("POST", "faults", { service: "entra", path: "/comm.n/", status: 503 });
    assert.equal(added.status, 204);
    assert.equal((await sandbox.fetch(discovery())).status, 503);
    const nested = {
      service: "entra",
      path: "/comm.n/",
      status: 503,
      follow: { service: "entra", path: "x.y" },
    };
    assert.equal((await admin("POST", "faults", nested)).status, 204);
    const unclear = { ...nested, follow: { service: "nobody", path: "x" } };
    assert.equal((await admin("POST", "faults", unclear)).status, 400);
    assert.equal((await admin("DELETE", "faults")).status, 204);
    assert.equal((await sandbox.fetch(discovery())).status, 200);
    assert.equal((await admin("POST", "reset")).status, 204);
    assert.equal((await admin("POST", "nothing")).status, 404);
    for (const none of [undefined, {}, [], { service: "entra" }, { service: "nobody", path: "/" }]) {
      assert.equal((await admin("POST", "faults", none)).status, 400);
    }
    assert.equal((await sandbox.fetch(discovery())).status, 200);
  });
});

suite("A sandbox that was not started for faults over HTTP", () => {
  const sandbox = withSandbox();

  test("has no such door", async () => {
    const response = await sandbox.fetch(`${sandbox.info.azure.authorityHost}/_sandbox/faults`, {
      method: "DELETE",
    });
    assert.equal(response.status, 404);
  });
});
