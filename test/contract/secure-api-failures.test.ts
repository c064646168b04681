import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { SdkCloudFactory } from "../../src/adapters/cloud-factory.ts";
import { Failure } from "../../src/core/failure.ts";
import { storeOf } from "../../src/resources/clouds.ts";
import { auth0Api } from "../../src/resources/kinds/auth0-api.ts";
import { removeResource } from "../../src/sandbox/azure/resources.ts";
import type { StoredResource } from "../../src/sandbox/azure/state.ts";
import { createPrincipal } from "../../src/sandbox/seed/azure.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { listAll } from "../../src/workflows/collect.ts";
import { connectAuth0, connectAzure } from "../../src/workflows/connect.ts";
import { applyPlan, outcomeOf, undo, undoOutcomeOf } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import {
  applied,
  calculatorOf,
  contentsOf,
  openClouds,
  prepare,
  signal,
  takenBack,
  testLink,
} from "./secure-api-clouds.ts";

suite("secure an API when something is wrong, with the official SDKs on the sandbox", () => {
  const sandbox = withSandbox();
  let clouds: Clouds;

  setup(async function () {
    // The first one loads both SDKs, which takes long on a busy machine.
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
  });

  test("after a failure in the middle a second run goes on, and both are undone", async () => {
    const before = contentsOf(sandbox);
    sandbox.faults.add({
      service: "resourceManager",
      method: "PUT",
      path: "/authorizationServers/",
      count: 1,
      status: 400,
      body: { error: { code: "ValidationError", message: "The id is refused.", details: null } },
    });
    const plan = await prepare(sandbox, clouds);
    const failed = await applyPlan(plan, clouds, signal);
    const outcome = outcomeOf(failed);
    assert.equal(outcome.failed?.id, "authorization-server");
    assert.match(outcome.failed?.message ?? "", /The id is refused/);
    assert.notDeepEqual(contentsOf(sandbox), before);

    const rest = await applied(await prepare(sandbox, clouds), clouds);
    assert.deepEqual((await prepare(sandbox, clouds)).changes, []);

    for (const journal of [rest, failed]) {
      await takenBack(journal, clouds);
    }
    assert.deepEqual(contentsOf(sandbox), before);
  });

  test("a missing scope is named, and what was done is undone", async () => {
    const before = contentsOf(sandbox);
    const grant = managementGrant();
    const all = grant.scope;
    grant.scope = all.filter((scope) => scope !== "create:users");
    clouds = await openClouds(sandbox);
    const plan = await prepare(sandbox, clouds);
    const journal = await applyPlan(plan, clouds, signal);
    const outcome = outcomeOf(journal);
    assert.equal(outcome.failed?.id, "user");
    assert.match(outcome.failed?.message ?? "", /create:users/);
    await takenBack(journal, clouds);
    grant.scope = all;
    assert.deepEqual(contentsOf(sandbox), before);
  });

  test("a policy that somebody changed after the plan is left alone", async () => {
    const scope = { kind: "api", ...calculatorOf(sandbox) } as const;
    const first = await clouds.azure.writePolicy(scope, policy, undefined, signal);
    const plan = await prepare(sandbox, clouds);
    const theirs = policy.replace("<base />", "<base /><!-- theirs -->");
    const second = await clouds.azure.writePolicy(scope, theirs, first.etag, signal);
    const { failed } = outcomeOf(await applyPlan(plan, clouds, signal));
    assert.match(failed?.message ?? "", /Somebody else changed it.*Run the command again/);
    assert.deepEqual(await clouds.azure.readPolicy(scope, signal), second);
  });

  test("a policy that was there before comes back letter by letter, unless somebody changed it", async () => {
    const scope = { kind: "api", ...calculatorOf(sandbox) } as const;
    await clouds.azure.writePolicy(scope, policy, undefined, signal);
    const before = contentsOf(sandbox);
    await takenBack(await applied(await prepare(sandbox, clouds), clouds), clouds);
    assert.deepEqual(contentsOf(sandbox), before);

    const journal = await applied(await prepare(sandbox, clouds), clouds);
    const current = await clouds.azure.readPolicy(scope, signal);
    assert.ok(current);
    const theirs = current.text.replace("<base />", "<!-- theirs --><base />");
    const written = await clouds.azure.writePolicy(scope, theirs, current.etag, signal);
    const outcome = undoOutcomeOf(await undo(journal, clouds, signal));
    assert.deepEqual(
      outcome.left.map(({ id }) => id),
      ["auth0-api", "policy"],
    );
    assert.deepEqual(await clouds.azure.readPolicy(scope, signal), written);
  });

  test("a malformed policy is refused with its line, and nothing is written", async () => {
    const scope = { kind: "api", ...calculatorOf(sandbox) } as const;
    await clouds.azure.writePolicy(scope, policy, undefined, signal);
    const stored = calculator("/policies/policy");
    stored.properties["value"] = "<policies>\r\n\t<inbound>\r\n\t\t<base\r\n\t</inbound>\r\n</policies>";
    const before = contentsOf(sandbox);
    await fails(prepare(sandbox, clouds), "invalid-input", /malformed at line 3.*Mend/s);
    assert.deepEqual(contentsOf(sandbox), before);
  });

  test("a Consumption instance gets the policy only, which lets good tokens pass and others not", async () => {
    const [service] = Object.values(sandbox.state.azure.resources).filter(
      ({ type }) => type === "Microsoft.ApiManagement/service",
    );
    assert.ok(service?.envelope);
    service.envelope["sku"] = { name: "Consumption", capacity: 0 };
    delete service.properties["developerPortalUrl"];
    const before = contentsOf(sandbox);
    const plan = await prepare(sandbox, clouds);
    assert.deepEqual(
      plan.changes.map(({ id }) => id),
      ["auth0-api", "policy"],
    );
    assert.match(plan.notes.join(), /no developer portal/);
    const securing = await applied(plan, clouds);
    const { journal: testing, result } = await testLink(sandbox, clouds);
    assert.deepEqual([result.without.status, result.with.status], [401, 200]);
    for (const journal of [testing, securing]) await takenBack(journal, clouds);
    assert.deepEqual(contentsOf(sandbox), before);
  });

  test("an API without operations is secured, and says that there is nothing to call", async () => {
    for (const [id, { type }] of Object.entries(sandbox.state.azure.resources)) {
      if (type.endsWith("/operations")) removeResource(sandbox.state.azure, id);
    }
    const plan = await prepare(sandbox, clouds);
    assert.match(plan.notes.join(), /no operations yet/);
    await applied(plan, clouds);
    await fails(testLink(sandbox, clouds), "unsupported", /nothing to call.*Add a GET/s);
  });

  test("an identifier that exists is taken over, not created twice", async () => {
    const draft = {
      name: "Mine",
      identifier: "basic-calculator",
      signingAlgorithm: "RS256",
      scopes: [],
    } as const;
    const { domain: owner } = clouds.auth0;
    const mine = await storeOf(clouds, auth0Api).create({ kind: auth0Api.id, owner }, draft, signal);
    const before = contentsOf(sandbox);
    const journal = await applied(await prepare(sandbox, clouds), clouds);
    const all = await listAll(clouds, auth0Api, owner, { identifier: "basic-calculator" }, signal);
    assert.deepEqual(
      all.map(({ id }) => id),
      [mine.ref.id],
    );
    await takenBack(journal, clouds);
    assert.deepEqual(contentsOf(sandbox), before);
  });

  function calculator(below: string): StoredResource {
    const found = Object.entries(sandbox.state.azure.resources).find(([id]) =>
      id.endsWith(`/apis/basic-calculator${below}`),
    );
    assert.ok(found);
    return found[1];
  }

  /** What the connected application may do. */
  function managementGrant() {
    const { clientGrants, managementClientId } = sandbox.state.auth0;
    const grant = clientGrants.find(({ client_id }) => client_id === managementClientId);
    assert.ok(grant);
    return grant;
  }
});

