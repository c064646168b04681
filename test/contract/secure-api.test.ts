import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { instancePath } from "../../src/domain/instance-path.ts";
import { auth0Api } from "../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../src/resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { collect, listAll } from "../../src/workflows/collect.ts";
import { deriveLinks } from "../../src/workflows/derive-links.ts";
import { PolicyLinkReader } from "../../src/workflows/policy-links.ts";
import { planSecureApi, readSecureApi, suggestSecureApi } from "../../src/workflows/secure-api.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { applyPlan, outcomeOf } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { textOf, Visitor } from "./sandbox/portal-visitor.ts";
import {
  applied,
  calculatorOf,
  contentsOf,
  openClouds,
  prepare,
  signal,
  takenBack,
  testLink,
  writesAmong,
} from "./secure-api-clouds.ts";

suite("secure an API, with the official SDKs on the sandbox", () => {
  let exchanges: Exchange[] = [];
  const sandbox = withSandbox({
    record(exchange) {
      exchanges.push(exchange);
      recordExchange(exchange);
    },
  });
  let clouds: Clouds;

  setup(async function () {
    // The first one loads both SDKs, which takes long on a busy machine.
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
    exchanges = [];
  });

  test("plan, apply, linked on both sides, 401 without and 200 with a token, undone without a trace", async () => {
    const before = contentsOf(sandbox);
    const plan = await prepare(sandbox, clouds);
    assert.deepEqual(writesAmong(exchanges), []);
    const securing = await applied(plan, clouds);

    const [link] = await links();
    assert.equal(link?.auth0Api?.identifier, "basic-calculator");
    assert.equal(link?.application?.type, "regular_web");
    assert.equal(link?.tenantDomain, sandbox.info.auth0.domain);
    assert.deepEqual(link?.policy, {
      issuer: `https://${link?.tenantDomain}/`,
      audience: "basic-calculator",
    });

    const { journal: testing, result } = await testLink(sandbox, clouds);
    assert.deepEqual([result.without.status, result.with.status], [401, 200]);
    assert.equal(result.conclusion, "works");
    assert.equal(result.token?.claims["aud"], "basic-calculator");

    for (const journal of [testing, securing]) {
      await takenBack(journal, clouds);
    }
    assert.deepEqual(contentsOf(sandbox), before);
    assert.deepEqual(await links(), []);
  });

  test("the developer portal signs in with the new test user and calls with 200, and undone offers no sign-in", async () => {
    const page = "/apis/basic-calculator";
    const snapshot = await readSecureApi(clouds, calculatorOf(sandbox), signal);
    const choices = suggestSecureApi(snapshot);
    const journal = await applied(planSecureApi(snapshot, choices), clouds);
    assert.ok(choices.user.kind === "create");
    const { email: username, password } = choices.user;

    const visitor = new Visitor(sandbox);
    const refused = await visitor.submit(await visitor.open(page), "Send");
    assert.match(textOf(refused), /HTTP 401 .*Unauthorized: the access token is missing/);
    const login = await visitor.submit(await visitor.open(page), "Sign in");
    await visitor.submit(login, "Continue", { username, password });
    const answered = await visitor.submit(await visitor.open(page), "Send");
    assert.match(textOf(answered), /HTTP 200 OK/);

    await takenBack(journal, clouds);
    const after = await new Visitor(sandbox).open(page);
    assert.ok(!after.html.includes("Sign in"));
    assert.match(textOf(await new Visitor(sandbox).submit(after, "Send")), /HTTP 200 OK/);
  });

  test("does nothing the second time: 0 writes", async () => {
    await applied(await prepare(sandbox, clouds), clouds);
    exchanges = [];
    const plan = await prepare(sandbox, clouds);
    assert.deepEqual(plan.changes, []);
    assert.equal(outcomeOf(await applyPlan(plan, clouds, signal)).status, "nothing-to-do");
    assert.ok(exchanges.length >= 10);
    assert.deepEqual(writesAmong(exchanges), []);
  });

  async function links() {
    const { auth0, azure } = clouds;
    const { instance, apiId } = calculatorOf(sandbox);
    const [apis, authorizationServers, tenant, auth0Apis, applications] = await Promise.all([
      collect(azure.listApis(instance, signal), signal),
      listAll(clouds, authorizationServer, instancePath(instance), {}, signal),
      auth0.readTenant(signal),
      listAll(clouds, auth0Api, auth0.domain, {}, signal),
      listAll(clouds, auth0Application, auth0.domain, {}, signal),
    ]);
    const api = apis.find((one) => one.apiId === apiId);
    const policies = api ? await new PolicyLinkReader(azure, instance, signal).of(api) : [];
    return deriveLinks({
      apis,
      authorizationServers,
      tenants: [{ ...tenant, apis: auth0Apis, applications }],
      policies: new Map([[api?.id.toLowerCase() ?? "", policies]]),
    });
  }
});
