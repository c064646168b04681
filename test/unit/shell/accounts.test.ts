import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { AzureAccount, SandboxInfo } from "../../../src/domain/account.ts";
import type { SandboxProcess } from "../../../src/domain/sandbox-launcher.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import { managementScopes } from "../../../src/workflows/connect.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, contoso, principal, shellInMemory } from "../../support/shell.ts";
import { commands, env, person, workspace } from "../../support/vscode/index.ts";

const { auth0AccountCommands } = await import("../../../src/shell/commands/accounts-auth0.ts");
const { azureAccountCommands } = await import("../../../src/shell/commands/accounts-azure.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { sandboxCommands } = await import("../../../src/shell/commands/sandbox.ts");
const { announceDeath } = await import("../../../src/shell/announce-death.ts");
const { tenantLabelOf } = await import("../../../src/shell/account-label.ts");
const { Accounts } = await import("../../../src/shell/session/accounts.ts");

type Shell = ReturnType<typeof shellInMemory>;

const signal = new AbortController().signal;

async function run({ services }: Shell, id: string, argument?: unknown): Promise<void> {
  const all = [
    ...auth0AccountCommands(services),
    ...azureAccountCommands(services),
    ...sandboxCommands(services),
  ];
  const command = all.find((one) => one.id === `auth0Apim.${id}`);
  assert.ok(command, id);
  await runCommand(command, argument, services.logger);
}

/** The journal of a plan that has created a grant in a tenant. */
function journalIn(owner: string): Journal {
  const ref = { kind: "auth0-client-grant", owner, id: "g" };
  const change = { id: "g", verb: "create", ref, title: "Allow it", fields: [], needs: [] } as const;
  const entries = [{ change, state: "made", ref } as const];
  return {
    format: 1,
    id: `plan-${owner.length}`,
    title: "Plan",
    createdAt: "2026-01-01",
    subject: "s",
    entries,
  };
}

suite("connecting an Auth0 tenant", () => {
  const answers = [
    { pick: "Client Secret" },
    { type: "https://Contoso.EU.auth0.com/" },
    { type: "m2m" },
    { type: "a-very-secret-secret" },
  ];

  /** A tenant that knows the machine-to-machine application, with these scopes of the Management API or all. */
  function tenantWithApplication(scopes: readonly string[] = managementScopes): Shell {
    const shell = shellInMemory();
    const audience = `https://${contoso.domain}/api/v2/`;
    shell.auth0.clientSecrets.set(contoso.clientId, "a-very-secret-secret");
    shell.auth0.clientGrants = [{ id: "g", clientId: contoso.clientId, audience, scopes }];
    return shell;
  }

  test("asks for domain, client id and secret, checks them, and keeps the account", async () => {
    const shell = tenantWithApplication();
    person.moves = [...answers];
    await run(shell, "connectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...contoso, name: "Contoso" }]);
    assert.match(person.heard, /The Auth0 tenant Contoso is connected\./);
    assert.deepEqual(
      person.prompts.map(({ password }) => password),
      [undefined, false, false, true],
    );
  });

  test("keeps the secret in the secret store and nowhere else", async () => {
    const shell = tenantWithApplication();
    person.moves = [...answers];
    await run(shell, "connectAuth0");
    assert.equal(await shell.secrets.read("auth0/contoso.eu.auth0.com/m2m"), "a-very-secret-secret");
    assert.ok(!shell.memento.json.includes("a-very-secret-secret"));
    assert.ok(!shell.log.join("\n").includes("a-very-secret-secret"));
  });

  test("says while it is typed that a text is no domain", async () => {
    const shell = shellInMemory();
    person.moves = ["enter", { type: "manage.auth0.com" }];
    await run(shell, "connectAuth0");
    assert.match(person.complaint ?? "", /Auth0's own pages, not of a tenant/);
    assert.deepEqual(person.messages, []);
  });

  test("says of no domain at all that it is needed", async () => {
    const shell = shellInMemory();
    person.moves = ["enter", { type: "  " }];
    await run(shell, "connectAuth0");
    assert.equal(person.complaint, "This is needed.");
  });

  test("a refused secret is asked again where it stands, and nothing else is", async () => {
    const shell = tenantWithApplication();
    person.moves = [...answers.slice(0, 3), { type: "another-secret" }, "escape"];
    await run(shell, "connectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), []);
    assert.match(
      person.prompts.at(-1)?.problem ?? "",
      /refused the client id or the client secret\. Copy both/,
    );
    assert.deepEqual([person.prompts.length, person.prompts.at(-1)?.value, person.messages], [5, "", []]);
    person.reset();
    person.moves = [...answers.slice(0, 3), { type: "another-secret" }, { type: "a-very-secret-secret" }];
    await run(shell, "connectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...contoso, name: "Contoso" }]);
  });

  test("a client id that was wrong is corrected by going back from the secret, with the domain kept", async () => {
    const shell = tenantWithApplication();
    const [way, domain, client, secret] = answers;
    assert.ok(way && domain && client && secret);
    person.moves = [way, domain, { type: "m2n" }, secret, "back", client, secret];
    await run(shell, "connectAuth0");
    assert.deepEqual(person.prompts[5]?.value, "m2n");
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...contoso, name: "Contoso" }]);
  });

  test("a domain that does not answer is asked again, with what was typed in it", async () => {
    const shell = tenantWithApplication();
    shell.auth0.calls.failNext("readDiscovery", new Failure("unreachable", "contoso does not answer."));
    person.moves = [...answers, "enter"];
    await run(shell, "connectAuth0");
    assert.deepEqual(person.prompts[4], {
      title: "Connect Auth0 Tenant",
      text: "Domain of the tenant, from the settings of any of its applications",
      example: "contoso.eu.auth0.com",
      value: "https://Contoso.EU.auth0.com/",
      step: 2,
      totalSteps: undefined,
      password: false,
      problem: "contoso does not answer.",
    });
    assert.equal(shell.accounts.tenants.all().length, 1);
  });

  test("an application without a grant keeps all answers until it is granted, and says where that is done", async () => {
    const shell = tenantWithApplication();
    const grants = shell.auth0.clientGrants;
    shell.auth0.clientGrants = [];
    person.moves = [...answers];
    person.presses = ["Show Where to Grant It", "Try Again"];
    commands.registered.set("auth0Apim.showManagementScopes", () => {
      shell.auth0.clientGrants = grants;
    });
    await run(shell, "connectAuth0");
    commands.registered.clear();
    assert.match(person.messages[0]?.text ?? "", /may not use the Management API of “contoso/);
    assert.deepEqual(person.messages[0]?.buttons, ["Try Again", "Show Where to Grant It"]);
    assert.equal(person.prompts.length, 4);
    assert.equal(shell.accounts.tenants.all().length, 1);
  });

  for (const [typed, note] of [
    ["https://Contoso.eu.auth0.com/dashboard?x=1", "The domain is contoso.eu.auth0.com."],
    [
      "login.contoso.com",
      "login.contoso.com does not end with auth0.com. The Management API is not on custom",
    ],
    ["contoso.us-3.auth0.com", undefined],
  ] as const) {
    test(`says while it is typed what ${typed} is taken for`, async () => {
      const shell = shellInMemory();
      person.moves = ["enter", { type: typed }, "escape"];
      await run(shell, "connectAuth0");
      assert.equal(person.complaint, undefined);
      assert.ok(note ? person.notes[0]?.startsWith(note) : person.notes.length === 0, person.notes.join());
    });
  }

  test("connecting again asks for the secret alone, and keeps the name", async () => {
    const shell = tenantWithApplication();
    await shell.accounts.connectTenant({ ...contoso, name: "Mine" }, "the-old-secret");
    person.moves = [{ type: "a-very-secret-secret" }];
    await run(shell, "reconnectAuth0", contoso.domain);
    assert.equal(person.prompts.length, 1);
    assert.equal(person.prompts[0]?.title, "Connect Mine Again");
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...contoso, name: "Mine" }]);
    assert.equal(await shell.secrets.read("auth0/contoso.eu.auth0.com/m2m"), "a-very-secret-secret");
  });

  test("a tenant is called as the person says, and by its domain again when they say nothing", async () => {
    const shell = await connectedShell();
    person.moves = [{ type: "Production" }];
    await run(shell, "renameTenant", { target: { kind: "tenant", account: contoso } });
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...contoso, name: "Production" }]);
    assert.equal(tenantLabelOf(shell.accounts.tenants.all(), contoso.domain), "Production");
    assert.equal((await shell.accounts.openTenant(contoso)).domain, contoso.domain);
    person.moves = [{ type: "" }];
    await run(shell, "renameTenant");
    assert.equal(person.prompts.at(-1)?.value, "Production");
    assert.deepEqual(shell.accounts.tenants.all(), [contoso]);
  });

  test("missing scopes are named, with what will not work, and can be copied", async () => {
    const shell = tenantWithApplication([
      "read:tenant_settings",
      "read:custom_domains",
      "read:resource_servers",
    ]);
    person.moves = [...answers];
    person.presses = ["Copy All Needed Scopes"];
    await run(shell, "connectAuth0");
    assert.equal(person.messages.at(-1)?.kind, "warning", person.heard);
    assert.match(
      person.heard,
      /lacks 2\d Management API scopes: create:resource_servers, update:resource_servers, delete:resource_servers and 2\d more\. Auth0 APIs cannot be created\. Grant them in the Auth0 Dashboard > Applications > this application > APIs > Auth0 Management API\.$/,
    );
    assert.ok(person.heard.length < 320, `${person.heard.length} characters`);
    assert.match(env.clipboard.text, /create:clients/);
    assert.equal(shell.accounts.tenants.all().length, 1);
  });

  test("a few missing scopes are all named, and their button opens the application in the dashboard", async () => {
    const shell = tenantWithApplication(
      managementScopes.filter((scope) => !["read:users", "create:users"].includes(scope)),
    );
    person.moves = [...answers];
    person.presses = ["Open Application"];
    env.opened.length = 0;
    await run(shell, "connectAuth0");
    await new Promise((resolve) => setImmediate(resolve));
    assert.match(person.heard, /lacks 2 Management API scopes: read:users, create:users\. Test users/);
    assert.deepEqual(env.opened, ["https://manage.auth0.com/dashboard/eu/contoso/applications/m2m/settings"]);
  });

  test("one missing scope is spoken of as one", async () => {
    const shell = tenantWithApplication(managementScopes.filter((scope) => scope !== "create:users"));
    person.moves = [...answers];
    person.presses = [];
    await run(shell, "connectAuth0");
    assert.match(person.heard, /its application lacks the Management API scope create:users\. /);
  });

  test("going back keeps what was typed", async () => {
    const shell = tenantWithApplication();
    const [way, domain, client, secret] = answers;
    assert.ok(way && domain && client && secret);
    person.moves = [way, domain, client, "back", "back", "enter", "enter", secret];
    await run(shell, "connectAuth0");
    assert.deepEqual(
      person.prompts.slice(5).map(({ value }) => value),
      ["https://Contoso.EU.auth0.com/", "m2m", ""],
    );
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...contoso, name: "Contoso" }]);
  });

  test("an empty answer is not taken", async () => {
    const shell = tenantWithApplication();
    person.moves = [...answers.slice(0, 2), { type: "" }];
    await run(shell, "connectAuth0");
    assert.equal(person.complaint, "This is needed.");
  });

  test("disconnecting forgets the secret", async () => {
    const shell = await connectedShell();
    await run(shell, "disconnectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), []);
    assert.equal(await shell.secrets.read("auth0/contoso.eu.auth0.com/m2m"), undefined);
    assert.match(person.heard, /is disconnected and its secret forgotten/);
  });
});

