import assert from "node:assert/strict";
import { hardToRead } from "./contrast.ts";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const services = "API Management";
const api = "Basic Calculator";
const operation = "Subtract two integers";

/** A partner's tokens in one branch, nobody's in the other. */
const choose = [
  "<policies>",
  "  <inbound>",
  "    <base />",
  "    <choose>",
  '      <when condition="@(context.Request.Headers.ContainsKey(&quot;X-Partner&quot;))">',
  '        <validate-jwt header-name="Authorization">',
  '          <openid-config url="https://partner.example/.well-known/openid-configuration" />',
  "          <audiences><audience>calc</audience></audiences>",
  "          <issuers><issuer>https://partner.example/</issuer></issuers>",
  "        </validate-jwt>",
  "      </when>",
  "    </choose>",
  "  </inbound>",
  "</policies>",
].join("\n");

const withoutBase = "<policies>\n  <inbound>\n  </inbound>\n</policies>";

suite("an API around which policies decide already", () => {
  let workbench: Workbench;
  let broken = false;

  // Each step goes on where the one before it stopped.
  setup(function () {
    if (broken) this.skip();
  });

  suiteSetup(async () => {
    const settings = { "workbench.colorTheme": "Default Dark Modern" };
    workbench = await Workbench.open({ pictures: "ui/reservations", settings });
  });

  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });

  teardown(async function () {
    if (this.currentTest?.state !== "failed") return;
    broken = true;
    await workbench.picture(`failed ${this.currentTest.title}`);
  });

  /** Replaces the text of the policy that is open, and saves it by hand. */
  async function write(text: string): Promise<void> {
    const { page } = workbench;
    await page.locator(".tab.active", { hasText: "policy.xml" }).waitFor();
    await page.locator(".editor-instance .view-line").first().waitFor();
    await workbench.replaceText(text);
    await page.locator(".tab.active.dirty").waitFor();
    await page.keyboard.press("Control+S");
    await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    await workbench.command("View: Close All Editors");
    await page.locator(".editor-instance").waitFor({ state: "detached" });
  }

  test("somebody has written policies for the API and for one of its operations", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(380);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().click();
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.clearNotifications();
    await workbench.command("Auth0 for APIM: Open Policy");
    await workbench.choose("Choose an API of API Management", api);
    await write(choose);
    await workbench.row(services, "Authorization Servers").waitFor();
    await workbench.expand(services, api);
    await workbench.expand(services, "Operations");
    await workbench.contextMenu(workbench.row(services, new RegExp(operation)), "Open Policy");
    await workbench.choose(/Inherited: the policy of/, /Create a policy for/);
    await write(withoutBase);
  });

  test("the plan names each with its place before anything is written, in dark and in light", async () => {
    const row = workbench.row(services, api);
    await workbench.contextMenu(row, "Secure API with Auth0");
    await workbench.choose(/The plan is shown before/, "Use What Is Suggested");
    await workbench.prompt(/What becomes of it/);
    await workbench.picture("1 choices");
    await workbench.page.setViewportSize({ width: 550, height: 900 });
    const cut =
      "[...document.querySelectorAll('.quick-input-list .label-name')].filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > one.closest('.quick-input-list').getBoundingClientRect().right).map((one) => one.textContent)";
    assert.deepEqual(await workbench.page.evaluate(cut), [], "a line is cut");
    await workbench.picture("1 choices narrow");
    await workbench.page.setViewportSize({ width: 1440, height: 900 });
    await workbench.take(/What becomes of it/, "Leave It and Insert No Check");
    const plan = workbench.webview();
    await plan.getByText("the API is not known to be secured").waitFor();
    const places = await plan.locator(".reservations button").allInnerTexts();
    assert.deepEqual(places, [
      "line 4 of the policy of “Basic Calculator”",
      "line 2 of the policy of the operation “Subtract two integers” (GET /sub)",
    ]);
    assert.equal(await plan.locator('[data-change="policy"]').count(), 0);
    await workbench.clearNotifications();
    await workbench.page.locator(".monaco-workbench.vs-dark").waitFor();
    assert.deepEqual(await hardToRead(plan.locator(".tag, dt, dd, h3, .line")), []);
    await workbench.picture("1 plan dark");
    await workbench.command("Preferences: Toggle between Light/Dark Themes");
    await workbench.page.locator(".monaco-workbench.vs").waitFor();
    await plan.locator("body.vscode-light").waitFor();
    assert.deepEqual(await hardToRead(plan.locator(".tag, dt, dd, h3, .line")), []);
    await workbench.picture("2 plan light");
  });

  test("a place leads to its line", async () => {
    await workbench.webview().getByRole("button", { name: "line 4 of the policy" }).click();
    await workbench.page.locator(".statusbar-item", { hasText: /^Ln 4, Col 1/ }).waitFor();
    await workbench.picture("3 at the line");
    await workbench.page.locator(".tab", { hasText: "Review: Secure" }).click();
  });

  test("applied, it calls the API linked and not secured", async () => {
    await workbench.webview().getByRole("button", { name: "Apply" }).click();
    const told = workbench.webview().locator(".banner", { hasText: "not known to be secured" });
    await told.waitFor();
    assert.doesNotMatch((await told.innerText()) ?? "", /is secured with Auth0|All \d+ changes/);
    await workbench.webview().getByText("not known to be secured").first().waitFor();
    await workbench.picture("4 result light");
    await workbench.clearNotifications();
  });

  test("a test of the link offers the policy at its line", async () => {
    // The tree is read anew after a plan, which closes a menu that is open.
    await workbench.row(services, api).getByText("→ Basic Calculator").waitFor();
    await workbench.contextMenu(workbench.row(services, api), "Test Link");
    await workbench.dialogButton("Create and Test");
    const page = workbench.webview();
    await page.getByRole("heading", { name: "With a token" }).waitFor();
    await workbench.clearNotifications();
    assert.deepEqual(await hardToRead(page.locator(".tag, dt, dd, .status")), []);
    await workbench.picture("5 tested light");
    await page.getByRole("button", { name: /^Open Policy/ }).click();
    await workbench.page.locator(".tab.active", { hasText: "policy.xml" }).waitFor();
  });
});
