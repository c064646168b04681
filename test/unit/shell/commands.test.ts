import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { AzureAccount } from "../../../src/domain/account.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import type { Command, Report } from "../../../src/shell/commands/command.ts";
import type { Account, ResourceTarget, Target } from "../../../src/shell/target.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso, principal, shellInMemory } from "../../support/shell.ts";
import { commands, env, person } from "../../support/vscode/index.ts";

const { registerCommands, runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { copyCommands } = await import("../../../src/shell/commands/copy.ts");
const { browserCommands } = await import("../../../src/shell/commands/open-in-browser.ts");
const { treeCommands } = await import("../../../src/shell/commands/trees.ts");
const { commandIds } = await import("../../../src/shell/ids.ts");

const command = (run: () => Promise<Report | undefined>): Command => ({
  id: commandIds.showLog,
  title: "Do It",
  run,
});

suite("every command, however it ends", () => {
  const { services, log } = shellInMemory();
  const run = (what: () => Promise<Report | undefined>) =>
    runCommand(command(what), undefined, services.logger);
  setup(() => person.reset());

  test("tells what it reports", async () => {
    await run(async () => ({ text: "Done." }));
    assert.deepEqual(person.messages, [
      { kind: "information", text: "Done.", detail: undefined, modal: false, buttons: [] },
    ]);
  });

  test("says small things in the status bar", async () => {
    await run(async () => ({ text: "Copied.", quiet: true }));
    assert.deepEqual([person.messages, person.statusBar], [[], ["Copied."]]);
  });

  test("runs what a button of its report stands for", async () => {
    let pressed = 0;
    person.presses = ["Again"];
    await run(async () => ({ text: "Done.", choices: [{ title: "Again", run: () => pressed++ }] }));
    await Promise.resolve();
    assert.equal(pressed, 1);
  });

  test("logs what a button could not do", async () => {
    person.presses = ["Again"];
    const run = () => Promise.reject(new Error("The clipboard is locked."));
    await runCommand(
      command(async () => ({ text: "Done.", choices: [{ title: "Again", run }] })),
      undefined,
      services.logger,
    );
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(log.some((line) => /A button of “Done\.” failed\.\n.*The clipboard is locked/.test(line)));
  });

  test("shows what went wrong and the way out, with the log at hand", async () => {
    await run(() => Promise.reject(new Failure("forbidden", "You lack x/write.", { remedy: "Ask for it." })));
    assert.equal(person.messages[0]?.kind, "error");
    assert.equal(person.heard, "Do It: You lack x/write. Ask for it.");
    assert.deepEqual(person.messages[0]?.buttons, ["Show Log"]);
  });

  test("offers to sign in when that is what is missing", async () => {
    for (const [signIns, buttons] of [
      [["auth0"], ["Connect Auth0 Tenant", "Show Log"]],
      [["azure"], ["Sign In to Azure", "Show Log"]],
      [["sandbox"], ["Start Sandbox", "Show Log"]],
      [
        ["azure", "sandbox"],
        ["Sign In to Azure", "Start Sandbox", "Show Log"],
      ],
    ] as const) {
      person.reset();
      await run(() => Promise.reject(new Failure("unauthorized", "Signed out.", { signIns })));
      assert.deepEqual(person.messages[0]?.buttons, buttons);
    }
  });

  test("offers to try again what may go well in a while, and nothing that is about something else", async () => {
    for (const [failure, buttons] of [
      [new Failure("unreachable", "No answer."), ["Try Again", "Show Log"]],
      [new Failure("rate-limited", "Too many."), ["Try Again", "Show Log"]],
      [new Failure("unreachable", "No answer.", { signIns: ["sandbox"] }), ["Start Sandbox", "Show Log"]],
      [new Failure("not-found", "It is gone."), ["Show Log"]],
      [new Failure("rejected", "No."), ["Show Log"]],
      [
        new Failure("unauthorized", "Refused.", { signIns: ["auth0"], account: contoso.domain }),
        ["Connect Again", "Show Log"],
      ],
      [
        new Failure("forbidden", "No.", { account: contoso.domain, missingScopes: ["read:clients"] }),
        ["Show Where to Grant It", "Show Log"],
      ],
    ] as const) {
      person.reset();
      await run(() => Promise.reject(failure));
      assert.deepEqual(person.messages[0]?.buttons, buttons, failure.text);
    }
  });

  test("gives what mends a failure whose it is", async () => {
    const account = contoso.domain;
    for (const [button, id, argument] of [
      ["Connect Again", commandIds.reconnectAuth0, account],
      [
        "Show Where to Grant It",
        commandIds.showManagementScopes,
        { domain: account, missing: ["read:clients"] },
      ],
    ] as const) {
      person.presses = [button];
      const failure = { signIns: ["auth0"], account, missingScopes: ["read:clients"] } as const;
      await run(() => Promise.reject(new Failure("unauthorized", "Refused.", failure)));
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(commands.executed.at(-1), { id, values: [argument] });
    }
  });

  test("presses of those buttons run the commands they name", async () => {
    for (const [signIn, button, id] of [
      ["auth0", "Connect Auth0 Tenant", commandIds.connectAuth0],
      ["azure", "Sign In to Azure", commandIds.signInToAzure],
      ["sandbox", "Start Sandbox", commandIds.startSandbox],
    ] as const) {
      person.presses = [button];
      await run(() => Promise.reject(new Failure("unauthorized", "Signed out.", { signIns: [signIn] })));
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(commands.executed.at(-1)?.id, id);
    }
  });

  test("is silent when the person gave up", async () => {
    await run(() => Promise.reject(new Failure("cancelled", "Cancelled.")));
    await run(() => Promise.reject(new DOMException("Aborted", "AbortError")));
    assert.deepEqual([person.messages, person.statusBar], [[], []]);
  });

  test("an unforeseen error is shown too, and logged with where it came from", async () => {
    await run(() => Promise.reject(new TypeError("x is not a function")));
    assert.match(person.heard, /^Do It: x is not a function/);
    assert.ok(log.some((line) => /TypeError: x is not a function\n\s+at /.test(line)));
  });

  test("no secret gets into the log", async () => {
    const token = `eyJ${"hbGciOi"}.eyJzdWIiOi.c2lnbmF0dXJl`;
    await run(() =>
      Promise.reject(new Error(`Refused: Authorization: Bearer ${token} client_secret=abcdefg`)),
    );
    assert.ok(!log.join("\n").includes(token));
    assert.ok(!log.join("\n").includes("abcdefg"));
  });

  test("is what VS Code runs under its id", async () => {
    const load = async () => [command(async () => ({ text: "From the palette." }))];
    registerCommands([{ ids: [commandIds.showLog], load }], services.logger);
    await commands.executeCommand(commandIds.showLog);
    assert.equal(person.heard, "From the palette.");
  });
});

const inInstance = { account: principal, instance: contosoApim };
const [operation] = calculatorOperations;
assert.ok(operation);
const api = {
  id: "rs 1",
  name: "Calc",
  identifier: "calc",
  signingAlgorithm: "RS256",
  scopes: [],
  tokenDialect: "access_token",
  enforcesPolicies: false,
  isSystem: false,
} as const;
const application = {
  clientId: "client-1",
  name: "Portal",
  type: "regular_web",
  callbacks: [],
  grantTypes: [],
  tokenEndpointAuthMethod: undefined,
} as const;
const fragment = {
  id: `${contosoApim.id}/policyFragments/who-calls`,
  fragmentId: "who-calls",
  description: undefined,
};
/** What the tree has of a resource. */
function resource(of: Kind, account: Account, owner: string, id: string, value: object): ResourceTarget {
  return { kind: "resource", of, account, ref: { kind: of.id, owner, id }, value };
}
const targets = {
  tenant: { kind: "tenant", account: contoso },
  auth0Api: resource(auth0Api, contoso, contoso.domain, api.id, api),
  application: resource(auth0Application, contoso, contoso.domain, application.clientId, application),
  connection: resource(auth0Connection, contoso, contoso.domain, "con_1", {
    name: "users",
    strategy: "auth0",
  }),
  server: resource(authorizationServer, principal, instancePath(contosoApim), "auth0-calc", {}),
  subscription: { kind: "subscription", account: principal, value: { id: "sub", name: "S", tenantId: "t" } },
  instance: { kind: "instance", ...inInstance, value: contosoApim },
  api: { kind: "apim-api", ...inInstance, value: basicCalculator },
  operation: { kind: "operation", ...inInstance, api: basicCalculator, value: operation },
  fragment: { kind: "fragment", ...inInstance, value: fragment },
  policy: {
    kind: "policy",
    ...inInstance,
    value: { kind: "global", instance: contosoApim },
    title: "Policy",
  },
} as const satisfies Record<string, Target>;

suite("copying", () => {
  const { services } = shellInMemory();
  const copy = async (id: string, target: Target | undefined) => {
    person.reset();
    const found = copyCommands(services).find((one) => one.id === id);
    assert.ok(found);
    await runCommand(found, target && { target }, services.logger);
  };

  for (const [name, id] of [
    ["tenant", "contoso.eu.auth0.com"],
    ["auth0Api", "rs 1"],
    ["application", "client-1"],
    ["connection", "con_1"],
    ["subscription", "sub"],
    ["instance", contosoApim.id],
    ["api", basicCalculator.id],
    ["operation", operation.id],
    ["fragment", fragment.id],
  ] as const) {
    test(`the id of ${name} is ${id}, and what is told of it is short`, async () => {
      await copy(commandIds.copyId, targets[name]);
      assert.equal(env.clipboard.text, id);
      assert.equal(person.statusBar.length, 1);
      assert.match(person.statusBar[0] ?? "", /^Copied the ID of .{1,40}$/);
    });
  }

  test("the audience of an Auth0 API", async () => {
    await copy(commandIds.copyAudience, targets.auth0Api);
    assert.equal(env.clipboard.text, "calc");
  });

  test("a thing as JSON", async () => {
    await copy(commandIds.copyAsJson, targets.api);
    assert.deepEqual(JSON.parse(env.clipboard.text), JSON.parse(JSON.stringify(basicCalculator)));
  });

  test("a line that tells something of a thing, such as a scope", async () => {
    const fact: Target = { kind: "fact", account: contoso, label: "Scopes", text: "read:x write:x" };
    await copy(commandIds.copyValue, fact);
    assert.equal(env.clipboard.text, "read:x write:x");
    assert.deepEqual(person.statusBar, ["Copied: Scopes"]);
  });

  test("of one that has none, says so", async () => {
    await copy(commandIds.copyAudience, targets.instance);
    assert.match(person.heard, /nothing to copy/);
    assert.match(person.heard, /context menu of a tree item/);
  });

  test("from the palette it asks what is meant", async () => {
    const shell = await connectedShell();
    await createIn(shell.auth0, auth0Api, { name: "Orders", identifier: "urn:orders" });
    const [id, audience] = copyCommands(shell.services);
    person.moves = [{ pick: "API of API Management" }, { pick: "Basic Calculator" }];
    assert.ok(id && audience);
    await runCommand(id, undefined, services.logger);
    assert.equal(env.clipboard.text, basicCalculator.id);
    person.moves = [{ pick: "Orders" }];
    await runCommand(audience, undefined, services.logger);
    assert.equal(env.clipboard.text, "urn:orders");
    person.moves = [{ pick: "Auth0 tenant" }];
    await runCommand(id, undefined, services.logger);
    assert.equal(env.clipboard.text, contoso.domain);
    person.moves = [{ pick: "Instance of API Management" }];
    await runCommand(id, undefined, services.logger);
    assert.equal(env.clipboard.text, contosoApim.id);
  });
});

suite("opening in a browser", () => {
  const { services } = shellInMemory();
  const open = async (id: string, target: Target | undefined) => {
    person.reset();
    env.opened.length = 0;
    const found = browserCommands(services).find((one) => one.id === id);
    assert.ok(found);
    await runCommand(found, target && { target }, services.logger);
    return env.opened[0];
  };
  const dashboard = "https://manage.auth0.com/dashboard/eu/contoso";

  for (const [name, address] of [
    ["tenant", dashboard],
    ["auth0Api", `${dashboard}/apis/rs%201/settings`],
    ["application", `${dashboard}/applications/client-1/settings`],
    ["connection", `${dashboard}/connections`],
    ["server", `https://portal.azure.com/#resource${contosoApim.id}`],
    ["subscription", "https://portal.azure.com/#resource/subscriptions/sub"],
    ["api", `https://portal.azure.com/#resource${basicCalculator.id}`],
    ["policy", `https://portal.azure.com/#resource${contosoApim.id}`],
  ] as const) {
    test(`${name} is at ${address}`, async () => {
      assert.equal(await open(commandIds.openInBrowser, targets[name]), address);
    });
  }

  test("the portal is that of the account's cloud; a cloud that names none has no page", async () => {
    const inCloud = (cloud: AzureAccount["cloud"]) => {
      const account = { ...principal, ...(cloud && { cloud }) };
      return open(commandIds.openInBrowser, {
        kind: "instance",
        account,
        instance: contosoApim,
        value: contosoApim,
      });
    };
    assert.equal(await inCloud("USGovernment"), `https://portal.azure.us/#resource${contosoApim.id}`);
    assert.equal(await inCloud("ChinaCloud"), `https://portal.azure.cn/#resource${contosoApim.id}`);
    const address = "https://a.example";
    const own = { name: "Own", authority: address, resourceManager: address, audience: address };
    assert.equal(await inCloud(own), undefined);
    assert.match(person.heard, /This has no page in a browser/);
    assert.equal(await inCloud({ ...own, portal: `${address}/` }), `${address}/#resource${contosoApim.id}`);
  });

  test("tenants without a region are in us; with a custom domain the dashboard asks", async () => {
    const tenant = (domain: string): Target => ({ kind: "tenant", account: { ...contoso, domain } });
    assert.equal(
      await open(commandIds.openInBrowser, tenant("old.auth0.com")),
      "https://manage.auth0.com/dashboard/us/old",
    );
    assert.equal(
      await open(commandIds.openInBrowser, tenant("login.contoso.com")),
      "https://manage.auth0.com/",
    );
  });

  test("the developer portal opens at the API", async () => {
    const portal = contosoApim.developerPortalUrls[0];
    assert.equal(await open(commandIds.openDeveloperPortal, targets.instance), portal);
    assert.equal(
      await open(commandIds.openDeveloperPortal, targets.api),
      `${portal}/api-details#api=basic-calculator`,
    );
  });

  test("an address that is no web page is not opened, whatever the cloud says", async () => {
    const instance = { ...contosoApim, developerPortalUrls: ["command:workbench.action.quit"] };
    const target: Target = { kind: "instance", account: principal, instance, value: instance };
    assert.equal(await open(commandIds.openDeveloperPortal, target), undefined);
    assert.match(person.heard, /is not the address of a web page/);
  });

  test("what has no page says so", async () => {
    assert.equal(await open(commandIds.openDeveloperPortal, targets.tenant), undefined);
    assert.match(person.heard, /has no page in a browser/);
    const sandbox: Target = { kind: "tenant", account: { ...contoso, sandbox: { ca: "ca.pem" } } };
    assert.equal(await open(commandIds.openInBrowser, sandbox), undefined);
    assert.match(person.heard, /The sandbox has no dashboard/);
  });
});

suite("commands of the trees", () => {
  test("reach the tree they are meant for", async () => {
    const { services, refreshes } = await connectedShell();
    const reached: string[] = [];
    const tree = (name: string) => ({
      refresh: () => reached.push(`${name} refresh`),
      renew: () => reached.push(`${name} renew`),
      filterOf: () => (name === "tenants" ? "before" : undefined),
      filter: (_node: unknown, text: string) => reached.push(`${name} filter ${text}`),
      clearFilter: () => reached.push(`${name} clear`),
      stop: () => reached.push(`${name} stop`),
      loadMore: async () => void reached.push(`${name} more`),
      retry: () => reached.push(`${name} retry`),
      reveal: async () => true,
    });
    const trees = { ...services.trees, tenants: tree("tenants"), instances: tree("instances") };
    person.moves = [{ type: "orders" }];
    for (const one of treeCommands({ ...services, trees })) await runCommand(one, undefined, services.logger);
    assert.deepEqual(refreshes, ["tenants", "instances"]);
    assert.equal(person.prompts[0]?.value, "before");
    assert.deepEqual(reached.sort(), [
      "instances clear",
      "instances more",
      "instances renew",
      "instances retry",
      "instances stop",
      "tenants clear",
      "tenants filter orders",
      "tenants more",
      "tenants renew",
      "tenants retry",
      "tenants stop",
    ]);
    assert.deepEqual(person.messages, []);
  });
});
