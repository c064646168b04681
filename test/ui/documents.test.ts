import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { hardToRead } from "./contrast.ts";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const tenants = "Auth0 Tenants";

/** Themes by the class that the workbench then has. */
const themes = [
  ["vs-dark", "Dark Modern", "dark"],
  ["vs", "Light Modern", "light"],
  ["hc-black", "Dark High Contrast", "high contrast"],
] as const;

const orders = `{
  "name": "Orders",
  "identifier": "https://orders.example",
  "scopes": [{ "value": "read:orders", "description": "Read orders" }]
}
`;

suite("resources as documents, as a person edits them", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({
      pictures: "ui/documents",
      settings: { "files.autoSave": "afterDelay", "files.autoSaveDelay": 100 },
    });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const lens = (text: string | RegExp) =>
    workbench.page.locator(".codelens-decoration > *", { hasText: text }).first();
  const line = (text: string) =>
    workbench.page.locator(".editor-instance .view-line", { hasText: text }).first();
  /** How often the sandbox was asked for, or told of, an API of Auth0. */
  const exchanges = () => workbench.exchanges().filter(({ url }) => url.includes("/resource-servers")).length;

  const dress = async (theme: string, name: string) => {
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+T");
    await workbench.prompt(/Color Theme/);
    await workbench.quickInput().first().fill(name);
    await workbench.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.promptGone();
    await workbench.page.locator(`.monaco-workbench.${theme}`).waitFor();
  };
  const texts = () => workbench.webview().locator("h1, h2, h3, p, li, dt, dd, .tag, .quiet, .button");

  test("a new API begins as a template and is created by a reviewed plan", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(420);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().click();
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.row(tenants, "APIs").waitFor();
    await workbench.clearNotifications();
    await workbench.command("Auth0 for APIM: New from Template");
    await workbench.choose(/Choose what it is/, "Auth0 API");
    await lens("New Auth0 API, not created yet").waitFor();
    await line('"identifier"').waitFor();
    await workbench.picture("1 template");
    await workbench.replaceText(orders);
    await lens("New Auth0 API, not created yet").waitFor();
    await workbench.page.keyboard.press("Control+S");
    const page = workbench.webview();
    await page.getByText("Nothing is written before you choose Apply").waitFor();
    await page.getByText("https://orders.example").first().waitFor();
    await workbench.picture("2 review of a new one");
    await page.getByRole("button", { name: "Apply" }).click();
    await workbench.row(tenants, /^Orders/).waitFor();
    await workbench.picture("3 created");
    await workbench.clearNotifications();
  });

  test("a click in the tree opens it; what auto-save keeps is marked, and asks no cloud", async () => {
    await workbench.row(tenants, /^Orders/).click();
    await line('"https://orders.example"').waitFor();
    await workbench.picture("4 document");
    const before = exchanges();
    await workbench.goTo(3);
    await workbench.page.keyboard.press("Home");
    await workbench.page.keyboard.press("End");
    for (let count = 0; count < 2; count += 1) await workbench.page.keyboard.press("ArrowLeft");
    await workbench.page.keyboard.type(" of Contoso", { delay: 30 });
    await lens("1 change not applied").waitFor();
    assert.equal(exchanges(), before);
    for (const [theme, setting, name] of themes) {
      await dress(theme, setting);
      await lens("Discard").waitFor();
      await workbench.picture(`5 draft ${name}`);
    }
  });

  test("its review is readable in dark, light and high contrast", async () => {
    await workbench.focusEditor();
    await lens("Review").click();
    await workbench.webview().getByText("Orders of Contoso").first().waitFor();
    for (const [theme, setting, name] of themes) {
      await dress(theme, setting);
      assert.deepEqual(await hardToRead(texts()), [], name);
      await workbench.picture(`6 review ${name}`);
    }
    await workbench.webview().getByRole("button", { name: "Apply" }).click();
    await workbench.row(tenants, /^Orders of Contoso/).waitFor();
    await workbench.picture("7 applied");
  });

  test("undo takes it back, and the document shows that", async () => {
    await workbench.clearNotifications();
    await workbench
      .webview()
      .getByRole("button", { name: /^Undo 1 Change/ })
      .click();
    await workbench.dialogButton("Undo");
    await workbench.row(tenants, /^Orders(?!.*Contoso)/).waitFor();
    await workbench.clearNotifications();
    await workbench.row(tenants, /^Orders/).click();
    await line('"name": "Orders"').waitFor();
    await workbench.picture("8 undone");
  });

  test("a secret in the text is kept nowhere, and mistakes lead to no plan", async () => {
    const secret = "Pa55-w0rd-of-nobody";
    await workbench.replaceText(orders.replace('"name"', `"signing_secret": "${secret}",\n  "name"`));
    const refused = workbench.notification(/a secret stands in it/);
    await refused.waitFor();
    await workbench.picture("9 secret");
    assert.ok(!(await refused.innerText()).includes(secret));
    await workbench.replaceText(orders.replace('"name"', '"tokenlifetime": 5,\n  "name"'));
    await lens("Discard").waitFor();
    await workbench.page.locator(".monaco-editor .squiggly-error").first().waitFor();
    await workbench.clearNotifications();
    await workbench.focusEditor();
    await workbench.page.keyboard.press("Control+S");
    await workbench.notification(/No plan was made of the Auth0 API .*tokenlifetime/).waitFor();
    await workbench.picture("10 mistake");
    await workbench.clearNotifications();
  });

  test("what is fixed leads to another one, and nothing is deleted", async () => {
    await workbench.replaceText(orders.replace("https://orders.example", "https://other.example"));
    await lens("1 change not applied").waitFor();
    await workbench.page.keyboard.press("Control+S");
    const told = workbench.notification(/is fixed once it is there: Identifier/);
    await told.waitFor();
    await workbench.picture("11 fixed");
    await told.getByRole("button", { name: "Create as Another" }).click();
    await lens("New Auth0 API, not created yet").waitFor();
    await workbench.picture("12 another");
    await workbench.row(tenants, /^Orders/).waitFor();
  });

  test("the title reviews one document, and the palette all of them", async () => {
    await workbench.clearNotifications();
    await workbench.replaceText(orders.replace("https://orders.example", "https://another.example"));
    const review = workbench.webview();
    const button = workbench.page.locator(".editor-actions").getByRole("button", { name: "Review Changes" });
    await button.click();
    await review.getByText("Create the Auth0 API “Orders”").first().waitFor();
    await workbench.picture("13 reviewed by the title");
    await workbench.page.keyboard.press("Control+W");
    await workbench.page.locator(".tab", { hasText: "Review" }).waitFor({ state: "detached" });
    await workbench.command("Auth0 for APIM: Review All Changes");
    await workbench.notification("No plan was made, since in the Auth0 API “Orders”").waitFor();
    await workbench.clearNotifications();
  });

  test("what stands in a document is kept while it forgets what Undo could bring back, and discarded", async () => {
    const documents = workbench.page.locator(".tab", { hasText: "auth0-api.json" });
    const first = documents.first();
    await first.click();
    await first.and(workbench.page.locator(".active")).waitFor();
    const name = (await first.getAttribute("aria-label")) ?? "";
    await workbench.command("Auth0 for APIM: Open Anew Without Undo");
    // closed and opened anew it stands behind the other one
    await documents
      .last()
      .and(workbench.page.locator(`.active[aria-label="${name}"]`))
      .waitFor();
    await lens("1 change not applied").waitFor();
    await workbench.command("Auth0 for APIM: Discard Changes");
    await workbench.dialogButton("Discard");
    await lens("1 change not applied").waitFor({ state: "detached" });
  });

  test("a file of the workspace begins a document", async () => {
    const file = "shop.auth0-api.json";
    fs.writeFileSync(path.join(workbench.workspace, file), orders.replaceAll(/orders/gi, "shop"));
    await workbench.openActivity("Explorer");
    await workbench.contextMenu(workbench.page.getByRole("treeitem", { name: file }), "New from File…");
    await lens("New Auth0 API, not created yet").waitFor();
    await line('"https://shop.example"').waitFor();
    await workbench.picture("14 from a file");
  });
});
