import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import { instancePath } from "../../../../src/domain/instance-path.ts";
import { creation } from "../../../../src/resources/changes.ts";
import { newJournal } from "../../../../src/resources/engine.ts";
import { auth0Api } from "../../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../../src/resources/kinds/auth0-connection.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { openIdProvider } from "../../../../src/resources/kinds/openid-provider.ts";
import { contosoApim } from "../../../support/in-memory/index.ts";
import { createIn } from "../../../support/kept.ts";
import { connectedShell, contoso } from "../../../support/shell.ts";

const { usedElsewhere } = await import("../../../../src/shell/journal/used-elsewhere.ts");
const { runPlan } = await import("../../../../src/shell/journal/run-plan.ts");

const { signal } = new AbortController();
const instance = instancePath(contosoApim);
const owner = contoso.domain;
const audience = "https://orders.example/";

type Shell = Awaited<ReturnType<typeof connectedShell>>;

/** An authorization server as somebody else has made it. */
function signsIn({ azure }: Shell, clientId: string, authorizationEndpoint: string) {
  const ref = { kind: authorizationServer.id, owner: instance, id: "theirs" };
  return azure.stores.servers.create(
    ref,
    {
      displayName: "Theirs",
      description: undefined,
      clientRegistrationEndpoint: `https://${owner}/`,
      authorizationEndpoint,
      tokenEndpoint: `https://${owner}/oauth/token`,
      clientId,
      grantTypes: ["authorizationCode"],
      clientAuthenticationMethods: ["Basic"],
      defaultScope: undefined,
      tokenBodyParameters: [],
      useInTestConsole: true,
      useInApiDocumentation: false,
    },
    signal,
  );
}

const portalOf = ({ auth0 }: Shell) => createIn(auth0, auth0Application, { name: "Portal" });
const ordersOf = ({ auth0 }: Shell) => createIn(auth0, auth0Api, { name: "Orders", identifier: audience });

suite("what instances use of a tenant", () => {
  test("an application is used by a server, and by a provider, that has its client id", async () => {
    const shell = await connectedShell();
    const portal = await portalOf(shell);
    assert.equal(await usedElsewhere(shell.accounts, portal, signal), undefined);
    await signsIn(shell, "another", `https://${owner}/authorize`);
    assert.equal(await usedElsewhere(shell.accounts, portal, signal), undefined);
    shell.azure.stores.providers.put(instance, "auth0", {
      displayName: "Auth0",
      description: undefined,
      metadataEndpoint: `https://${owner}/.well-known/openid-configuration`,
      clientId: portal.ref.id,
      useInTestConsole: true,
      useInApiDocumentation: false,
    });
    const said = await usedElsewhere(shell.accounts, portal, signal);
    const expected = `The ${openIdProvider.noun} “Auth0” of contoso-apim uses it by now, so it stays.`;
    assert.ok(said?.startsWith(expected), said);
  });

  test("an API is used by a server that asks its very tenant for its audience", async () => {
    const shell = await connectedShell();
    const orders = await ordersOf(shell);
    const asked = `/authorize?audience=${encodeURIComponent(audience)}`;
    shell.auth0.tenant = { ...shell.auth0.tenant, customDomains: ["login.contoso.example"] };
    for (const [endpoint, isUsed] of [
      [`https://fabrikam.eu.auth0.com${asked}`, false],
      [`https://${owner}/authorize?audience=https%3A%2F%2Fanother.example%2F`, false],
      [`https://${owner}${asked}`, true],
      [`https://login.contoso.example${asked}`, true],
    ] as const) {
      for (const { ref } of shell.azure.stores.servers.all) shell.azure.stores.servers.drop(ref.id);
      await signsIn(shell, "portal", endpoint);
      const said = await usedElsewhere(shell.accounts, orders, signal);
      assert.equal(said !== undefined, isUsed, endpoint);
    }
  });

  test("it is not known where an instance cannot be read; nothing else is looked for", async () => {
    const shell = await connectedShell();
    const [portal, users] = [
      await portalOf(shell),
      await createIn(shell.auth0, auth0Connection, { name: "users", strategy: "auth0" }),
    ];
    shell.azure.calls.failAlways(new Failure("forbidden", "No."));
    const said = await usedElsewhere(shell.accounts, portal, signal);
    assert.match(said ?? "", /is not known, so it stays: .*could not be read.* Delete it by hand if nobody/);
    assert.equal(await usedElsewhere(shell.accounts, users, signal), undefined);
  });

  test("a subscription that may not be looked into hides no other, and is named", async () => {
    const shell = await connectedShell();
    const portal = await portalOf(shell);
    const [own = assert.fail()] = shell.azure.subscriptions;
    shell.azure.subscriptions = [{ ...own, id: "closed", name: "Closed" }, own];
    shell.azure.forbidden.add("closed");
    assert.match((await usedElsewhere(shell.accounts, portal, signal)) ?? "", /of Closed could not be read/);
    await signsIn(shell, portal.ref.id, `https://${owner}/authorize`);
    assert.match(
      (await usedElsewhere(shell.accounts, portal, signal)) ?? "",
      /“Theirs” of contoso-apim uses it/,
    );
  });

  test("undoing a new application leaves it where a server signs in with it by now, and says so", async () => {
    const shell = await connectedShell();
    const change = creation(auth0Application, owner, { name: "Portal" }, { id: "new" });
    const plan = { title: "New", subject: "new", changes: [change], unchanged: [], notes: [] };
    const made = await runPlan(shell.services, newJournal(plan, "p", new Date()), "make", undefined);
    const [{ clientId } = assert.fail()] = shell.auth0.applications;
    await signsIn(shell, clientId, `https://${owner}/authorize`);
    const { entries } = await runPlan(shell.services, made, "undo", undefined);
    assert.match(
      entries[0]?.undo?.message ?? "",
      /server “Theirs” of contoso-apim uses it by now, so it sta/,
    );
    assert.equal(shell.auth0.applications.length, 1);
  });
});