suite("accounts over time", () => {
  test("are there again after a reload, and open with their secrets", async () => {
    const { memento, secrets, factory } = await connectedShell();
    const next = new Accounts(memento, secrets, factory);
    assert.deepEqual(next.tenants.all(), [contoso]);
    assert.equal((await next.openTenant(contoso)).domain, contoso.domain);
    assert.ok(await next.openAzure(principal));
  });

  test("a lost secret is a sign-in again, not a riddle", async () => {
    const { accounts, secrets } = await connectedShell();
    await secrets.delete("auth0/contoso.eu.auth0.com/m2m");
    await assert.rejects(accounts.openTenant(contoso), { code: "unauthorized" });
    await secrets.write("auth0/contoso.eu.auth0.com/m2m", "back again");
    assert.equal((await accounts.openTenant(contoso)).domain, contoso.domain);
  });

  test("an account that was disconnected opens nothing more, whoever still holds it", async () => {
    const { accounts } = await connectedShell();
    const cli: AzureAccount = { kind: "azure-cli" };
    await accounts.connectAzure(cli, undefined);
    await accounts.openAzure(cli);
    await accounts.disconnectAzure(cli);
    await assert.rejects(accounts.openAzure(cli), { code: "unauthorized" });
    // a list that was under way tells its find too late
    accounts.rememberOwner(contosoApim.subscriptionId, cli);
    assert.deepEqual(await accounts.ownerOf(contosoApim, signal), principal);
  });

  test("a secret that another window changed is read anew", async () => {
    const { memento, secrets, factory } = await connectedShell();
    const used: string[] = [];
    const openAuth0: typeof factory.openAuth0 = (account, secret) => {
      used.push(secret);
      return factory.openAuth0(account, secret);
    };
    const store = new Accounts(memento, secrets, { ...factory, openAuth0 });
    await store.openTenant(contoso);
    await secrets.write("auth0/contoso.eu.auth0.com/m2m", "rotated");
    store.secretChanged("auth0/contoso.eu.auth0.com/m2m");
    await store.openTenant(contoso);
    assert.deepEqual(used, ["auth0-secret", "rotated"]);
  });

  test("a cloud is opened once and again after signing in anew", async () => {
    const { memento, factory } = await connectedShell();
    let opened = 0;
    const store = new Accounts(
      memento,
      { read: async () => "s", write: async () => {}, delete: async () => {} },
      {
        ...factory,
        openAuth0: (account, secret) => {
          opened += 1;
          return factory.openAuth0(account, secret);
        },
      },
    );
    await Promise.all([store.openTenant(contoso), store.openTenant(contoso)]);
    assert.equal(opened, 1);
    await store.connectTenant(contoso, "s");
    await store.openTenant(contoso);
    assert.equal(opened, 2);
  });
});

