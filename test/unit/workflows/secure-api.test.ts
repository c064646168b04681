import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { shelfOf } from "../../../src/resources/clouds.ts";
import { newJournal } from "../../../src/resources/engine.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import { toFile } from "../../../src/resources/journal-file.ts";
import { readSecureApi } from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { contentsOf, instance, signal, twoClouds, writes } from "./clouds.ts";
import { afterOf, apply, policyScope, prepare, samplePolicy, secure, takeBack, textOf } from "./securing.ts";

suite("secure an API", () => {
  test("reads both clouds in one wave, and writes nothing", async () => {
    const clouds = twoClouds();
    const snapshot = readSecureApi(clouds, basicCalculator, signal);
    assert.equal(clouds.auth0.calls.made.length, 5);
    const first = ["readInstance", "readApi", "listOperations", "list azure-authorization-server"];
    const policies = ["listProductsOfApi", "readPolicy", "readPolicy"];
    assert.deepEqual([...clouds.azure.calls.made].sort(), [...first, ...policies].sort());
    await snapshot;
    assert.equal(clouds.auth0.calls.made.length, 5);
    // those of its two operations, once it is known that there are two
    assert.deepEqual(clouds.azure.calls.made.slice(7), ["readPolicy", "readPolicy"]);
    assert.equal(writes(clouds), 0);
  });

  test("plans every step of the manual for an API that nobody has secured", async () => {
    const { plan } = await prepare(twoClouds());
    assert.deepEqual(
      plan.changes.map(({ id, needs }) => [id, needs.join(" ")]),
      [
        ["auth0-api", ""],
        ["application", ""],
        ["connection", ""],
        ["enable-connection", "connection application"],
        ["user", "enable-connection"],
        ["policy", "auth0-api"],
        ["authorization-server", "application auth0-api"],
        ["user-authorization", "authorization-server user"],
        ["portal", "authorization-server user-authorization"],
      ],
    );
    assert.deepEqual(plan.unchanged, []);
    assert.equal(plan.notes.length, 1);
    assert.match(plan.notes[0] ?? "", /portal is published as a whole.*stays when this plan is taken back/);
  });

  test("shows the policy before and after, and no secret", async () => {
    const clouds = twoClouds();
    const { plan, choices } = await prepare(clouds);
    const change = plan.changes.find(({ id }) => id === "policy");
    assert.equal(change?.verb, "create");
    assert.match(textOf(change), /<audience>basic-calculator<\/audience>/);
    const { text, secrets = "" } = toFile(
      newJournal(plan, "one", new Date()),
      (id) => shelfOf(clouds, id)?.kind,
    );
    assert.ok(choices.user.kind === "create");
    assert.ok(!text.includes(choices.user.password) && secrets.includes(choices.user.password));
    const server = plan.changes.find(({ id }) => id === "authorization-server");
    assert.deepEqual(afterOf(server, "clientSecret"), { secretOf: "application" });
  });

  test("links the two clouds as the manual does by hand", async () => {
    const clouds = twoClouds();
    const { outcome } = await secure(clouds);
    assert.equal(outcome.status, "done");
    const [auth0Api] = clouds.auth0.apis;
    assert.deepEqual([auth0Api?.name, auth0Api?.identifier], ["Basic Calculator", "basic-calculator"]);
    const [application] = clouds.auth0.applications;
    assert.equal(application?.type, "regular_web");
    assert.deepEqual(application?.callbacks, [
      "https://contoso-apim.developer.azure-api.net/signin-oauth/code/callback/auth0-basic-calculator",
    ]);
    const server = instance(clouds).authorizationServers.get("auth0-basic-calculator");
    assert.equal(
      server?.authorizationEndpoint,
      "https://contoso.eu.auth0.com/authorize?audience=basic-calculator",
    );
    assert.equal(server?.tokenEndpoint, "https://contoso.eu.auth0.com/oauth/token");
    assert.equal(server?.clientId, application?.clientId);
    assert.deepEqual(server?.clientAuthenticationMethods, ["Basic"]);
    assert.equal(application?.tokenEndpointAuthMethod, "client_secret_basic");
    assert.equal(server?.defaultScope, "read:basic-calculator");
    assert.equal(
      instance(clouds).secrets.get("auth0-basic-calculator"),
      clouds.auth0.clientSecrets.get(application?.clientId ?? ""),
    );
    assert.deepEqual(instance(clouds).apis.get("basic-calculator")?.api.userAuthorization, {
      form: "list",
      oauth2: [{ authorizationServerId: "auth0-basic-calculator" }],
      openIdProviderIds: [],
    });
    assert.match(instance(clouds).policies.get("api basic-calculator")?.text ?? "", /<validate-jwt/);
    assert.equal(instance(clouds).portalRevisions.length, 1);
    assert.equal(clouds.auth0.users[0]?.connection, clouds.auth0.connections[0]?.name);
  });

  test("finds nothing to do the second time, and writes nothing", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    const before = writes(clouds);
    const { plan, outcome } = await secure(clouds);
    assert.deepEqual(plan.changes, []);
    assert.equal(outcome.status, "nothing-to-do");
    assert.equal(plan.unchanged.length, 6);
    assert.equal(writes(clouds), before);
  });

  test("is undone without a trace, also after the journal went through a file", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(policyScope, samplePolicy);
    const before = contentsOf(clouds);
    const { journal } = await secure(clouds);
    const stored: Journal = JSON.parse(JSON.stringify(journal));
    const outcome = await takeBack(stored, clouds);
    assert.equal(outcome.status, "done");
    assert.deepEqual(outcome.remaining, []);
    assert.deepEqual(contentsOf(clouds), before);
    assert.equal(instance(clouds).portalRevisions.length, 2);
    assert.equal(clouds.azure.calls.writes.at(-1), "create azure-publication");
  });

  test("names what was done when a step fails, and takes just that back", async () => {
    const clouds = twoClouds();
    const before = contentsOf(clouds);
    clouds.azure.calls.failNext(
      "create azure-authorization-server",
      new Failure("rejected", "The id is refused."),
    );
    const { outcome, journal } = await secure(clouds);
    assert.equal(outcome.status, "failed");
    assert.equal(outcome.failed?.id, "authorization-server");
    assert.deepEqual(
      outcome.notRun.filter((id) => !["user", "enable-connection"].includes(id)),
      ["user-authorization", "portal"],
    );
    assert.notDeepEqual(contentsOf(clouds), before);
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("goes on where a failed run stopped, with what that run has made", async () => {
    const clouds = twoClouds();
    clouds.azure.calls.failNext(
      "create azure-authorization-server",
      new Failure("unreachable", "Gone for a moment."),
    );
    await secure(clouds);
    const { plan, outcome } = await secure(clouds);
    assert.equal(outcome.status, "done");
    assert.ok(
      plan.changes.every(({ id }) => !["auth0-api", "application", "connection", "policy"].includes(id)),
    );
    assert.equal(clouds.auth0.applications.length, 1);
    assert.equal(clouds.auth0.users.length, 1);
    assert.deepEqual((await prepare(clouds)).plan.changes, []);
  });

  test("publishes the portal the next time when an earlier run did not come to it", async () => {
    const clouds = twoClouds();
    clouds.azure.calls.failNext("create azure-publication", new Failure("rate-limited", "Too many."));
    const first = await secure(clouds);
    assert.equal(first.outcome.failed?.id, "portal");
    const second = await secure(clouds);
    assert.deepEqual(
      second.plan.changes.map(({ id }) => id),
      ["portal"],
    );
    assert.deepEqual((await prepare(clouds)).plan.changes, []);
    // The first run did not publish, yet the portal shows what it made: undoing it publishes again.
    await takeBack(second.journal, clouds);
    const published = instance(clouds).portalRevisions.length;
    await takeBack(first.journal, clouds);
    assert.equal(instance(clouds).portalRevisions.length, published + 1);
    // Secured again, the old publication counts no more.
    clouds.azure.calls.failNext("create azure-publication", new Failure("rate-limited", "Too many."));
    await secure(clouds);
    assert.equal((await prepare(clouds)).plan.changes[0]?.id, "portal");
  });

  test("stops where it is cancelled, and what was done can be taken back", async () => {
    const clouds = twoClouds();
    const before = contentsOf(clouds);
    const { plan } = await prepare(clouds);
    const controller = new AbortController();
    clouds.auth0.calls.beforeNext("create auth0-enabled-application", () => controller.abort());
    const { outcome, journal } = await apply(plan, clouds, controller.signal);
    assert.equal(outcome.status, "cancelled");
    assert.ok(outcome.notRun.includes("portal"));
    assert.ok(outcome.done.includes("connection"));
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("overwrites no policy that somebody changed after the plan, and says what to do", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(policyScope, samplePolicy);
    const { plan } = await prepare(clouds);
    const theirs = samplePolicy.replace("<base />", "<base /><!-- theirs -->");
    clouds.azure.putPolicy(policyScope, theirs);
    const { outcome } = await apply(plan, clouds);
    assert.match(outcome.failed?.message ?? "", /Somebody else changed it.*Run the command again/);
    assert.equal(instance(clouds).policies.get("api basic-calculator")?.text, theirs);
  });

  test("keeps every other byte of the policy", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(policyScope, samplePolicy);
    await secure(clouds);
    const text = instance(clouds).policies.get("api basic-calculator")?.text ?? "";
    const start = text.indexOf("<validate-jwt");
    const end = text.indexOf("</validate-jwt>") + "</validate-jwt>".length;
    assert.ok(start > 0 && end > start);
    assert.equal(text.slice(0, start).trimEnd() + text.slice(end), samplePolicy);
  });
});