suite("connect accounts, with the official SDKs on the sandbox", () => {
  const sandbox = withSandbox();
  const factory = new SdkCloudFactory();

  setup(function () {
    this.timeout(60_000);
    return sandbox.reset();
  });

  test("the sandbox's own accounts are complete", async () => {
    const auth0 = await connectAuth0(factory, tenant(), signal);
    assert.deepEqual(auth0.missingScopes, []);
    assert.equal(auth0.tenant.domain, sandbox.info.auth0.domain);
    const { subscriptions } = await connectAzure(factory, ...azure(), signal);
    assert.deepEqual(
      subscriptions.map(({ id }) => id),
      [sandbox.info.azure.subscriptionId],
    );
  });

  test("a scope that was not granted is missing, with what does not work then", async () => {
    const { clientGrants, managementClientId } = sandbox.state.auth0;
    const grant = clientGrants.find(({ client_id }) => client_id === managementClientId);
    assert.ok(grant);
    grant.scope = grant.scope.filter((scope) => scope !== "delete:clients");
    const { missingScopes } = await connectAuth0(factory, tenant(), signal);
    assert.deepEqual(missingScopes, [
      {
        scope: "delete:clients",
        consequence: "Applications cannot be deleted, nor their creation be undone.",
      },
    ]);
  });

  test("a wrong Auth0 secret", () =>
    fails(connectAuth0(factory, { ...tenant(), secret: "wrong" }, signal), "unauthorized", /Copy both anew/));

  test("a domain where no tenant is", () => {
    const domain = new URL(sandbox.info.portal).host;
    const account = { ...tenant().account, domain };
    return fails(
      connectAuth0(factory, { ...tenant(), account }, signal),
      "invalid-input",
      /not an Auth0 tenant/,
    );
  });

  test("a wrong Azure secret", () => {
    const [account] = azure();
    return fails(connectAzure(factory, account, { clientSecret: "wrong" }, signal), "unauthorized", /secret/);
  });

  test("a service principal without any right", () => {
    const stranger = createPrincipal([]);
    sandbox.state.azure.principals.push(stranger);
    const { clientId, clientSecret } = stranger;
    const account = { ...azure()[0], clientId };
    const connecting = connectAzure(factory, account, { clientSecret }, signal);
    return fails(connecting, "forbidden", /sees no Azure subscription.*role/s);
  });

  test("a sandbox that was stopped", async () => {
    const clouds = await openClouds(sandbox);
    await sandbox.stop();
    await fails(prepare(sandbox, clouds), "unreachable", /does not answer.*Start the sandbox again/s);
    await fails(connectAuth0(factory, tenant(), signal), "unreachable", /Start the sandbox again/);
  });

  function tenant() {
    const { auth0, ca } = sandbox.info;
    const account = { domain: auth0.domain, clientId: auth0.clientId, sandbox: { ca } };
    return { account, secret: auth0.clientSecret };
  }

  function azure() {
    const { authorityHost, resourceManager, tenantId, clientId, clientSecret } = sandbox.info.azure;
    const trust = { ca: sandbox.info.ca, authorityHost, resourceManager };
    const account = { kind: "service-principal", tenantId, clientId, sandbox: trust } as const;
    return [account, { clientSecret }] as const;
  }
});

const policy =
  "<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t<!-- keep -->\r\n\t</inbound>\r\n\t<backend>\r\n\t\t<base />\r\n\t</backend>\r\n\t<outbound>\r\n\t\t<base />\r\n\t</outbound>\r\n\t<on-error>\r\n\t\t<base />\r\n\t</on-error>\r\n</policies>";

function fails(work: Promise<unknown>, code: Failure["code"], text: RegExp): Promise<void> {
  return assert.rejects(work, (error) => {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, code, error.text);
    assert.match(error.text, text);
    return true;
  });
}