suite("the sandbox", () => {
  const info: SandboxInfo = {
    auth0: { domain: "127.0.0.1:1", clientId: "a", clientSecret: "auth0-sandbox-secret" },
    azure: {
      authorityHost: "https://127.0.0.1:2",
      resourceManager: "https://127.0.0.1:3",
      tenantId: "t",
      clientId: "c",
      clientSecret: "azure-sandbox-secret",
      subscriptionId: "s",
    },
    gateway: "https://127.0.0.1:4",
    portal: "https://127.0.0.1:5",
    ca: "/tmp/ca.pem",
  };

  /** A launcher that counts, and a way to end its process from outside. */
  function sandbox() {
    const state = { starts: 0, stops: 0, die: () => {} };
    const start = async (): Promise<SandboxProcess> => {
      state.starts += 1;
      const ended = new Promise<void>((resolve) => {
        state.die = resolve;
      });
      return {
        info,
        ended,
        stop: async () => {
          state.stops += 1;
          state.die();
        },
      };
    };
    return { state, shell: shellInMemory({ start }) };
  }

  test("connects both sides, whose secrets are kept for this session only", async () => {
    const { shell } = sandbox();
    await run(shell, "startSandbox");
    assert.deepEqual([shell.accounts.tenants.all().length, shell.accounts.azure.all().length], [1, 1]);
    assert.ok(!shell.memento.json.includes("127.0.0.1"));
    assert.equal(await shell.secrets.read("auth0/127.0.0.1:1/a"), undefined);
    assert.equal(commands.context("auth0Apim.sandboxRunning"), true);
    assert.match(person.heard, /The sandbox runs and is connected/);
  });

  test("a second start says that it runs", async () => {
    const { shell, state } = sandbox();
    await run(shell, "startSandbox");
    await run(shell, "startSandbox");
    assert.equal(state.starts, 1);
    assert.match(person.heard, /is running already/);
  });

  test("two starts at once start one", async () => {
    const { shell, state } = sandbox();
    await Promise.all([shell.services.sandbox.start(signal), shell.services.sandbox.start(signal)]);
    assert.equal(state.starts, 1);
  });

  test("stopping it while it starts leaves nothing running", async () => {
    const { shell, state } = sandbox();
    const starting = shell.services.sandbox.start(signal);
    await Promise.all([assert.rejects(starting, { code: "cancelled" }), shell.services.sandbox.stop()]);
    assert.equal(state.stops, state.starts);
    assert.deepEqual([shell.accounts.tenants.all(), shell.accounts.azure.all()], [[], []]);
    await shell.services.sandbox.start(signal);
    assert.ok(shell.services.sandbox.running);
  });

  test("stopping it disconnects both sides", async () => {
    const { shell, state } = sandbox();
    await run(shell, "startSandbox");
    await run(shell, "stopSandbox");
    assert.deepEqual([shell.accounts.tenants.all(), shell.accounts.azure.all()], [[], []]);
    assert.equal(state.stops, 1);
    assert.equal(commands.context("auth0Apim.sandboxRunning"), false);
  });

  test("resetting it asks first, then forgets its state", async () => {
    const { shell, state } = sandbox();
    workspace.files.add("/storage/sandbox-state.json");
    await run(shell, "startSandbox");
    await run(shell, "resetSandbox");
    assert.equal(state.starts, 1, "declined");
    await shell.services.journals.keep(journalIn(info.auth0.domain));
    person.presses = ["Reset"];
    await run(shell, "resetSandbox");
    assert.deepEqual(
      await shell.services.journals.list(),
      [],
      "what was done there cannot be undone any more",
    );
    assert.equal(state.starts, 2);
    assert.equal(workspace.files.size, 0);
  });

  test("can be cancelled while it starts; its end offers no Cancel that would do nothing", async () => {
    const { shell } = sandbox();
    await run(shell, "startSandbox");
    assert.deepEqual(person.steady, []);
    await run(shell, "stopSandbox");
    assert.deepEqual(person.steady, ["Stopping the sandbox…"]);
  });

  test("what was done in it is forgotten with it, running or not", async () => {
    const { shell } = sandbox();
    for (const domain of [info.auth0.domain, contoso.domain])
      await shell.services.journals.keep(journalIn(domain));
    person.presses = ["Reset"];
    await run(shell, "resetSandbox");
    const owners = (await shell.services.journals.list()).map(({ entries }) => entries[0]?.change.ref.owner);
    assert.deepEqual(owners, [contoso.domain]);
  });

  test("begun anew, it is called with the certificate authority of its own, not with the one before", async () => {
    const { shell } = sandbox();
    let opened = 0;
    shell.factory.openCaller = async () => {
      opened += 1;
      return shell.caller;
    };
    await run(shell, "startSandbox");
    await shell.accounts.openCaller({ ca: info.ca });
    await shell.accounts.openCaller({ ca: info.ca });
    person.presses = ["Reset"];
    await run(shell, "resetSandbox");
    await shell.accounts.openCaller({ ca: info.ca });
    assert.equal(opened, 2);
  });

  test("keeps its state from one start to the next unless the setting says otherwise", async () => {
    const { shell } = sandbox();
    workspace.files.add("/storage/sandbox-state.json");
    await run(shell, "startSandbox");
    assert.equal(workspace.files.size, 1);
    await run(shell, "stopSandbox");
    workspace.settings.set("auth0Apim.sandbox.keepState", false);
    await run(shell, "startSandbox");
    workspace.settings.clear();
    assert.equal(workspace.files.size, 0);
  });

  test("that ends by itself is disconnected and announced, with a way to start it again", async () => {
    const { shell, state } = sandbox();
    announceDeath(shell.services.sandbox);
    await run(shell, "startSandbox");
    const died = new Promise((resolve) => shell.services.sandbox.onDidDie(() => resolve(undefined)));
    state.die();
    await died;
    assert.deepEqual(shell.accounts.tenants.all(), []);
    assert.match(person.heard, /The sandbox has stopped/);
    assert.deepEqual(person.messages.at(-1)?.buttons, ["Start Sandbox", "Show Log"]);
  });

  test("that does not come up says why", async () => {
    const start = () =>
      Promise.reject(new Failure("unreachable", "Port 1 is taken.", { remedy: "Free it." }));
    const shell = shellInMemory({ start });
    await run(shell, "startSandbox");
    assert.equal(person.heard, "Start Sandbox: Port 1 is taken. Free it.");
  });

  test("that nobody stopped is missed after a reload; stopping it, running or not, ends that", async () => {
    const { shell } = sandbox();
    const { sandbox: control } = shell.services;
    assert.equal(control.isMissing, false);
    await run(shell, "startSandbox");
    assert.equal(control.isMissing, false);
    await control.end();
    assert.equal(control.isMissing, true, "the window was reloaded");
    let changes = 0;
    control.onDidChange(() => {
      changes += 1;
    });
    await run(shell, "stopSandbox");
    assert.deepEqual([control.isMissing, changes], [false, 1]);
    await run(shell, "startSandbox");
    await run(shell, "stopSandbox");
    assert.equal(control.isMissing, false);
  });

  test("that ended by itself is missed", async () => {
    const { shell, state } = sandbox();
    await run(shell, "startSandbox");
    const died = new Promise((resolve) => shell.services.sandbox.onDidDie(() => resolve(undefined)));
    state.die();
    await died;
    assert.equal(shell.services.sandbox.isMissing, true);
  });

  test("is called Sandbox, connected or not", async () => {
    const { shell } = sandbox();
    assert.equal(tenantLabelOf([], info.auth0.domain), "Sandbox");
    await run(shell, "startSandbox");
    assert.equal(tenantLabelOf(shell.accounts.tenants.all(), info.auth0.domain), "Sandbox");
  });

  test("is not mixed with real clouds", async () => {
    const { shell } = sandbox();
    await shell.accounts.connectTenant(contoso, "s");
    await run(shell, "startSandbox");
    const { pickTenant } = await import("../../../src/shell/commands/choose-account.ts");
    const [sandboxAccount] = shell.accounts.azure.all();
    assert.ok(sandboxAccount);
    assert.equal((await pickTenant(shell.accounts, sandboxAccount)).domain, "127.0.0.1:1");
    assert.equal((await pickTenant(shell.accounts, principal)).domain, contoso.domain);
  });
});
