import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { hardToRead } from "./contrast.ts";
import { Workbench } from "./workbench.ts";

const services = "API Management";
const api = "Basic Calculator";

const first = "<policies><inbound><base /></inbound><backend><base /></backend></policies>";
const second = "<policies><inbound><base /><!-- theirs --></inbound><backend><base /></backend></policies>";

/** A plan that fails in the middle, from its page to the next start of the editor. */
suite("a plan that is not finished", () => {
  let workbench: Workbench;
  let broken = false;

  // Each step goes on where the one before it stopped.
  setup(function () {
    if (broken) this.skip();
  });
  teardown(async function () {
    if (this.currentTest?.state !== "failed") return;
    broken = true;
    await workbench.picture(`failed ${this.currentTest.title}`);
  });
  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/plans" });
  });
  suiteTeardown(() => workbench?.close());

  /** Replaces the text of the policy that is open, and saves it by hand. */
  async function write(text: string): Promise<void> {
    const { page } = workbench;
    await page.locator(".tab.active", { hasText: "policy.xml" }).waitFor();
    await page.locator(".editor-instance .view-line").first().waitFor();
    await workbench.replaceText(text);
    await page.locator(".tab.active.dirty").waitFor();
    await page.keyboard.press("Control+S");
    await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
  }

  /** By the welcome, or by the row that says that the one of before the reload is stopped. */
  async function startSandbox(isStopped = false): Promise<void> {
    await workbench.openActivity("Auth0 for APIM");
    if (isStopped) await workbench.row(services, /^Sandbox, stopped/).click();
    else await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().click();
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.row(services, api).waitFor();
    await workbench.clearNotifications();
  }

  const page = () => workbench.webview();
  const texts = () => page().locator("h1, h2, h3, p, dt, dd, .tag, .quiet, .line, .button");

  /** By the workspace's settings, which take no focus from the page. */
  async function useTheme(name: string, mark: string): Promise<void> {
    const folder = path.join(workbench.workspace, ".vscode");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify({ "workbench.colorTheme": name }));
    await page().locator(`body.${mark}`).waitFor();
  }

  test("its review shows what is now and planned, and is readable in dark, light and high contrast", async () => {
    await startSandbox();
    await workbench.command("Auth0 for APIM: Open Policy");
    await workbench.choose("Choose an API of API Management", api);
    await write(first);
    await workbench.contextMenu(workbench.row(services, api), "Secure API with Auth0");
    await workbench.choose(/The plan is shown before/, "Choose Each…");
    await workbench.choose(/Which API of the Auth0 tenant/, `New API “${api}”`);
    await workbench.accept(/Identifier of the new API/);
    await workbench.accept(/Scopes of the new API/);
    await workbench.choose(/Which application/, "New Regular Web Application");
    await workbench.choose(/Which database connection/, "New database connection");
    await workbench.choose(/Who tries out the developer portal/, /New test user .*generated password/);
    await workbench.accept(/Which scopes must every token have/);
    await workbench.choose(/Where is the check of tokens put/, "This API");
    await workbench.choose(/Which scopes do single operations need/, "No Scopes Besides");
    await workbench.accept(/Origins of pages in browsers/);
    await page().getByText("9 changes:").waitFor();
    await workbench.clearNotifications();
    for (const [name, mark] of [
      ["Default Dark Modern", "vscode-dark"],
      ["Default Light Modern", "vscode-light"],
      ["Default High Contrast", "vscode-high-contrast"],
    ] as const) {
      await useTheme(name, mark);
      assert.deepEqual(await hardToRead(texts()), [], name);
      await workbench.picture(`1 review ${name}`);
      await page().locator("ins.line").first().scrollIntoViewIfNeeded();
      await workbench.picture(`1 review policy ${name}`);
    }
  });

  test("somebody changes the policy before Apply: what was made, failed and not started is said", async () => {
    await workbench.page.locator(".tab", { hasText: "policy.xml" }).click();
    await write(second);
    await workbench.page.locator(".tab", { hasText: "Review: Secure" }).click();
    await page().getByRole("button", { name: "Apply 9 Changes" }).click();
    await page().locator('[role="alert"]', { hasText: "is not fully secured" }).waitFor();
    await page().locator('[role="alert"]').waitFor();
    assert.match((await page().locator('[role="alert"]').innerText()) ?? "", /changed/i);
    const buttons = await page().locator("footer button").allInnerTexts();
    // Somebody else's change is refused again until the plan is made anew, so that this is not the first way on.
    assert.match(buttons[0] ?? "", /^Undo \d Changes$/);
    assert.equal(buttons[1], "Try Again");
    assert.equal(buttons[2], "Keep and Continue Later");
    await workbench.clearNotifications();
    for (const [name, mark] of [
      ["Default High Contrast", "vscode-high-contrast"],
      ["Default Light Modern", "vscode-light"],
      ["Default Dark Modern", "vscode-dark"],
    ] as const) {
      await useTheme(name, mark);
      assert.deepEqual(await hardToRead(texts()), [], name);
      await workbench.picture(`2 failed ${name}`);
    }
  });

  test("nothing is cut or scrolls sideways at 560 pixels", async () => {
    await workbench.command("View: Toggle Primary Side Bar Visibility");
    await workbench.page.setViewportSize({ width: 610, height: 900 });
    const wide = await page()
      .locator("body")
      .evaluate(({ ownerDocument: { documentElement } }) => [
        documentElement.scrollWidth,
        documentElement.clientWidth,
      ]);
    assert.ok((wide[1] ?? 0) <= 580, String(wide[1]));
    assert.equal(wide[0], wide[1]);
    await workbench.picture("3 failed 560");
    await page().locator("footer").scrollIntoViewIfNeeded();
    await page().getByText("What undoing does").scrollIntoViewIfNeeded();
    await workbench.picture("3 failed 560 end");
    await workbench.page.setViewportSize({ width: 1440, height: 900 });
  });

  test("after a reload it is offered, and Show Plans leads to its page, where Undo takes it back", async () => {
    await workbench.reload();
    await workbench.openActivity("Auth0 for APIM");
    const offer = workbench.notification("A plan was not finished");
    await offer.waitFor();
    await workbench.picture("4 offered");
    await offer.getByRole("button", { name: "Later" }).click();
    await startSandbox(true);
    await workbench.command("Auth0 for APIM: Show Plans");
    await workbench.prompt(/Choose a plan/);
    await workbench.picture("5 plans");
    await workbench.choose(/Choose a plan/, /not finished/);
    await page()
      .getByRole("button", { name: /^Undo \d Changes/ })
      .click();
    await workbench.dialogButton("Undo");
    await workbench.told("Undone").waitFor();
    await page()
      .getByText(/Undone: Secure/)
      .first()
      .waitFor();
    await workbench.clearNotifications();
    await workbench.picture("6 undone");
    // What is left of the plan was built on what is gone.
    assert.deepEqual(await page().locator("footer button").allInnerTexts(), ["Close"]);
  });
});
