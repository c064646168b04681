import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { SdkGatewayFactory } from "../../src/adapters/gateway-factory.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { applyPlan, journalOf } from "../../src/workflows/apply-plan.ts";
import { collect } from "../../src/workflows/collect.ts";
import { deriveLinks } from "../../src/workflows/derive-links.ts";
import type { Gateways } from "../../src/workflows/gateways.ts";
import type { ExecutablePlan } from "../../src/workflows/plan.ts";
import { readPolicyLinks } from "../../src/workflows/policy-links.ts";
import { planSecureApi, readSecureApi, suggestSecureApi } from "../../src/workflows/secure-api.ts";
import {
  planTestLink,
  readTestLink,
  runTestLink,
  type TestLinkResult,
} from "../../src/workflows/test-link.ts";
import { undo } from "../../src/workflows/undo.ts";
import type { UndoJournal } from "../../src/workflows/undo-action.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { withSandbox } from "../support/sandbox.ts";
import { calculatorOf, openGateways, signal, silently, snapshot, writesAmong } from "./secure-api-clouds.ts";

suite("secure an API, with the official SDKs on the sandbox", () => {
  let exchanges: Exchange[] = [];
  const sandbox = withSandbox({
    record(exchange) {
      exchanges.push(exchange);
      recordExchange(exchange);
    },
  });
  let gateways: Gateways;

  setup(async () => {
    await sandbox.reset();
    gateways = await openGateways(sandbox);
    exchanges = [];
  });

  test("plan, apply, linked on both sides, 401 without and 200 with a token, undone without a trace", async () => {
    const before = snapshot(sandbox);
    const plan = await prepare();
    assert.deepEqual(writesAmong(exchanges), []);
    const securing = await applied(plan);

    const [link] = await links();
    assert.equal(link?.auth0Api?.identifier, "basic-calculator");
    assert.equal(link?.application?.type, "regular_web");
    assert.equal(link?.tenantDomain, sandbox.info.auth0.domain);
    assert.deepEqual(link?.policy, {
      issuer: `https://${link?.tenantDomain}/`,
      audience: "basic-calculator",
    });

    const { journal: testing, result } = await testLink();
    assert.deepEqual([result.without.status, result.with.status], [401, 200]);
    assert.equal(result.passed, true);
    assert.equal(result.token?.claims["aud"], "basic-calculator");

    for (const journal of [testing, securing]) {
      assert.equal((await undo(journal, gateways, silently, signal)).status, "done");
    }
    assert.deepEqual(snapshot(sandbox), before);
    assert.deepEqual(await links(), []);
  });

  test("does nothing the second time: 0 writes", async () => {
    await applied(await prepare());
    exchanges = [];
    const plan = await prepare();
    assert.deepEqual(plan.steps, []);
    const outcome = await applyPlan(plan, gateways, silently, signal);
    assert.equal(outcome.status, "nothing-to-do");
    assert.ok(exchanges.length >= 10);
    assert.deepEqual(writesAmong(exchanges), []);
  });

  async function prepare(): Promise<ExecutablePlan> {
    const reading = await readSecureApi(gateways, calculatorOf(sandbox), signal);
    return planSecureApi(reading, suggestSecureApi(reading));
  }

  async function applied(plan: ExecutablePlan): Promise<UndoJournal> {
    const outcome = await applyPlan(plan, gateways, silently, signal);
    assert.equal(outcome.failed?.failure.text, undefined);
    assert.equal(outcome.status, "done");
    return journalOf(plan, outcome);
  }

  async function testLink(): Promise<{ journal: UndoJournal; result: TestLinkResult }> {
    const target = { api: calculatorOf(sandbox), audience: "basic-calculator" };
    const journal = await applied(planTestLink(await readTestLink(gateways, target, signal)));
    const reading = await readTestLink(gateways, target, signal);
    const caller = await new SdkGatewayFactory().openCaller({ ca: sandbox.info.ca });
    return { journal, result: await runTestLink(gateways, caller, reading, {}, signal) };
  }

  async function links() {
    const { auth0, apim } = gateways;
    const { service, apiId } = calculatorOf(sandbox);
    const [apis, authorizationServers, tenant, auth0Apis, applications, policy] = await Promise.all([
      collect(apim.listApis(service, signal), signal),
      collect(apim.listAuthorizationServers(service, signal), signal),
      auth0.readTenant(signal),
      collect(auth0.listApis(signal), signal),
      collect(auth0.listApplications(signal), signal),
      apim.readPolicy({ kind: "api", service, apiId }, signal),
    ]);
    const id = apis.find((api) => api.apiId === apiId)?.id.toLowerCase() ?? "";
    return deriveLinks({
      apis,
      authorizationServers,
      tenants: [{ ...tenant, apis: auth0Apis, applications }],
      policies: new Map([[id, readPolicyLinks(policy?.text ?? "")]]),
    });
  }
});
