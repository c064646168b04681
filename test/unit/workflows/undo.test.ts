import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { undoPlan } from "../../../src/workflows/undo-plan.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { deskOf, type UndoOutcome, undoOutcomeOf } from "../../support/journals.ts";
import {
  add,
  change,
  contentsOf,
  type InMemoryClouds,
  instance,
  signal,
  twoClouds,
  writes,
} from "./clouds.ts";
import { apply, policyScope, samplePolicy, secure, takeBack } from "./securing.ts";

suite("undo", () => {
  test("has nothing to do for an empty journal", async () => {
    const plan = { title: "Nothing", subject: "nobody", changes: [], unchanged: [], notes: [] };
    const { journal } = await apply(plan, twoClouds());
    assert.equal((await takeBack(journal, twoClouds())).status, "nothing-to-do");
  });

  test("counts what is gone already as taken back, and changes nothing the second time", async () => {
    const { clouds, journal } = await secured();
    await takeBack(journal, clouds);
    const after = contentsOf(clouds);
    const before = writes(clouds);
    const again = await takeBack(journal, clouds);
    assert.equal(again.status, "done");
    assert.deepEqual(contentsOf(clouds), after);
    // The publication of the portal, which shows no difference.
    assert.equal(writes(clouds) - before, 1);
  });

  test("leaves a policy that somebody changed, says so, and goes on with the rest", async () => {
    const { clouds, journal } = await secured();
    const theirs = samplePolicy.replace("<base />", "<base /><!-- theirs -->");
    clouds.azure.putPolicy(policyScope, theirs);
    const outcome = await takeBack(journal, clouds);
    assert.equal(outcome.status, "partly");
    assert.deepEqual(leftOf(outcome), [
      ["auth0-api", "“Create the Auth0 API “Basic Calculator”” stays for the sake of"],
      ["policy", "Somebody changed it since it was written (Policy)"],
    ]);
    assert.equal(instance(clouds).policies.get("api basic-calculator")?.text, theirs);
    assert.deepEqual([clouds.auth0.applications, clouds.auth0.connections], [[], []]);
    assert.equal(instance(clouds).authorizationServers.size, 0);
    assert.deepEqual(outcome.remaining, []);
  });

  test("restores a policy that was saved again without a change", async () => {
    const { clouds, journal } = await secured();
    clouds.azure.putPolicy(policyScope, instance(clouds).policies.get("api basic-calculator")?.text ?? "");
    await takeBack(journal, clouds);
    assert.equal(instance(clouds).policies.get("api basic-calculator")?.text, samplePolicy);
  });

  test("brings back no policy that somebody deleted", async () => {
    const { clouds, journal } = await secured();
    instance(clouds).policies.clear();
    const outcome = await takeBack(journal, clouds);
    assert.equal(outcome.status, "done");
    assert.equal(instance(clouds).policies.size, 0);
  });

  test("keeps a sign-in that somebody added to the API meanwhile", async () => {
    const { clouds, journal } = await secured();
    const { apis } = instance(clouds);
    const stored = apis.get("basic-calculator");
    assert.ok(stored);
    const { userAuthorization } = stored.api;
    const theirs = { authorizationServerId: "theirs", scope: undefined };
    const changed = { ...userAuthorization, oauth2: [...userAuthorization.oauth2, theirs] };
    apis.set("basic-calculator", { etag: '"new"', api: { ...stored.api, userAuthorization: changed } });
    const server = instance(clouds).authorizationServers.get("auth0-basic-calculator");
    assert.ok(server);
    const owner = instancePath(basicCalculator.instance);
    clouds.azure.stores.servers.put(owner, "theirs", { ...server, authorizationServerId: "theirs" });
    await takeBack(journal, clouds);
    assert.deepEqual(apis.get("basic-calculator")?.api.userAuthorization, {
      form: "list",
      oauth2: [{ authorizationServerId: "theirs" }],
      openIdProviderIds: [],
    });
  });

  test("leaves an authorization server that another API uses by now, with the application and the Auth0 API", async () => {
    const { clouds, journal } = await secured();
    const setting = { authorizationServerId: "auth0-basic-calculator", scope: undefined };
    const userAuthorization = { form: "list", oauth2: [setting], openIdProviderIds: [] } as const;
    clouds.azure.addApi({ ...basicCalculator, apiId: "other", displayName: "Other", userAuthorization });
    const outcome = await takeBack(journal, clouds);
    assert.deepEqual(
      leftOf(outcome).map(([id]) => id),
      ["auth0-api", "application", "authorization-server"],
    );
    assert.match(outcome.left.at(-1)?.reason ?? "", /The API “other” uses/);
    assert.equal(instance(clouds).authorizationServers.size, 1);
  });

  test("leaves what somebody made more of in Auth0", async () => {
    const { clouds, journal } = await secured();
    const { auth0 } = clouds;
    const [api] = auth0.apis;
    const [application] = auth0.applications;
    const [connection] = auth0.connections;
    assert.ok(api && application && connection);
    const theirs = { value: "theirs", description: undefined };
    change(auth0.stores.apis, api.id, { scopes: [...(api.scopes ?? []), theirs] });
    change(auth0.stores.applications, application.clientId, { callbacks: ["https://theirs.example"] });
    await add(clouds, enabledApplication, { connectionId: connection.id, clientId: "theirs" });
    const outcome = await takeBack(journal, clouds);
    assert.deepEqual(
      leftOf(outcome)
        .map(([id]) => id)
        .sort(),
      ["application", "auth0-api", "connection"],
    );
    assert.deepEqual(auth0.enabled, [{ connectionId: connection.id, clientId: "theirs" }]);
    assert.deepEqual(auth0.users, []);
  });

  test("leaves an authorization server that another API names in other letters: the service takes them as the same", async () => {
    const { clouds, journal } = await secured();
    const setting = { authorizationServerId: "AUTH0-Basic-Calculator", scope: undefined };
    const userAuthorization = { form: "list", oauth2: [setting], openIdProviderIds: [] } as const;
    clouds.azure.addApi({ ...basicCalculator, apiId: "other", displayName: "Other", userAuthorization });
    await takeBack(journal, clouds);
    assert.equal(instance(clouds).authorizationServers.size, 1);
  });

  test("leaves an Auth0 API that an application of somebody's may ask for by now", async () => {
    const { clouds, journal } = await secured();
    const { auth0 } = clouds;
    const theirs = { name: "Billing", type: "non_interactive", callbacks: [], grantTypes: [] } as const;
    const { clientId } = await add(clouds, auth0Application, {
      ...theirs,
      tokenEndpointAuthMethod: undefined,
    });
    const [api] = auth0.apis;
    assert.ok(api);
    await add(clouds, clientGrant, { clientId, audience: api.identifier, scopes: [] });
    const outcome = await takeBack(journal, clouds);
    assert.deepEqual(
      outcome.left.map(({ id }) => id),
      ["auth0-api"],
    );
    assert.match(outcome.left[0]?.reason ?? "", new RegExp(`may ask for its tokens \\(${clientId}\\)`));
    assert.equal(auth0.clientGrants.length, 1);
  });

  test("leaves an Auth0 API whose tokens somebody changed", async () => {
    const { clouds, journal } = await secured();
    clouds.auth0.apis = clouds.auth0.apis.map((api) => ({ ...api, enforcesPolicies: true }));
    const outcome = await takeBack(journal, clouds);
    assert.deepEqual(
      outcome.left.map(({ id }) => id),
      ["auth0-api"],
    );
  });

  test("leaves a connection that holds other users by now, since they would go with it", async () => {
    const { clouds, journal } = await secured();
    const { auth0 } = clouds;
    const [connection] = auth0.connections;
    assert.ok(connection);
    const theirs = { id: "auth0|theirs", email: "kim@contoso.com", connection: connection.name };
    auth0.users = [...auth0.users, theirs];
    const outcome = await takeBack(journal, clouds);
    assert.deepEqual(
      outcome.left.map(({ id }) => id),
      ["connection"],
    );
    assert.match(outcome.left[0]?.reason ?? "", /holds users that were not created here/);
    assert.deepEqual(
      auth0.users.map(({ id }) => id),
      ["auth0|theirs"],
    );
  });

  test("after a failure goes on with what does not hang on it, and can be tried again", async () => {
    const { clouds, journal, before } = await secured();
    clouds.azure.calls.failNext("setUserAuthorization", new Failure("unreachable", "No network."));
    const first = await takeBack(journal, clouds);
    assert.equal(first.status, "partly");
    assert.deepEqual(
      first.failed.map(({ id, message }) => [id, message]),
      [["user-authorization", "No network."]],
    );
    assert.deepEqual(first.undone, ["policy"]);
    assert.deepEqual([...first.remaining].sort(), [
      "application",
      "auth0-api",
      "authorization-server",
      "connection",
      "enable-connection",
      "portal",
      "user",
      "user-authorization",
    ]);
    assert.equal(instance(clouds).portalRevisions.length, 1);
    const second = await takeBack(first.journal, clouds);
    assert.deepEqual([second.status, second.remaining], ["done", []]);
    const now = contentsOf(clouds);
    assert.equal(instance(clouds).portalRevisions.length, 2);
    assert.deepEqual(now, before);
  });

  test("stops when it is cancelled, and keeps the rest", async () => {
    const { clouds, journal, before } = await secured();
    const controller = new AbortController();
    const desk = deskOf(clouds, ({ entries }) => {
      if (entries.some((entry) => entry.undo?.state === "undone")) controller.abort();
    });
    const undone = await undoPlan(journal, desk, controller.signal);
    const outcome = { ...undoOutcomeOf(undone), journal: undone };
    assert.equal(outcome.status, "cancelled");
    assert.ok(outcome.undone.length > 0 && outcome.undone.length < journal.entries.length);
    assert.equal(outcome.undone.length + outcome.remaining.length, journal.entries.length);
    await takeBack(outcome.journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("tells each entry as it ends", async () => {
    const { clouds, journal } = await secured();
    const told: number[] = [];
    const desk = deskOf(clouds, ({ entries }) =>
      told.push(entries.filter(({ undo }) => undo?.state === "undone").length),
    );
    await undoPlan(journal, desk, signal);
    assert.deepEqual([...new Set(told)], [0, ...journal.entries.map((_, index) => index + 1)]);
  });
});

async function secured(): Promise<{ clouds: InMemoryClouds; journal: Journal; before: unknown }> {
  const clouds = twoClouds();
  clouds.azure.putPolicy(policyScope, samplePolicy);
  const before = contentsOf(clouds);
  const { journal } = await secure(clouds);
  return { clouds, journal, before };
}

/** Step and the beginning of the reason. */
function leftOf(outcome: UndoOutcome): readonly (readonly [string, string])[] {
  return outcome.left.map(({ id, reason }) => [id, reason.split(/,| “Insert/)[0]?.trim() ?? ""]);
}
