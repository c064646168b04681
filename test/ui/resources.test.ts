import assert from "node:assert/strict";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const tenants = "Auth0 Tenants";
const instances = "API Management";

suite("resources, as a person creates, copies, rotates and deletes them", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/resources" });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const page = () => workbench.webview();
  const clipboard = () => workbench.page.evaluate<string>("navigator.clipboard.readText()");
  /** What the sandbox granted of requests of this kind. */
  const granted = (method: string, path: RegExp): readonly Exchange[] =>
    workbench.exchanges().filter((one) => one.method === method && path.test(one.url) && one.status < 300);
  /** The secrets that the authorization server was given, in this order. */
  const secretsGiven = (): readonly string[] =>
    ["PUT", "PATCH"].flatMap((method) =>
      granted(method, /\/authorizationServers\//i).map(
        ({ requestBody }) => JSON.parse(requestBody).properties.clientSecret,
      ),
    );
  const answer = async (question: string | RegExp, text: string) => {
    await workbench.prompt(question);
    await workbench.answer(text);
  };
  const apply = async (heading: string) => {
    await page().getByText(heading).first().waitFor();
    await page()
      .getByRole("button", { name: /^Apply/ })
      .click();
    await page().locator(".banner.pass").waitFor();
  };

  test("an API by the palette: a wrong identifier is refused where it is typed", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(420);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().click();
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.row(tenants, "APIs").waitFor();
    await workbench.clearNotifications();
    await workbench.command("Auth0 for APIM: Create…");
    await workbench.choose(/Choose what it is/, "Auth0 API");
    await answer(/Identifier: the audience/, "my orders");
    await workbench.prompt("An identifier has no spaces.");
    await workbench.picture("1 refused where it is typed");
    await workbench.answer("https://orders.example/");
    await answer(/Name of the API/, "Orders");
    await answer(/Its scopes/, "read:orders, write:orders");
    await workbench.choose(/How its tokens are signed/, "RS256");
    await workbench.choose(/only the permissions that were assigned/, "Off");
    await workbench.accept(/other than usual/);
    await apply("Create the Auth0 API “Orders”");
    assert.equal(granted("POST", /\/api\/v2\/resource-servers$/).length, 1);
    await workbench.expand(tenants, "Orders");
    await workbench.expand(tenants, "Scopes");
    await workbench.row(tenants, "read:orders").waitFor();
    await workbench.picture("2 an API that was created");
  });

  test("an application by its group's button", async () => {
    await workbench.clearNotifications();
    const group = workbench.row(tenants, "Applications");
    await workbench.inlineButton(group, "Create…");
    await answer(/Name of the application/, "Shop");
    await workbench.choose(/What kind of application/, "Regular Web");
    await answer(/Where users may be sent back to/, "https://shop.example/callback");
    await workbench.accept(/after they have signed out/);
    await apply("Create the application “Shop”");
    assert.equal(granted("POST", /\/api\/v2\/clients$/).length, 1);
  });

  test("its client secret is copied, and shown nowhere", async () => {
    await workbench.clearNotifications();
    await workbench.expand(tenants, "Applications");
    const shop = workbench.row(tenants, "Shop");
    await shop.waitFor();
    await workbench.contextMenu(shop, "Copy Client Secret");
    await workbench.notification("is on the clipboard, and was shown nowhere").waitFor();
    const secret = await clipboard();
    assert.match(secret, /^[\w-]{30,}$/);
    assert.ok(!(await workbench.page.content()).includes(secret));
  });

  test("an authorization server is begun from the tenant: its API, its application, its secret", async () => {
    await workbench.clearNotifications();
    const group = workbench.row(instances, "Authorization Servers");
    await workbench.inlineButton(group, "Create…");
    await workbench.choose(/Who signs the users in/, /Auth0 tenant/);
    await workbench.choose(/Which API are its tokens for/, "Orders");
    await workbench.accept(/Name of the server/);
    await workbench.choose(/Which application does the developer portal sign in with/, "Shop");
    await workbench.choose(/Which client secret does it get/, "That of the application");
    await workbench.choose(/How tokens are asked for/, "Authorization code");
    await apply("Create the authorization server “Auth0 (Orders)”");
    assert.deepEqual(secretsGiven(), [await clipboard()]);
  });

  test("the secret is rotated by a plan with the server that holds it, and then copied", async () => {
    const before = await clipboard();
    await workbench.clearNotifications();
    await workbench.contextMenu(workbench.row(tenants, "Shop"), "Rotate Client Secret…");
    await page().getByText("The old secret stops working at once").waitFor();
    await page()
      .getByText("Give the new client secret to the authorization server “Auth0 (Orders)”")
      .first()
      .waitFor();
    await workbench.picture("3 what rotating means");
    await apply("Rotate the client secret of the application “Shop”");
    assert.equal(granted("POST", /\/rotate-secret$/).length, 1);
    await page().getByText("New client secret of").waitFor();
    await workbench.picture("4 a new secret");
    await page().getByRole("button", { name: "Copy" }).click();
    await page().getByText("Copied").waitFor();
    const after = await clipboard();
    assert.notEqual(after, before);
    assert.deepEqual(secretsGiven(), [before, after]);
  });

  test("an application goes by a plan that says what breaks, and the tree says so", async () => {
    await workbench.clearNotifications();
    await workbench.contextMenu(workbench.row(tenants, "Shop"), "Delete…");
    await page().getByText("“Auth0 (Orders)” of contoso-apim signs in with it").waitFor();
    await workbench.picture("5 what deleting breaks");
    await apply("Delete the application “Shop”");
    await workbench.noRow(tenants, /^Shop/);
    assert.equal(granted("DELETE", /\/api\/v2\/clients\//).length, 1);
  });

  test("an API is linked to what is there, and each side leads to the other", async () => {
    await workbench.clearNotifications();
    await workbench.expand(instances, "APIs");
    await workbench.contextMenu(workbench.row(instances, "Basic Calculator"), "Link to Existing…");
    await workbench.choose(/Choose what to link it to; nothing is created/, "Orders");
    await page().getByText("Secure “Basic Calculator” with Auth0").first().waitFor();
    await workbench.picture("6 a link that creates nothing");
    await apply("Insert validate-jwt");
    await workbench.contextMenu(workbench.row(instances, /^Basic Calculator/), "Go to the Other Side");
    await workbench
      .tree(tenants)
      .getByRole("treeitem", { name: /^Orders/, selected: true })
      .waitFor();
    await workbench.picture("7 the other side");
    await workbench.contextMenu(workbench.row(tenants, /^Orders/), "Go to the Other Side");
    await workbench
      .tree(instances)
      .getByRole("treeitem", { name: /^Basic Calculator/, selected: true })
      .waitFor();
  });

  test("an Auth0 API that is dropped on an API begins a link between the two", async () => {
    await workbench.drag(workbench.row(tenants, /^Orders/), workbench.row(instances, /^Basic Calculator/));
    await workbench.prompt(/The plan is shown before/);
    await workbench.page.locator(".quick-input-list .focused", { hasText: "Orders" }).waitFor();
    await workbench.picture("8 dropped");
    await workbench.page.keyboard.press("Escape");
  });
});
