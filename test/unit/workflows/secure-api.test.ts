import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { applyPlan, journalOf } from "../../../src/workflows/apply-plan.ts";
import { readSecureApi } from "../../../src/workflows/secure-api.ts";
import { undo } from "../../../src/workflows/undo.ts";
import type { UndoJournal } from "../../../src/workflows/undo-action.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { contentsOf, instance, signal, silently, twoClouds, writes } from "./clouds.ts";
import { policyScope, prepare, samplePolicy, secure } from "./securing.ts";

suite("secure an API", () => {
  test("reads both clouds in one wave, and writes nothing", async () => {
    const clouds = twoClouds();
    const snapshot = readSecureApi(clouds, basicCalculator, signal);
    assert.equal(clouds.auth0.calls.made.length, 5);
    const first = ["readInstance", "readApi", "listOperations", "listAuthorizationServers"];
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
      plan.steps.map(({ id, needs }) => [id, needs.join(" ")]),
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
    assert.deepEqual(plan.notes, []);
  });

  test("shows the policy before and after, and no secret", async () => {
    const { plan, choices } = await prepare(twoClouds());
    const change = plan.steps.find(({ id }) => id === "policy")?.textChange;
    assert.equal(change?.before, "");
    assert.match(change?.after ?? "", /<audience>basic-calculator<\/audience>/);
    const shown = JSON.stringify(plan);
    assert.ok(choices.user.kind === "create" && !shown.includes(choices.user.password));
    assert.match(shown, /"Password","after":"••••••"/);
    assert.match(shown, /"Client secret","after":"the application's client secret"/);
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
      oauth2: [{ authorizationServerId: "auth0-basic-calculator", scope: undefined }],
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
    assert.deepEqual(plan.steps, []);
    assert.equal(outcome.status, "nothing-to-do");
    assert.equal(plan.unchanged.length, 6);
    assert.equal(writes(clouds), before);
  });

  test("is undone without a trace, also after the journal went through a file", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(policyScope, samplePolicy);
    const before = contentsOf(clouds);
    const { journal } = await secure(clouds);
    const stored: UndoJournal = JSON.parse(JSON.stringify(journal));
    const outcome = await undo(stored, clouds, silently, signal);
    assert.equal(outcome.status, "done");
    assert.deepEqual(outcome.remaining.entries, []);
    assert.deepEqual(contentsOf(clouds), before);
    assert.equal(instance(clouds).portalRevisions.length, 2);
    assert.equal(clouds.azure.calls.writes.at(-1), "publishPortal");
  });

  test("names what was done when a step fails, and takes just that back", async () => {
    const clouds = twoClouds();
    const before = contentsOf(clouds);
    clouds.azure.calls.failNext("createAuthorizationServer", new Failure("rejected", "The id is refused."));
    const { outcome, journal } = await secure(clouds);
    assert.equal(outcome.status, "failed");
    assert.equal(outcome.failed?.step.id, "authorization-server");
    assert.deepEqual(
      outcome.notRun.map(({ id }) => id).filter((id) => !["user", "enable-connection"].includes(id)),
      ["user-authorization", "portal"],
    );
    assert.notDeepEqual(contentsOf(clouds), before);
    await undo(journal, clouds, silently, signal);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("goes on where a failed run stopped, with what that run has made", async () => {
    const clouds = twoClouds();
    clouds.azure.calls.failNext(
      "createAuthorizationServer",
      new Failure("unreachable", "Gone for a moment."),
    );
    await secure(clouds);
    const { plan, outcome } = await secure(clouds);
    assert.equal(outcome.status, "done");
    assert.ok(
      plan.steps.every(({ id }) => !["auth0-api", "application", "connection", "policy"].includes(id)),
    );
    assert.equal(clouds.auth0.applications.length, 1);
    assert.equal(clouds.auth0.users.length, 1);
    assert.deepEqual((await prepare(clouds)).plan.steps, []);
  });

  test("publishes the portal the next time when an earlier run did not come to it", async () => {
    const clouds = twoClouds();
    clouds.azure.calls.failNext("publishPortal", new Failure("rate-limited", "Too many."));
    const first = await secure(clouds);
    assert.equal(first.outcome.failed?.step.id, "portal");
    const second = await secure(clouds);
    assert.deepEqual(
      second.plan.steps.map(({ id }) => id),
      ["portal"],
    );
    assert.deepEqual((await prepare(clouds)).plan.steps, []);
    // The first run did not publish, yet the portal shows what it made: undoing it publishes again.
    await undo(second.journal, clouds, silently, signal);
    const published = instance(clouds).portalRevisions.length;
    await undo(first.journal, clouds, silently, signal);
    assert.equal(instance(clouds).portalRevisions.length, published + 1);
    // Secured again, the old publication counts no more.
    clouds.azure.calls.failNext("publishPortal", new Failure("rate-limited", "Too many."));
    await secure(clouds);
    assert.equal((await prepare(clouds)).plan.steps[0]?.id, "portal");
  });

  test("stops where it is cancelled, and what was done can be taken back", async () => {
    const clouds = twoClouds();
    const before = contentsOf(clouds);
    const { plan } = await prepare(clouds);
    const controller = new AbortController();
    clouds.auth0.calls.beforeNext("setConnectionEnabled", () => controller.abort());
    const outcome = await applyPlan(plan, clouds, silently, controller.signal);
    assert.equal(outcome.status, "cancelled");
    assert.ok(outcome.notRun.some(({ id }) => id === "portal"));
    assert.ok(outcome.done.some(({ step }) => step.id === "enable-connection"));
    await undo(journalOf(plan, outcome), clouds, silently, signal);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("overwrites no policy that somebody changed after the plan, and says what to do", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(policyScope, samplePolicy);
    const { plan } = await prepare(clouds);
    const theirs = samplePolicy.replace("<base />", "<base /><!-- theirs -->");
    clouds.azure.putPolicy(policyScope, theirs);
    const outcome = await applyPlan(plan, clouds, silently, signal);
    assert.equal(outcome.failed?.failure.code, "changed-on-server");
    assert.match(outcome.failed?.failure.text ?? "", /changed by somebody else.*Run the command again/);
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
