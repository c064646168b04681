import assert from "node:assert/strict";
import { managementScopes } from "../../../src/workflows/connect.ts";
import { connectedShell, contoso, shellInMemory } from "../../support/shell.ts";
import { commands, env, window } from "../../support/vscode/index.ts";

const { auth0AccountCommands } = await import("../../../src/shell/commands/accounts-auth0.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");

/** The page that the command shows, and presses on it. */
async function shown(shell: ReturnType<typeof shellInMemory>, argument?: unknown) {
  const command = auth0AccountCommands(shell.services).find(({ id }) => id.endsWith("showManagementScopes"));
  assert.ok(command);
  await runCommand(command, argument, shell.services.logger);
  const panel = window.panels.at(-1);
  assert.ok(panel);
  const press = async (action: string) => {
    panel.press(action);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { html: panel.webview.html, panel, press };
}

/** A connected tenant whose application has these scopes. */
async function tenantGranting(scopes: readonly string[]) {
  const shell = await connectedShell();
  shell.auth0.clientSecrets.set(contoso.clientId, "auth0-secret");
  const audience = `https://${contoso.domain}/api/v2/`;
  shell.auth0.clientGrants = [{ id: "g", clientId: contoso.clientId, audience, scopes }];
  return shell;
}

suite("the page about the application for the Management API", () => {
  test("tells the way to make it, and every scope with what does not work without it", async () => {
    const { html } = await shown(shellInMemory());
    assert.match(html, /Create Application: Machine to Machine Applications\./);
    for (const scope of managementScopes)
      assert.ok(html.replaceAll("<wbr>", "").includes(`<code>${scope}</code>`), scope);
    assert.match(html, /<code>read:<wbr>clients<\/code><\/dt><dd>Applications cannot be listed\./);
    assert.doesNotMatch(html, /not granted/);
  });

  test("sets what is for reading apart from what is for changing", async () => {
    const { html } = await shown(shellInMemory());
    const [, reading = "", changing = ""] = html.split('<section class="card">');
    assert.match(reading, /To read/);
    assert.match(changing, /To change/);
    assert.doesNotMatch(reading, /<code>(?:create|update|delete):/);
    assert.doesNotMatch(changing, /<code>read:<wbr>/);
  });

  test("copies all scopes, or those to read", async () => {
    const { press, panel } = await shown(shellInMemory());
    await press("copyAll");
    assert.equal(env.clipboard.text, managementScopes.join(" "));
    assert.match(JSON.stringify(panel.told.at(-1)), /are on the clipboard/);
    await press("copyRead");
    assert.deepEqual(
      env.clipboard.text.split(" "),
      managementScopes.filter((scope) => scope.startsWith("read:")),
    );
  });

  test("of a tenant marks and copies what its application lacks, and opens that application", async () => {
    const lacking = ["update:users", "create:user_tickets"];
    const shell = await tenantGranting(managementScopes.filter((scope) => !lacking.includes(scope)));
    await shell.accounts.updateTenant({ ...contoso, name: "Production" });
    const { html, press } = await shown(shell, { target: { kind: "tenant", account: contoso } });
    assert.match(html, /In Production these are not granted: update:users, create:user_tickets\./);
    assert.equal(html.match(/not granted</g)?.length, 2);
    await press("copyMissing");
    assert.equal(env.clipboard.text, lacking.join(" "));
    env.opened.length = 0;
    await press("dashboard");
    assert.deepEqual(env.opened, ["https://manage.auth0.com/dashboard/eu/contoso/applications/m2m/settings"]);
  });

  test("of a tenant that has all of them says so", async () => {
    const shell = await tenantGranting(managementScopes);
    const { html } = await shown(shell, { target: { kind: "tenant", account: contoso } });
    assert.match(html, /The application of contoso\.eu\.auth0\.com has every scope that is needed\./);
  });

  test("without a tenant opens the dashboard, and goes on to connecting one", async () => {
    const { press } = await shown(shellInMemory());
    env.opened.length = 0;
    await press("dashboard");
    assert.deepEqual(env.opened, ["https://manage.auth0.com/"]);
    await press("connect");
    assert.equal(commands.executed.at(-1)?.id, "auth0Apim.connectAuth0");
  });

  test("of a message knows the application of its tenant", async () => {
    const shell = await tenantGranting([]);
    const { press } = await shown(shell, { domain: contoso.domain, missing: ["read:users"] });
    env.opened.length = 0;
    await press("dashboard");
    assert.match(env.opened[0] ?? "", /applications\/m2m\/settings$/);
  });
});
