import assert from "node:assert/strict";
import { setup, suite, teardown, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { commandIds } from "../../../src/shell/ids.ts";
import type { Target } from "../../../src/shell/target.ts";
import { commandOf } from "../../support/command-of.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso, principal } from "../../support/shell.ts";
import { commands, person, Uri, window, workspace } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createInstanceCommand } = await import("../../../src/shell/commands/create-instance.ts");
const { protectApiCommand } = await import("../../../src/shell/commands/protect-api.ts");
const { secureApiCommand } = await import("../../../src/shell/commands/secure-api.ts");
const { secureWithEntraCommand } = await import("../../../src/shell/commands/secure-with-entra.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { scopeCommands } = await import("../../../src/shell/resources/scope-commands.ts");
const { importApiCommand } = await import("../../../src/shell/resources/import-api.ts");

type Moves = typeof person.moves;
type Shell = Awaited<ReturnType<typeof connectedShell>>;

const owner = instancePath(contosoApim);
const id = "11111111-2222-3333-4444-555555555555";
const endpoint = "https://id.example/.well-known/openid-configuration";

/** Both clouds with one of everything that is chosen from. */
async function shellWithAll(): Promise<Shell> {
  const shell = await connectedShell();
  const { auth0, azure } = shell;
  const identifier = "https://orders.example/";
  const scopes = [{ value: "read:orders" }, { value: "write:orders" }];
  await createIn(auth0, auth0Api, { name: "Orders", identifier, scopes });
  await createIn(auth0, auth0Api, { name: "Bills", identifier: "https://bills.example/", scopes });
  const how = { type: "regular_web", tokenEndpointAuthMethod: "client_secret_post" } as const;
  const made = [];
  for (const name of ["Portal", "Shop"]) made.push(await createIn(auth0, auth0Application, { name, ...how }));
  const connection = { name: "users", strategy: "auth0", enabledClients: made.map(({ ref }) => ref.id) };
  await createIn(auth0, auth0Connection, connection as never);
  auth0.tenant = { ...auth0.tenant, defaultAudience: identifier };
  azure.stores.products.put(owner, "gold", { displayName: "Gold", state: "published" } as never);
  azure.stores.products.put(owner, "silver", { displayName: "Silver", state: "published" } as never);
  for (const one of ["client", "other"])
    azure.stores.certificates.put(owner, one, {
      subject: `CN=${one}`,
      thumbprint: "AA11",
      expirationDate: "2099-01-01T00:00:00Z",
      keyVault: undefined,
    });
  azure.tiers = ["Developer", "Consumption"].map((name) => ({
    name,
    locations: ["westeurope", "northeurope"],
    capacity: name === "Consumption" ? 0 : 1,
  }));
  workspace.contents.set(
    "/work/orders.yaml",
    "openapi: 3.0.3\ninfo: { title: Orders, version: '1' }\npaths: { /orders: { get: { responses: {} } } }\n",
  );
  window.opens = Uri.parse("file:///work/orders.yaml");
  return shell;
}

const api: Target = { kind: "apim-api", account: principal, instance: contosoApim, value: basicCalculator };

/** A command, what it is run on, and answers none of which is what Enter would say at first. */
interface Case {
  readonly what: string;
  readonly command: (services: Shell["services"]) => Parameters<typeof runCommand>[0];
  readonly target?: Target;
  readonly moves: Moves;
}

function created(kindId: string, moves: Moves, parent?: string): Case {
  const of =
    kinds.find((kind) => [kindId, `azure-${kindId}`, `auth0-${kindId}`].includes(kind.id)) ??
    assert.fail(kindId);
  const place =
    of.cloud === "azure" ? { account: principal, owner } : { account: contoso, owner: contoso.domain };
  const target: Target = { kind: "resource-group", of, ...place, ...(parent !== undefined && { parent }) };
  const what = `${of.noun}: ${JSON.stringify(moves[0])}`;
  return { what, command: createResourceCommand, target, moves };
}

const cases: readonly Case[] = [
  created("auth0-api", [
    { type: "https://mine.example/" },
    { type: "Mine" },
    { type: "read:mine" },
    { pick: "PS256" },
    { pick: "On" },
    { pick: ["Offline access", "Another token lifetime", "No users"] },
    { type: "3600" },
  ]),
  created("auth0-application", [
    { type: "Mine" },
    { pick: "Single Page" },
    { type: "https://a.example/cb" },
    { type: "https://a.example/out" },
    { type: "https://a.example" },
  ]),
  created("auth0-connection", [{ type: "mine" }, { pick: "Fair" }, { pick: "Anybody" }]),
  created("auth0-user", [
    { pick: "users" },
    { pick: "Shop" },
    { type: "eve@example.com" },
    { pick: "Type it" },
    { type: "Correct-Horse-9" },
  ]),
  created("client-grant", [
    { pick: "For its users" },
    { pick: "Shop" },
    { pick: "Orders" },
    { pick: ["write:orders"] },
  ]),
  created("azure-api", [
    { type: "Mine" },
    { type: "mine" },
    { type: "https://mine.example" },
    { pick: "Not required" },
  ]),
  created("authorization-server", [
    { pick: "Auth0 tenant" },
    { pick: "Bills" },
    { type: "Mine" },
    { pick: "Shop" },
    { pick: "That of the application" },
    { pick: "Client credentials" },
  ]),
  created("authorization-server", [
    { pick: "Microsoft Entra ID" },
    { type: "contoso.com" },
    { type: "Mine" },
    { type: "client" },
    { type: "the-secret" },
    { pick: "Client credentials" },
    { pick: "Basic" },
  ]),
  created("authorization-server", [
    { pick: "Another one, by hand" },
    { type: "Mine" },
    { type: "https://id.example/authorize" },
    { type: "https://id.example/token" },
    { type: "https://id.example/" },
    { type: "client" },
    { type: "the-secret" },
    { pick: "Implicit" },
    { pick: "None" },
  ]),
  created("openid-provider", [
    { pick: "by hand" },
    { type: "Mine" },
    { type: "For all" },
    { type: endpoint },
    { type: "client" },
    { type: "the-secret" },
  ]),
  created("credential-provider", [
    { pick: "by hand" },
    { type: "CRM" },
    { pick: "Authorization code" },
    { type: "https://crm.example/token" },
    { type: "https://crm.example/authorize" },
    { type: "client" },
    { type: "the-secret" },
    { type: "read" },
  ]),
  created(
    "credential-connection",
    [{ type: "shop" }, { pick: "Client credentials" }, { type: "client" }, { type: "the-secret" }],
    "crm",
  ),
  created("product", [
    { type: "Open House" },
    { type: "For all" },
    { pick: "Not required" },
    { pick: "Published" },
  ]),
  created("product-api", [{ pick: "Basic Calculator" }], "gold"),
  created("subscription", [
    { type: "Partners" },
    { pick: "Silver" },
    { type: "/users/7" },
    { pick: "Suspended" },
  ]),
  created("named-value", [{ type: "key" }, { pick: "Secret" }, { type: "hunter2" }]),
  created("named-value", [{ type: "key" }, { pick: "Plain" }, { type: "contoso" }]),
  created("backend", [{ type: "Orders" }, { type: "https://orders.example" }, { pick: "SOAP" }]),
  created("version-set", [
    { type: "Mine" },
    { type: "For all" },
    { pick: "Header" },
    { type: "Api-Version" },
  ]),
  created("policy-fragment", [{ type: "mine" }, { type: "For all" }]),
  {
    what: "Import API…",
    command: importApiCommand,
    target: { kind: "instance", account: principal, instance: contosoApim, value: contosoApim },
    moves: [
      { pick: "From a file" },
      { type: "Mine" },
      { type: "mine" },
      { type: "https://mine.example" },
      { pick: "Not required" },
      { pick: ["Gold"] },
    ],
  },
  {
    what: "Add Scope…",
    command: (services) => commandOf(scopeCommands(services), commandIds.addScope),
    moves: [{ pick: "Orders" }, { type: "pay:orders" }, { type: "Pay orders" }],
  },
  {
    what: "Create Instance…",
    command: createInstanceCommand,
    moves: [
      { pick: "Contoso" },
      { pick: "contoso" },
      { pick: "Consumption" },
      { pick: "northeurope" },
      { type: "contoso-new" },
      { type: "Contoso" },
      { type: "admin@contoso.com" },
    ],
  },
  {
    what: "Protect API…",
    command: protectApiCommand,
    target: api,
    moves: [{ pick: "User name and password" }, { type: "shop" }, { type: "correct horse" }],
  },
  {
    what: "Protect API… by a certificate",
    command: protectApiCommand,
    target: api,
    moves: [{ pick: "$(verified) Certificate" }, { pick: "other" }],
  },
  {
    what: "Secure API with Microsoft Entra ID",
    command: secureWithEntraCommand,
    target: api,
    moves: [
      { type: id },
      { type: id },
      { type: "api://mine" },
      { pick: "1" },
      { type: "" },
      { pick: "validate-azure-ad-token" },
      { type: id },
      { type: "wJ~8Q-secret" },
      { type: "my_scope" },
    ],
  },
];

/** Where a page differs without anything else being planned. */
function same(page: string): string {
  return page.replace(/nonce="[^"]*"|nonce-[\w+/=]+/g, "");
}

suite("answers survive", () => {
  setup(() => {
    window.panels.length = 0;
  });
  teardown(() => {
    window.onPanel = () => {};
    window.opens = undefined;
  });

  for (const { what, command, target, moves } of cases) {
    test(`a page that leads back to the questions: Enter alone makes the same plan again (${what})`, async () => {
      const { services } = await shellWithAll();
      const pages: string[] = [];
      window.onPanel = (panel) => {
        // what is to be registered before, and no plan
        if (panel.viewType === "auth0Apim.entraSteps") return;
        pages.push(same(panel.webview.html));
        person.moves = Array(20).fill("enter");
        panel.press(pages.length === 1 ? "answers" : "cancel");
      };
      person.moves = [...moves];
      await runCommand(command(services), target && { target }, services.logger);
      assert.equal(pages.length, 2, person.heard || person.complaint);
      assert.equal(pages[1], pages[0]);
      const secrets = person.prompts.slice(moves.length).filter(({ password }) => password);
      assert.ok(secrets.every(({ value }) => value !== ""));
      assert.deepEqual(person.messages.at(-1)?.buttons, ["Show the Plan Again", "Change Answers"]);
    });
  }

  const instance = cases.find(({ what }) => what === "Create Instance…") ?? assert.fail();

  test("what cannot be planned is said, and leads back to the questions or is tried again", async () => {
    const shell = await shellWithAll();
    const calls: string[] = [];
    shell.azure.findDeletedInstance = async ({ serviceName }) => {
      calls.push(serviceName);
      if (calls.length === 1) throw new Failure("unreachable", "Azure cannot be reached.");
      return serviceName === "contoso-new";
    };
    window.onPanel = (panel) => panel.press("cancel");
    person.presses = ["Try Again", "Change Answers"];
    const again: Moves = ["enter", "enter", "enter", "enter", { type: "contoso-newer" }, "enter", "enter"];
    person.moves = [...instance.moves, ...again];
    await runCommand(instance.command(shell.services), undefined, shell.services.logger);
    assert.deepEqual(calls, ["contoso-new", "contoso-new", "contoso-newer"]);
    const [unreachable, kept] = person.messages;
    assert.deepEqual([unreachable?.modal, unreachable?.buttons], [true, ["Try Again", "Change Answers"]]);
    assert.match(kept?.text ?? "", /contoso-new was deleted less than 48 hours ago/);
    assert.match(kept?.detail ?? "", /take another name/);
    assert.equal(window.panels.length, 1);
  });

  /** A product whose creation the service refuses once. */
  async function refusedProduct() {
    const shell = await shellWithAll();
    const taken = new Failure("rejected", "A product has this name already.");
    shell.azure.calls.failNext("create azure-product", taken);
    return shell;
  }
  const product = cases.find(({ what }) => what.startsWith("product:")) ?? assert.fail();
  const make = (shell: Shell) =>
    runCommand(
      product.command(shell.services),
      product.target && { target: product.target },
      shell.services.logger,
    );
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  test("what the cloud refuses leads back from the message; the plan that made nothing is kept no longer", async () => {
    const shell = await refusedProduct();
    window.onPanel = (panel) => {
      panel.turn(false);
      panel.press("apply");
    };
    person.moves = [...product.moves, { type: "Mine too" }, "enter", "enter", "enter"];
    person.presses = ["Change Answers"];
    await make(shell);
    await settled();
    assert.equal(person.messages[0]?.buttons[0], "Change Answers", person.messages[0]?.text);
    assert.equal(person.prompts[product.moves.length]?.value, "Open House");
    assert.ok(shell.azure.stores.products.all.some(({ value }) => value.displayName === "Mine too"));
    assert.deepEqual(
      (await shell.services.journals.list()).map(({ title }) => title.includes("Mine too")),
      [true],
    );
  });

  test("it leads back from the page as well", async () => {
    const shell = await refusedProduct();
    window.onPanel = (panel) => panel.press("apply");
    person.moves = [...product.moves];
    await make(shell);
    person.moves = Array(4).fill("enter");
    window.panels[0]?.press("answers");
    await settled();
    assert.ok(shell.azure.stores.products.all.some(({ value }) => value.displayName === "Open House"));
    assert.equal(shell.services.planTabs.size, 1);
  });

  test("of a plan that made something other answers are not taken", async () => {
    const shell = await shellWithAll();
    window.onPanel = (panel) => panel.press("apply");
    person.moves = [...product.moves];
    await make(shell);
    assert.ok(!window.panels[0]?.webview.html.includes('data-action="answers"'));
    assert.ok(!person.messages.at(-1)?.buttons.includes("Change Answers"));
  });

  test("the choices of Secure API with Auth0 are suggested again, one by one", async () => {
    const shell = await shellWithAll();
    window.onPanel = (panel) => {
      if (window.panels.length > 1) return panel.press("cancel");
      person.moves = ["enter", "enter", "escape"];
      panel.press("answers");
    };
    person.moves = [{ pick: "Choose Each" }, { pick: "Bills" }, ...Array<"enter">(20).fill("enter")];
    const run = (argument: unknown) =>
      runCommand(secureApiCommand(shell.services), argument, shell.services.logger);
    commands.registerCommand("auth0Apim.secureApi", run);
    await run({ target: api });
    const [first, which] = person.prompts.slice(-3);
    assert.deepEqual(first?.picked, ["$(list-ordered) Choose Each…"]);
    assert.match(first?.lines?.[0] ?? "", /Use What You Chose/);
    assert.match(which?.picked?.[0] ?? "", /Bills/);
  });
});
