import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { type AzureAccount, type AzureCredentials, azureAccountKey } from "../../../src/domain/account.ts";
import { publicAzure } from "../../../src/domain/azure-clouds.ts";
import { azureWithCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal, shellInMemory } from "../../support/shell.ts";
import { authentication, person, Uri, window, workspace } from "../../support/vscode/index.ts";

const { azureAccountCommands } = await import("../../../src/shell/commands/accounts-azure.ts");
const { loginCommands } = await import("../../../src/shell/commands/azure-cli-login.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { microsoftToken } = await import("../../../src/shell/session/microsoft-token.ts");
const { azureAccountLabel } = await import("../../../src/shell/account-label.ts");
const { mendsOf } = await import("../../../src/shell/mends.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

type Shell = ReturnType<typeof shellInMemory>;

const signal = new AbortController().signal;
const kim = { id: "kim", label: "kim@contoso.com" };
const lee = { id: "lee", label: "lee@fabrikam.com" };
const setting = "microsoft-sovereign-cloud.environment";

async function run({ services }: Shell, id: string, argument?: unknown): Promise<void> {
  const command = azureAccountCommands(services).find((one) => one.id === `auth0Apim.${id}`);
  assert.ok(command, id);
  await runCommand(command, argument, services.logger);
}

/** Azure with a cloud for each directory, each of which wants a token; VS Code has none for those that are `locked`. */
function withDirectories(shell: Shell, ids: readonly string[], locked: readonly string[] = []): void {
  for (const id of locked) authentication.locked.add(`VSCODE_TENANT:${id}`);
  authentication.session = { accessToken: "token-1", account: kim };
  authentication.accounts.set("microsoft", [kim]);
  shell.factory.openAzure = async (account: AzureAccount, credentials: AzureCredentials) => {
    const cloud = azureWithCalculator();
    const id = account.tenantId ?? "home";
    cloud.directories = ids.map((one) => ({ id: one, name: `Directory ${one}` }));
    cloud.subscriptions = [{ id: `sub-${id}`, name: `Subscription of ${id}`, tenantId: id }];
    const list = cloud.listSubscriptions.bind(cloud);
    cloud.listSubscriptions = async function* (until) {
      await credentials.accessToken?.(until);
      yield* list(until);
    };
    return cloud;
  };
}

suite("signing in to Azure", () => {
  setup(() => {
    authentication.reset();
    workspace.settings.clear();
    workspace.updates.length = 0;
  });

  test("with VS Code's Microsoft account, which is named by its label", async () => {
    const shell = shellInMemory();
    shell.azure.directories = [{ id: "dir-1", name: "Contoso" }];
    person.moves = [{ pick: "Microsoft account" }];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), [
      { kind: "microsoft", user: kim, tenantId: "dir-1", directoryName: "Contoso" },
    ]);
    assert.deepEqual(authentication.asked[0]?.scopes, [`${publicAzure.resourceManager}/.default`]);
    assert.match(
      person.heard,
      /Signed in to Azure as kim@contoso\.com \(Contoso\), which sees 1 subscription\./,
    );
  });

  test("with one of several accounts, or another", async () => {
    const shell = shellInMemory();
    authentication.accounts.set("microsoft", [kim, lee]);
    authentication.session = { accessToken: "token-1", account: lee };
    person.moves = [{ pick: "Microsoft account" }, { pick: "lee@" }];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), [{ kind: "microsoft", user: lee }]);
    assert.ok(authentication.asked.every(({ silent }) => silent));
    authentication.session = undefined;
    person.moves = [{ pick: "Microsoft account" }, { pick: "Another Account" }];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all().at(-1), { kind: "microsoft", user: kim });
  });

  test("in several directories at once; those without a token wait for a sign-in of their own", async () => {
    const shell = shellInMemory();
    withDirectories(shell, ["a", "b", "c"], ["b"]);
    person.moves = [
      { pick: "Microsoft account" },
      { pick: kim.label },
      { pick: ["Directory a", "Directory b", "Directory c"] },
    ];
    await run(shell, "signInToAzure");
    assert.deepEqual(person.prompts.at(-1)?.picked, [
      "$(organization) Directory a",
      "$(organization) Directory c",
    ]);
    assert.deepEqual(
      shell.accounts.azure.all().map(({ tenantId }) => tenantId),
      ["a", "c", "b"],
    );
    assert.match(
      person.heard,
      /sees 2 subscriptions\. These directories want a sign-in of their own.*: Directory b\.$/,
    );
    assert.equal(person.messages.at(-1)?.kind, "warning");
  });

  test("in a directory that is not listed", async () => {
    const shell = shellInMemory();
    withDirectories(shell, ["a", "b"]);
    person.moves = [
      { pick: "Microsoft account" },
      { pick: kim.label },
      { pick: "Another Directory" },
      { type: "fabrikam.com" },
    ];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), [
      { kind: "microsoft", user: kim, tenantId: "fabrikam.com" },
    ]);
  });

  test("says nothing to a person who declines, and why when it does not work", async () => {
    const shell = shellInMemory();
    const { getSession } = authentication;
    try {
      for (const [message, says] of [
        ["User did not consent to login.", undefined],
        ["The network is down.", /could not be signed in: The network is down\. Try again/],
        ["platform_broker_error: 0x1", /The directory may be gone\./],
      ] as const) {
        authentication.getSession = () => Promise.reject(new Error(message));
        person.reset();
        person.moves = [{ pick: "Microsoft account" }];
        await run(shell, "signInToAzure");
        if (says) assert.match(person.heard, says);
        else assert.deepEqual(person.messages, []);
      }
    } finally {
      authentication.getSession = getSession;
    }
    assert.deepEqual(shell.accounts.azure.all(), []);
  });

  test("with the Azure CLI", async () => {
    const shell = shellInMemory();
    person.moves = [{ pick: "Azure CLI" }];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), [{ kind: "azure-cli" }]);
  });

  test("with the variables of the environment", async () => {
    const shell = shellInMemory();
    person.moves = [{ pick: "Variables of the environment" }];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), [{ kind: "environment" }]);
  });

  const bySecret = [
    { pick: "Service principal with a secret" },
    { type: "dir" },
    { type: "app" },
    { type: "sp-secret-0123" },
  ];

  test("with a service principal, whose secret is kept in the secret store", async () => {
    const shell = shellInMemory();
    person.moves = [...bySecret];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), [principal]);
    assert.equal(await shell.secrets.read("azure/dir/app"), "sp-secret-0123");
    assert.equal(person.prompts.at(-1)?.password, true);
    assert.ok(!shell.memento.json.includes("sp-secret-0123"));
  });

  for (const [target, index, again] of [
    ["clientSecret", 3, "sp-secret-4567"],
    ["clientId", 2, "app"],
    ["tenantId", 1, "dir"],
  ] as const) {
    test(`a wrong ${target} is asked again alone, with the reason below it`, async () => {
      const shell = shellInMemory();
      const message = "Microsoft Entra ID refused it.";
      const failure = new Failure("unauthorized", message, {
        signIns: ["azure"],
        details: [{ target, message }],
      });
      shell.azure.calls.failNext("listSubscriptions", failure);
      const rest = bySecret.slice(index + 1);
      person.moves = [...bySecret, { type: again }, ...rest];
      await run(shell, "signInToAzure");
      const asked = person.prompts[4];
      assert.equal(asked?.problem, message);
      assert.equal(asked?.value, { clientSecret: "", clientId: "app", tenantId: "dir" }[target]);
      assert.equal(person.prompts.length, 5 + rest.length);
      assert.equal(shell.accounts.azure.all().length, 1);
    });
  }

  test("with a certificate: its file is checked before anything else, its password asked for only where there is one", async () => {
    const shell = shellInMemory();
    const failing = (target: string, message: string) =>
      Promise.reject(new Failure("invalid-input", message, { details: [{ target, message }] }));
    shell.factory.checkCertificate = (path, password) => {
      if (path === "/a.pfx") return failing("certificatePath", "It is a PFX.");
      return password === "right"
        ? Promise.resolve()
        : failing("certificatePassword", "The password is wrong.");
    };
    person.moves = [
      { pick: "Service principal with a certificate" },
      { type: "dir" },
      { type: "app" },
      { pick: "Type Its Path" },
      { type: "/a.pfx" },
      { type: "/b.pem" },
      { type: "guess" },
      { type: "right" },
    ];
    await run(shell, "signInToAzure");
    assert.deepEqual(
      person.prompts.slice(5).map(({ value, problem }) => [value, problem]),
      [
        ["/a.pfx", "It is a PFX."],
        ["", undefined],
        ["", "The password is wrong."],
      ],
    );
    assert.deepEqual(shell.accounts.azure.all(), [{ ...principal, certificatePath: "/b.pem" }]);
    assert.equal(await shell.secrets.read("azure/dir/app"), "right");
  });

  test("with a certificate chosen in a dialog: what is wrong with it is told at once, where another one can be given", async () => {
    const shell = shellInMemory();
    shell.factory.checkCertificate = async (path) => {
      const message = "It has no key.";
      const details = [{ target: "certificatePath", message }];
      if (path !== "/good.pem") throw new Failure("invalid-input", message, { details });
    };
    window.opensInTurn = [Uri.parse("file:///bad.pem"), Uri.parse("file:///good.pem")];
    const begin = [
      { pick: "Service principal with a certificate" },
      { type: "dir" },
      { type: "app" },
    ] as const;
    person.moves = [...begin, { pick: "File…" }, "back", { pick: "File…" }];
    await run(shell, "signInToAzure");
    assert.deepEqual([person.prompts[4]?.value, person.prompts[4]?.problem], ["/bad.pem", "It has no key."]);
    assert.deepEqual(person.prompts[5]?.lines, [
      "$(check) The Same File",
      "$(file) File…",
      "$(edit) Type Its Path…",
    ]);
    assert.deepEqual(shell.accounts.azure.all(), [{ ...principal, certificatePath: "/good.pem" }]);
    person.moves = [{ pick: "The Same File" }];
    await run(shell, "signInToAzure", azureAccountKey(shell.accounts.azure.all()[0] ?? principal));
    assert.match(person.heard, /Signed in to Azure/);
  });

  suite("the Azure CLI that is not signed in", () => {
    const out = (target = "az login") =>
      new Failure("unauthorized", "The Azure CLI is not signed in.", {
        remedy: "Run “az login” in a terminal.",
        signIns: ["azure"],
        details: [{ target, message: "The Azure CLI is not signed in." }],
      });
    setup(() => {
      window.terminals.length = 0;
    });

    test("signs in in a terminal, then the same is done again", async () => {
      const shell = shellInMemory();
      const cli: AzureAccount = {
        kind: "azure-cli",
        cloud: "USGovernment",
        tenantId: "contoso.onmicrosoft.com",
      };
      await shell.accounts.connectAzure(cli, undefined);
      shell.azure.calls.failNext("listSubscriptions", out());
      shell.azure.calls.failNext("listSubscriptions", out());
      person.presses = ["Try Again", "Sign In in a Terminal", "Try Again"];
      await run(shell, "signInToAzure", azureAccountKey(cli));
      assert.deepEqual(window.terminals, [
        {
          name: "Azure CLI",
          shown: true,
          lines: ["az cloud set --name AzureUSGovernment", "az login --tenant contoso.onmicrosoft.com"],
        },
      ]);
      assert.deepEqual(
        person.messages.slice(0, 3).map(({ modal, buttons }) => [modal, buttons]),
        [
          [false, ["Sign In in a Terminal", "Try Again"]],
          [false, ["Sign In in a Terminal", "Try Again"]],
          [false, ["Try Again"]],
        ],
      );
      assert.match(person.heard, /Signed in to Azure/);
    });

    test("is offered it at the first sign-in as well", async () => {
      const shell = shellInMemory();
      shell.azure.calls.failNext("listDirectories", out());
      person.moves = [{ pick: "Azure CLI" }];
      person.presses = ["Sign In in a Terminal", "Try Again"];
      await run(shell, "signInToAzure");
      assert.deepEqual(window.terminals[0]?.lines, ["az login"]);
      assert.equal(shell.accounts.azure.all().length, 1);
    });

    test("is told as it is when the person gives up, or no sign-in would help", async () => {
      const shell = shellInMemory();
      for (const failure of [out(), out("something else")]) {
        shell.azure.calls.failNext("listDirectories", failure);
        person.moves = [{ pick: "Azure CLI" }];
        await run(shell, "signInToAzure");
        assert.match(person.heard, /is not signed in/);
        assert.equal(window.terminals.length, 0);
      }
    });

    test("is given no more than plain words", () => {
      const custom = { name: "My Stack; rm", authority: "a", resourceManager: "b", audience: "c" };
      assert.deepEqual(loginCommands({ kind: "azure-cli", cloud: custom, tenantId: "a b" }), ["az login"]);
      assert.deepEqual(loginCommands({ kind: "azure-cli", tenantId: "--help" }), ["az login"]);
      assert.deepEqual(loginCommands({ kind: "azure-cli", cloud: "ChinaCloud" }), [
        "az cloud set --name AzureChinaCloud",
        "az login",
      ]);
    });
  });

  test("an account that sees no subscription is not kept", async () => {
    const shell = shellInMemory();
    shell.azure.subscriptions = [];
    person.moves = [{ pick: "Azure CLI" }];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), []);
    assert.match(person.heard, /sees no Azure subscription\. Choose another directory/);
  });

  test("several accounts at once; signing out asks which", async () => {
    const shell = await connectedShell();
    const cli: AzureAccount = { kind: "azure-cli" };
    await shell.accounts.connectAzure(cli, undefined);
    person.moves = [{ pick: "Service principal" }];
    await run(shell, "signOutOfAzure");
    assert.deepEqual(shell.accounts.azure.all(), [cli]);
    assert.equal(await shell.secrets.read("azure/dir/app"), undefined);
  });

  test("an account is called as the person says, until they say nothing", async () => {
    const shell = await connectedShell();
    person.moves = [{ type: "Production" }];
    await run(shell, "renameAzureAccount");
    assert.deepEqual(shell.accounts.azure.all().map(azureAccountLabel), ["Production"]);
    assert.ok(await shell.accounts.openAzure(principal), "its secret stays");
    person.moves = [{ type: "" }];
    await run(shell, "renameAzureAccount");
    assert.deepEqual(shell.accounts.azure.all().map(azureAccountLabel), ["Service principal app"]);
  });
});

