import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { deletion, update } from "../../../src/resources/changes.ts";
import { newJournal } from "../../../src/resources/engine.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { commandIds } = await import("../../../src/shell/ids.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { clientSecretCommands } = await import("../../../src/shell/resources/client-secret.ts");
const { reviewAndRun } = await import("../../../src/shell/resources/review-and-run.ts");
const { runPlan } = await import("../../../src/shell/journal/run-plan.ts");

/** A tenant that is connected by an application of its own, whose grant is there, too. */
async function connected() {
  const shell = await connectedShell();
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  const { stores } = shell.auth0;
  const own = stores.applications.put(contoso.domain, contoso.clientId, {
    clientId: contoso.clientId,
    name: "APIM extension",
    type: "non_interactive",
    callbacks: [],
    grantTypes: ["client_credentials"],
    tokenEndpointAuthMethod: "client_secret_post",
  } as never);
  for (const identifier of [`https://${contoso.domain}/api/v2/`, "https://orders.example"])
    await createIn(shell.auth0, auth0Api, { name: identifier, identifier, scopes: [] });
  const grant = await createIn(shell.auth0, clientGrant, {
    clientId: contoso.clientId,
    audience: `https://${contoso.domain}/api/v2/`,
    scopes: ["read:clients"],
  });
  const { services } = shell;
  const review = async (change: Parameters<typeof reviewAndRun>[1] | undefined) => {
    assert.ok(change);
    return reviewAndRun(services, change);
  };
  const target = { kind: "resource", account: contoso, of: auth0Application, ref: own.ref, value: own.value };
  return { ...shell, own, grant, review, argument: { target } };
}

const refused = { code: "unsupported", message: /Nobody could go on from here/ } as const;

suite("the application that the extension is signed in with", () => {
  test("is not deleted, and is given no new secret, whatever page is confirmed", async () => {
    const shell = await connected();
    const { services } = shell;
    const rotate = clientSecretCommands(services).find(({ id }) => id === commandIds.rotateClientSecret);
    shell.auth0.clientSecrets.set(contoso.clientId, "kept");
    for (const command of [deleteResourceCommand(services), rotate]) {
      assert.ok(command);
      const before = shell.auth0.calls.writes.length;
      await runCommand(command, shell.argument, services.logger);
      assert.match(person.heard, /that this extension is signed in with to contoso\.eu\.auth0\.com/);
      assert.match(person.heard, /dashboard and connect contoso\.eu\.auth0\.com again/);
      assert.equal(shell.auth0.calls.writes.length, before);
      assert.equal(window.panels.length, 0, "nothing is shown that could be confirmed");
    }
  });

  test("keeps its way to get tokens, and may be renamed", async () => {
    const { own, review, auth0 } = await connected();
    const change = (wanted: object) => update(auth0Application, own, wanted, { id: "u", isExact: true });
    await assert.rejects(review(change({ grantTypes: [] })), refused);
    await review(change({ name: "Extension" }));
    assert.equal(auth0.applications[0]?.name, "Extension");
  });

  test("is changed with a word where nobody knows what comes of it", async () => {
    const { own, review } = await connected();
    let reviewed = "";
    window.onPanel = (panel) => {
      reviewed = panel.webview.html;
      panel.press("apply");
    };
    await review(update(auth0Application, own, { organizationUsage: "require" }, { id: "u" }));
    assert.match(reviewed, /may get no tokens any more/);
  });

  test("keeps its client grant on the Management API; that of another API may go", async () => {
    const { grant, review, auth0 } = await connected();
    await assert.rejects(review(deletion(clientGrant, grant, { id: "d" })), refused);
    const other = await createIn(auth0, clientGrant, {
      clientId: contoso.clientId,
      audience: "https://orders.example",
      scopes: [],
    });
    await review(deletion(clientGrant, other, { id: "d" }));
    assert.deepEqual(
      auth0.clientGrants.map(({ audience }) => audience),
      [grant.value.audience],
    );
  });

  test("keeps every grant while its own cannot be told from others", async () => {
    const { grant, review, auth0 } = await connected();
    auth0.calls.failNext("list auth0-client-grant", new Failure("forbidden", "No."));
    await assert.rejects(review(deletion(clientGrant, grant, { id: "d" })), /could not be read/);
  });

  test("stays when a plan that made it is undone", async () => {
    const shell = await connected();
    const made = await createIn(shell.auth0, auth0Application, {
      name: "Ours",
      callbacks: [],
      grantTypes: ["client_credentials"],
      type: "non_interactive",
    } as never);
    await shell.accounts.disconnectTenant(contoso);
    await shell.accounts.connectTenant({ domain: contoso.domain, clientId: made.ref.id }, "secret");
    const change = {
      id: "application",
      verb: "create",
      ref: { kind: auth0Application.id, owner: contoso.domain },
      title: "Create the application “Ours”",
      fields: [],
      needs: [],
    } as const;
    const plan = newJournal(
      { title: "Make it", subject: "s", changes: [change], unchanged: [], notes: [] },
      "1",
      new Date(),
    );
    const journal = {
      ...plan,
      entries: plan.entries.map((entry) => ({ ...entry, state: "made" as const, ref: made.ref })),
    };
    await shell.services.journals.keep(journal);
    await assert.rejects(runPlan(shell.services, journal, "undo", undefined), refused);
    assert.ok(shell.auth0.applications.some(({ clientId }) => clientId === made.ref.id));
  });
});
