import assert from "node:assert/strict";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const tenants = "Auth0 Tenants";

suite("an Auth0 tenant's things, by the keyboard only", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/auth0-kinds" });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  /** Bodies of what the sandbox granted of requests of this kind. */
  const granted = (method: string, path: RegExp): readonly string[] =>
    workbench
      .exchanges()
      .filter((one) => one.method === method && path.test(one.url) && one.status < 300)
      .map(({ requestBody }) => requestBody);
  const answer = async (question: string | RegExp, text: string) => {
    await workbench.prompt(question);
    await workbench.answer(text);
  };
  const create = async (noun: string) => {
    await workbench.clearNotifications();
    await workbench.command("Auth0 for APIM: Create…");
    await workbench.take(/Choose what it is/, noun);
  };
  const apply = async (heading: string) => {
    const page = workbench.webview();
    await page.getByText(heading).first().waitFor();
    await page.getByRole("button", { name: /^Apply/ }).press("Enter");
    await page.locator(".banner.pass").waitFor();
  };

  test("a database connection", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(420);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().press("Enter");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.row(tenants, "APIs").waitFor();
    await create("Connection");
    await answer(/Name of the database connection/, "two words");
    await workbench.prompt(/letters and digits, and single dashes/);
    await workbench.answer("orders-users");
    await workbench.take(/How strong must passwords be/, "Excellent");
    await workbench.take(/Who makes its users/, "You do");
    await apply("Create the connection “orders-users”");
    assert.match(granted("POST", /\/connections$/)[0] ?? "", /"disable_signup":true/);
  });

  test("an API with scopes, and one more of them", async () => {
    await create("Auth0 API");
    await answer(/Identifier: the audience/, "https://orders.example/");
    await answer(/Name of the API/, "Orders");
    await answer(/Its scopes/, "read:orders");
    await workbench.take(/How its tokens are signed/, "RS256");
    await workbench.take(/only the permissions that were assigned/, "Off");
    await workbench.accept(/other than usual/);
    await apply("Create the Auth0 API “Orders”");
    await workbench.command("Auth0 for APIM: Add Scope…");
    await workbench.take(/Choose the Auth0 API/, "Orders");
    await answer(/The scope, as it stands in tokens/, "write:orders");
    await answer(/What a user reads/, "Write orders");
    await apply("Change the Auth0 API “Orders”");
    assert.match(granted("PATCH", /\/resource-servers\//)[0] ?? "", /read:orders.*write:orders/);
  });

  test("an application that may ask for its tokens, and sign users in with the connection", async () => {
    await create("Application");
    await answer(/Name of the application/, "Desk");
    await workbench.take(/What kind of application/, "Machine to Machine");
    await apply("Create the application “Desk”");
    await create("Client grant");
    await workbench.take(/What the application may get tokens for/, "For itself");
    await workbench.take(/Which application may ask for tokens/, "Desk");
    await workbench.take(/For which API/, "Orders");
    await workbench.accept(/Which scopes may its tokens have/);
    await workbench.webview().getByText("Create the client grant “Desk on Orders”").first().waitFor();
    await workbench.picture("1 names on a plan");
    await apply("Create the client grant “Desk on Orders”");
    assert.match(granted("POST", /\/client-grants$/)[0] ?? "", /"scope":\["read:orders","write:orders"\]/);
    await workbench.command("Auth0 for APIM: Enable Connections…");
    await workbench.take(/Choose the application/, "Desk");
    await workbench.prompt(/Which connections/);
    // the box in front of all lines, which is a key away once the lines are there
    const box = workbench.page.locator(".quick-input-header").getByRole("checkbox").first();
    await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "orders-users" }).waitFor();
    await box.focus();
    await workbench.page.keyboard.press("Space");
    await workbench.page.locator(".quick-input-count", { hasText: "1 Selected" }).waitFor();
    await workbench.quickInput().first().focus();
    await workbench.accept(/Which connections/);
    await apply("Enable the connection “orders-users” for the application “Desk”");
    assert.equal(granted("PATCH", /\/connections\/[^/]+\/clients$/).length, 1);
  });

  test("a user with a password that is made up, and shown once", async () => {
    await create("User");
    await workbench.take(/In which database/, "orders-users");
    await answer(/E-mail address/, "ada@example.com");
    await workbench.take(/Which password/, "Make one up");
    await apply("Create the user “ada@example.com”");
    await workbench.webview().getByText("Write this down now").waitFor();
    await workbench.picture("1 a password that is shown once");
    assert.equal(granted("POST", /\/users$/).length, 1);
  });

  test("the settings of the tenant, which cannot be saved and say why", async () => {
    await workbench.command("Auth0 for APIM: Open Document");
    await workbench.take(/Choose what it is/, "Tenant settings");
    await workbench.take(/Choose the tenant settings/, "settings");
    await workbench.page
      .getByText(/Read only\. The settings of a tenant/)
      .first()
      .waitFor();
    await workbench.picture("2 settings that are read only");
  });
});