suite("other clouds of Azure", () => {
  setup(() => {
    authentication.reset();
    workspace.settings.clear();
    workspace.updates.length = 0;
  });

  test("the account keeps the cloud that was chosen", async () => {
    const shell = shellInMemory();
    person.moves = [{ pick: "Another Cloud" }, { pick: "US Government" }, { pick: "Azure CLI" }];
    await run(shell, "signInToAzure");
    const cli: AzureAccount = { kind: "azure-cli", cloud: "USGovernment" };
    assert.deepEqual(shell.accounts.azure.all(), [cli]);
    assert.equal(azureAccountLabel(cli), "Azure CLI (Azure US Government)");
    assert.notEqual(azureAccountKey(cli), azureAccountKey({ kind: "azure-cli" }));
  });

  test("one that is not listed is asked for its addresses; what was typed survives a mistake", async () => {
    const shell = shellInMemory();
    const address = "https://management.contoso.cloud";
    const cloud = {
      name: "Contoso",
      authority: "https://login.contoso.cloud",
      resourceManager: address,
      audience: address,
    };
    shell.factory.readAzureCloud = async (asked) => {
      if (asked !== address) throw new Failure("unreachable", `${asked} does not answer.`);
      return cloud;
    };
    person.moves = [
      { pick: "Another Cloud" },
      { pick: "Another one" },
      { type: "https://nobody.example" },
      { type: address },
      { pick: "Azure CLI" },
    ];
    await run(shell, "signInToAzure");
    assert.deepEqual(shell.accounts.azure.all(), [{ kind: "azure-cli", cloud }]);
    assert.equal(person.prompts[3]?.value, "https://nobody.example");
    assert.match(person.prompts[3]?.problem ?? "", /does not answer/);
  });

  test("the cloud of VS Code's settings is suggested, also one of its own", async () => {
    const shell = shellInMemory();
    const [a, b, c, d] = ["login", "arm", "id", "portal"].map((name) => `https://${name}.contoso.cloud`);
    workspace.settings.set(setting, "custom");
    workspace.settings.set("microsoft-sovereign-cloud.customEnvironment", {
      name: "Contoso",
      activeDirectoryEndpointUrl: a,
      resourceManagerEndpointUrl: b,
      activeDirectoryResourceId: c,
      portalUrl: d,
      managementEndpointUrl: b,
    });
    person.moves = [{ pick: "Azure CLI" }];
    await run(shell, "signInToAzure");
    const cloud = { name: "Contoso", authority: a, resourceManager: b, audience: c, portal: d };
    assert.deepEqual(shell.accounts.azure.all(), [{ kind: "azure-cli", cloud }]);
    assert.match(person.prompts[0]?.text ?? "", /sign in to Contoso/);
  });

  test("a cloud that the settings of a folder name, or that is not spoken to over https, is not suggested", async () => {
    const custom = (at: string) => ({
      name: "Azure",
      activeDirectoryEndpointUrl: `${at}://login.somebody.example`,
      resourceManagerEndpointUrl: `${at}://arm.somebody.example`,
      activeDirectoryResourceId: "https://id.somebody.example",
    });
    const key = "microsoft-sovereign-cloud.customEnvironment";
    for (const [settings, at] of [
      [workspace.folderSettings, "https"],
      [workspace.settings, "http"],
    ] as const) {
      const shell = shellInMemory();
      settings.set(setting, "custom").set(key, custom(at));
      person.moves = [{ pick: "Azure CLI" }];
      await run(shell, "signInToAzure");
      settings.delete(setting);
      settings.delete(key);
      assert.deepEqual(shell.accounts.azure.all(), [{ kind: "azure-cli" }]);
    }
  });

  test("VS Code signs in to one sovereign cloud in a window: its setting is changed for those who say so", async () => {
    const shell = shellInMemory();
    const moves = [{ pick: "Another Cloud" }, { pick: "China" }, { pick: "Microsoft account" }];
    person.moves = [...moves];
    await run(shell, "signInToAzure");
    assert.match(person.heard, /one sovereign cloud at a time/);
    assert.deepEqual(workspace.updates, []);
    person.moves = [...moves];
    person.presses = ["Change the Setting"];
    await run(shell, "signInToAzure");
    assert.deepEqual(workspace.updates, [{ key: setting, value: "ChinaCloud", target: 1 }]);
    assert.deepEqual(shell.accounts.azure.all(), [{ kind: "microsoft", cloud: "ChinaCloud", user: kim }]);
    assert.equal(authentication.asked[0]?.provider, "microsoft-sovereign-cloud");
    assert.deepEqual(authentication.asked[0]?.scopes, ["https://management.chinacloudapi.cn/.default"]);
  });

  test("an account of another cloud than the setting's says so, instead of that nobody is signed in", async () => {
    workspace.settings.set(setting, "USGovernment");
    const token = microsoftToken({ kind: "microsoft", cloud: "ChinaCloud" })(signal);
    await assert.rejects(token, {
      code: "unauthorized",
      text: /does not sign in to Azure China\..*must be “ChinaCloud”/,
    });
  });
});

