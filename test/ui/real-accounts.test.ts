import assert from "node:assert/strict";
import { instancePath } from "../../src/domain/instance-path.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import { auth0Api } from "../../src/resources/kinds/auth0-api.ts";
import { apimTag } from "../../src/resources/kinds/tag.ts";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import { commandIds } from "../../src/shell/ids.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { titleOf } from "../support/manifest-menus.ts";
import { startTestSandbox } from "../support/sandbox.ts";
import { openAuth0, openAzure, sandboxCalculator } from "../support/sandbox-accounts.ts";
import { TreeKeys } from "./tree-keys.ts";
import { Workbench } from "./workbench.ts";

const tenants = "Auth0 Tenants";
const instances = "API Management";
/** What the sandbox calls its subscription. */
const subscription = "Sandbox subscription";
const cloud = "Contoso cloud";
const portal = "https://portal.contoso.example";

/** How an entry of a row's menu is chosen. */
type Hand = "mouse" | "keyboard";

/**
 * A sandbox of this process stands in for both clouds: the extension knows nothing of it but what a person types, as with any tenant
 * and any cloud of Azure's kind, and gives it all actions of real accounts.
 */
suite("accounts of other clouds than the sandbox, by mouse and by keyboard", function () {
  let workbench: Workbench;
  let sandbox: RunningSandbox;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    sandbox = await startTestSandbox({ record: recordExchange });
    const { azure, ca } = sandbox.info;
    workbench = await Workbench.open({
      pictures: "ui/real-accounts",
      settings: {
        // a tooltip would lie over the next row
        "workbench.hover.delay": 60_000,
        // else VS Code puts the certificates of the system in the place of those that Node.js is given
        "http.systemCertificates": false,
        "microsoft-sovereign-cloud.environment": "custom",
        "microsoft-sovereign-cloud.customEnvironment": {
          name: cloud,
          portalUrl: portal,
          activeDirectoryEndpointUrl: azure.authorityHost,
          activeDirectoryResourceId: azure.resourceManager,
          resourceManagerEndpointUrl: azure.resourceManager,
          managementEndpointUrl: azure.resourceManager,
        },
      },
      env: { NODE_EXTRA_CA_CERTS: ca },
    });
    await workbench.page
      .context()
      .route(/^https:\/\/(?:manage\.auth0\.com|portal\.contoso\.example)\//, (route) =>
        route.fulfill({ body: "the cloud's own page" }),
      );
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await sandbox?.stop();
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const answer = async (question: string | RegExp, text: string) => {
    await workbench.prompt(question);
    await workbench.answer(text);
  };
  /** A tenant without a name is called by its domain. */
  const tenant = () => sandbox.info.auth0.domain;
  const command = (id: string) => workbench.command(`Auth0 for APIM: ${titleOf(id)}`);

  async function connectTenant(): Promise<void> {
    const { domain, clientId, clientSecret } = sandbox.info.auth0;
    await command(commandIds.connectAuth0);
    await answer("How do you want to sign in to the tenant?", "Client Secret");
    await answer(/Domain of the tenant/, domain);
    await answer(/Client ID of a machine-to-machine application/, clientId);
    await answer(/Client secret of that application/, clientSecret);
    await workbench.notification(`The Auth0 tenant ${tenant()} is connected.`).waitFor();
    await workbench.row(tenants, tenant()).waitFor();
    await workbench.clearNotifications();
  }

  async function signInToAzure(): Promise<void> {
    const { tenantId, clientId, clientSecret } = sandbox.info.azure;
    await command(commandIds.signInToAzure);
    await answer(`How do you want to sign in to ${cloud}?`, "Service principal with a secret");
    await answer(/Directory \(tenant\) ID/, tenantId);
    await answer(/Application \(client\) ID/, clientId);
    await answer(/Client secret of the service principal/, clientSecret);
    await workbench.notification("which sees 1 subscription").waitFor();
    await workbench.row(instances, subscription).waitFor();
    await workbench.clearNotifications();
  }

  /** Chooses an entry of a row's menu, once without the mouse and once with it. */
  async function choose(tree: string, label: string | RegExp, id: string, hand: Hand): Promise<void> {
    if (hand === "mouse") {
      await workbench.contextMenu(workbench.row(tree, label), titleOf(id));
      return;
    }
    const keys = new TreeKeys(workbench, tree);
    await workbench.drawn();
    await keys.walkTo(label);
    await keys.choose(titleOf(id));
  }

  /** Presses a button in the title of a view, which VS Code shows where the mouse is. */
  async function pressInTitle(tree: string, id: string): Promise<void> {
    const header = workbench.page.locator(".pane", { has: workbench.tree(tree) }).locator(".pane-header");
    await header.hover();
    await header.getByRole("button", { name: titleOf(id) }).click();
  }

  /** The address of the page that opens in a tab of its own, which is then closed. */
  async function opened(begin: () => Promise<void>): Promise<string> {
    const other = workbench.page.context().waitForEvent("page");
    await begin();
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await dialog.filter({ hasText: "open the external website" }).waitFor();
    await workbench.page.keyboard.press("Enter");
    const page = await other;
    await page.waitForURL(/^https:/);
    const address = page.url();
    await page.close();
    return address;
  }

  const hands: readonly Hand[] = ["keyboard", "mouse"];
  const { signal } = new AbortController();

  test("a tenant and a cloud of one's own are connected by what is typed", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(460);
    await connectTenant();
    await signInToAzure();
    await workbench.picture("1 connected");
  });

  test("Rename: a tenant has the name in its row, an account in what is said of it", async () => {
    let label = tenant();
    for (const hand of hands) {
      const name = `Contoso by ${hand}`;
      await choose(tenants, label, commandIds.renameTenant, hand);
      await answer(/What is the tenant .* to be called here/, name);
      await workbench.row(tenants, name).waitFor();
      label = name;
    }
    for (const hand of hands) {
      const name = `Robot by ${hand}`;
      await choose(instances, subscription, commandIds.renameAzureAccount, hand);
      await answer(/to be called here\? Empty for that name/, name);
      await workbench.told(`The account is called ${name}.`).waitFor();
    }
    await workbench.picture("2 renamed");
    await choose(tenants, label, commandIds.renameTenant, "keyboard");
    await answer(/What is the tenant .* to be called here/, "");
    await workbench.row(tenants, tenant()).waitFor();
  });

  test("Connect Again asks for the secret alone, and says what is wrong with it", async () => {
    for (const hand of hands) {
      await choose(tenants, tenant(), commandIds.reconnectAuth0, hand);
      await answer(/Client secret of that application/, "not-the-secret");
      await workbench.prompt(/refused the client id or the client secret/);
      await workbench.answer(sandbox.info.auth0.clientSecret);
      await workbench.notification(`The Auth0 tenant ${tenant()} is connected.`).waitFor();
      await workbench.clearNotifications();
    }
  });

  test("Open in Browser leads to the page of each cloud", async () => {
    for (const hand of hands) {
      const dashboard = await opened(() => choose(tenants, tenant(), commandIds.openInBrowser, hand));
      assert.equal(dashboard, "https://manage.auth0.com/");
      const page = await opened(() => choose(instances, subscription, commandIds.openInBrowser, hand));
      assert.equal(page, `${portal}/#resource/subscriptions/${sandbox.info.azure.subscriptionId}`);
    }
  });

  test("Refresh shows what somebody else has made meanwhile", async () => {
    await workbench.expand(tenants, "APIs");
    await workbench.row(tenants, "Auth0 Management API").waitFor();
    const apis = storeIn(await openAuth0(sandbox.info), auth0Api);
    for (const hand of hands) {
      const name = `Made beside the ${hand}`;
      const identifier = `https://${hand}.example/`;
      await apis.create(
        { kind: auth0Api.id, owner: sandbox.info.auth0.domain },
        { name, identifier, signingAlgorithm: "RS256" },
        signal,
      );
      await choose(tenants, "APIs", commandIds.refreshItem, hand);
      await workbench.row(tenants, name).waitFor();
    }
    await workbench.expand(instances, subscription);
    await workbench.expand(instances, "contoso-apim");
    await workbench.expand(instances, "Tags");
    await workbench.row(instances, /^No /).waitFor();
    const owner = instancePath(sandboxCalculator(sandbox.info).instance);
    const tags = storeIn(await openAzure(sandbox.info), apimTag);
    for (const hand of hands) {
      const name = `Tag beside the ${hand}`;
      await tags.create({ kind: apimTag.id, owner, id: hand }, { displayName: name }, signal);
      await choose(instances, "Tags", commandIds.refreshItem, hand);
      await workbench.row(instances, name).waitFor();
    }
    await workbench.picture("3 refreshed");
  });

  test("a list that fails is tried again, and one that takes long is stopped", async () => {
    const fails = sandbox.faults.add({ service: "auth0", path: "/api/v2/clients", status: 400 });
    const failed = /HTTP 400/;
    await workbench.expand(tenants, "Applications");
    await workbench.row(tenants, failed).waitFor();
    await choose(tenants, failed, commandIds.retryLoading, "keyboard");
    await workbench.drawn();
    fails();
    await choose(tenants, failed, commandIds.retryLoading, "mouse");
    await workbench.noRow(tenants, failed);
    const hangs = sandbox.faults.add({ service: "auth0", path: "/api/v2/connections", hang: true });
    await workbench.expand(tenants, "Connections");
    await pressInTitle(tenants, commandIds.stopLoading);
    await workbench.row(tenants, /^Stopped\. Click to load again/).waitFor();
    hangs();
  });

  test("which subscriptions are shown is chosen by the view's button", async () => {
    for (const shown of ["0 of 1 subscription is shown", "1 of 1 subscription is shown"]) {
      await pressInTitle(instances, commandIds.filterSubscriptions);
      await workbench.prompt(/Choose Subscriptions/);
      // the box in front of all lines
      await workbench.page.keyboard.press("Shift+Tab");
      await workbench.page.keyboard.press("Space");
      await workbench.page.keyboard.press("Tab");
      await workbench.page.keyboard.press("Enter");
      await workbench.told(shown).waitFor();
    }
    await workbench.row(instances, subscription).waitFor();
  });

  test("a row shows which scopes are needed, and the palette the log", async () => {
    for (const hand of hands) {
      await choose(tenants, tenant(), commandIds.showManagementScopes, hand);
      await workbench.webview().getByRole("heading", { name: "The way there" }).waitFor();
      await workbench.command("View: Close All Editors");
      await workbench.page.locator(".tab").first().waitFor({ state: "detached" });
    }
    await command(commandIds.showLog);
    await workbench.page.locator(".part.panel .view-line").first().waitFor();
    await workbench.picture("4 log");
    await workbench.command("View: Hide Panel");
  });

  test("Disconnect and Sign Out leave nothing of an account", async () => {
    for (const hand of hands) {
      await choose(tenants, tenant(), commandIds.disconnectAuth0, hand);
      await workbench
        .notification(`The Auth0 tenant ${tenant()} is disconnected and its secret forgotten.`)
        .waitFor();
      await workbench.noRow(tenants, /./);
      await choose(instances, subscription, commandIds.signOutOfAzure, hand);
      await workbench.notification("Signed out of Azure: ").waitFor();
      await workbench.noRow(instances, /./);
      await workbench.picture(`5 gone by ${hand}`);
      await workbench.clearNotifications();
      if (hand === "mouse") continue;
      await connectTenant();
      await signInToAzure();
    }
  });
});