suite("a sign-in that is good no more", () => {
  setup(() => authentication.reset());

  const account = { kind: "microsoft", user: kim, tenantId: "b", directoryName: "Directory b" } as const;

  test("VS Code does not say why: neither does the message, and it offers that directory", async () => {
    const failure = await microsoftToken(account)(signal).catch((error: unknown) => error);
    assert.ok(failure instanceof Failure);
    assert.equal(
      failure.text,
      "VS Code gave no token for the directory Directory b of kim@contoso.com. It does not say why. Sign in to this directory.",
    );
    assert.deepEqual(mendsOf(failure), [
      {
        title: "Sign In to This Directory",
        command: "auth0Apim.signInToAzure",
        argument: azureAccountKey(account),
      },
    ]);
    assert.ok(authentication.asked.every(({ silent }) => silent));
  });

  test("signing in to that directory asks for it alone", async () => {
    const shell = shellInMemory();
    withDirectories(shell, ["a", "b"], ["b"]);
    await shell.accounts.connectAzure(account, undefined);
    authentication.asked.length = 0;
    await run(shell, "signInToAzure", azureAccountKey(account));
    assert.deepEqual(person.prompts, []);
    const aloud = authentication.asked.filter(({ silent }) => !silent);
    assert.deepEqual(
      aloud.map(({ account: whom, scopes, isNew }) => [whom, scopes[1], isNew]),
      [["kim", "VSCODE_TENANT:b", false]],
    );
    assert.match(person.heard, /Signed in to Azure as kim@contoso\.com \(Directory b\)/);
  });

  test("a token that was not enough is asked for anew", async () => {
    const shell = shellInMemory();
    withDirectories(shell, ["a", "b"]);
    await shell.accounts.connectAzure(account, undefined);
    await run(shell, "signInToAzure", azureAccountKey(account));
    assert.deepEqual(
      authentication.asked.filter(({ silent }) => !silent).map(({ isNew }) => isNew),
      [true],
    );
  });

  test("a service principal is asked for its secret alone", async () => {
    const shell = await connectedShell();
    person.moves = [{ type: "new-secret" }];
    await run(shell, "signInToAzure", azureAccountKey(principal));
    assert.equal(person.prompts.length, 1);
    assert.equal(await shell.secrets.read("azure/dir/app"), "new-secret");
  });

  test("one directory that fails hides no other, and nobody's owner", async () => {
    const shell = shellInMemory();
    withDirectories(shell, ["a", "b"], ["b"]);
    await shell.accounts.connectAzure(account, undefined);
    await shell.accounts.connectAzure({ ...account, tenantId: "a", directoryName: "Directory a" }, undefined);
    const nodes = new ApimNodes(shell.accounts, shell.links);
    const shown = [];
    for await (const node of nodes.roots(signal)) shown.push(node);
    assert.deepEqual(
      shown.map(({ label, description }) => [label, description]),
      [
        [
          "VS Code gave no token for the directory Directory b of kim@contoso.com.",
          "click: Sign In to This Directory",
        ],
        ["Subscription of a", "kim@contoso.com (Directory a)"],
      ],
    );
    const owner = await shell.accounts.ownerOf({ ...contosoApim, subscriptionId: "sub-a" }, signal);
    assert.equal(owner.tenantId, "a");
    const unseen = shell.accounts.ownerOf({ ...contosoApim, subscriptionId: "sub-b" }, signal);
    await assert.rejects(
      unseen,
      { code: "unauthorized" },
      "it may be in the directory that could not be asked",
    );
  });

  test("a subscription that two accounts see is shown once", async () => {
    const shell = await connectedShell();
    await shell.accounts.connectAzure({ kind: "azure-cli" }, undefined);
    const nodes = new ApimNodes(shell.accounts, shell.links);
    let count = 0;
    for await (const node of nodes.roots(signal)) count += node.target?.kind === "subscription" ? 1 : 0;
    assert.equal(count, 1);
  });
});
