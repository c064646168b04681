import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const services = "API Management";
const api = "Basic Calculator";

suite("by the command palette, and by typing a snippet", () => {
  let workbench: Workbench;

  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/policy" });
  });

  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });

  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  /** The text of the active editor, as far as it is shown; the lines come in any order. */
  const shown = async () =>
    (await workbench.page.locator(".editor-instance .view-line").allInnerTexts())
      .join("\n")
      .replaceAll("\u00a0", " ");

  test("the palette starts the sandbox and plans to secure an API", async () => {
    await workbench.command("Auth0 for APIM: Start Sandbox", "1 command palette");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.clearNotifications();
    await workbench.command("Auth0 for APIM: Secure API with Auth0");
    await workbench.choose("Choose an API of API Management", api);
    await workbench.choose(/The plan is shown before/, "Choose Each…");
    await workbench.choose(/Which API of the Auth0 tenant/, `New API “${api}”`);
    await workbench.prompt(/Identifier of the new API/);
    await workbench.quickInput().first().fill("basic calculator");
    await workbench.page.getByText("An identifier has no spaces.").waitFor();
    await workbench.picture("2 bad input");
    await workbench.page.keyboard.press("Escape");
    await workbench.promptGone();
  });

  test("a policy opens from the tree, and the snippet is typed into it", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.expand(services, api);
    await workbench
      .row(services, /^Policy.*this API|^Policy/)
      .last()
      .waitFor();
    await workbench.contextMenu(workbench.row(services, api), "Open Policy");
    await workbench.page.locator(".tab.active", { hasText: "policy.xml" }).waitFor();
    await workbench.goTo(3);
    await workbench.page.keyboard.press("Enter");
    await workbench.page.keyboard.type("<validate-jwt", { delay: 40 });
    const offer = workbench.page
      .locator(".suggest-widget .monaco-list-row", { hasText: "validate-jwt" })
      .first();
    await offer.waitFor();
    await workbench.picture("3 completion");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".editor-instance .view-line", { hasText: "openid-config" }).waitFor();
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Escape");
    assert.doesNotMatch(await shown(), /<</);
    await workbench.picture("4 snippet");
  });

  test("a mistake gets a squiggle, and the fix mends it", async () => {
    await workbench.goTo(11);
    for (const _ of "</issuer>") await workbench.page.keyboard.press("ArrowLeft");
    await workbench.page.keyboard.press("Backspace");
    await workbench.page.locator(".editor-instance .squiggly-warning").first().waitFor();
    await workbench.picture("5 squiggle");
    await workbench.command("Problems: Focus on Problems View");
    const problem = workbench.page.locator(".markers-panel .monaco-list-row", { hasText: "slash" });
    await problem.waitFor();
    await workbench.picture("6 problem");
    await workbench.goTo(11, 30);
    await workbench.quickFix(/slash/i);
    await problem.waitFor({ state: "detached" });
    assert.match(await shown(), /<issuer>https:\/\/127\.0\.0\.1:\d+\/<\/issuer>/);
    await workbench.picture("7 mended");
  });

  test("the policy is saved to the service", async () => {
    await workbench.page.keyboard.press("Control+S");
    await workbench.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    await workbench.picture("8 saved");
  });

  test("Save in the dialog at closing is a save by hand", async () => {
    const writes = () => workbench.exchanges().filter(({ method }) => method === "PUT").length;
    const before = writes();
    await workbench.goTo(3);
    await workbench.page.keyboard.press("Enter");
    await workbench.page.keyboard.type("<!-- closed", { delay: 30 });
    await workbench.page.locator(".tab.active.dirty").waitFor();
    await workbench.page.locator(".tab.active").hover();
    await workbench.page.locator(".tab.active .tab-actions .action-label").first().click();
    await workbench.page.locator(".monaco-dialog-box").waitFor();
    await workbench.picture("9 closing");
    await workbench.dialogButton("Save");
    await workbench.page.locator(".tab.active", { hasText: "policy.xml" }).waitFor({ state: "detached" });
    assert.equal(writes(), before + 1);
  });

  test("the palette explains a rule", async () => {
    await workbench.command("Auth0 for APIM: Explain Rule");
    await workbench.take("Which rule?", "base-present");
    await workbench.page.locator(".tab.active", { hasText: "base-present" }).waitFor();
    await workbench.webview().getByRole("heading", { name: "base-present" }).first().waitFor();
    await workbench.picture("10 a rule explained");
    await workbench.command("View: Close All Editors");
  });

  test("any XML is a policy once a person says so", async () => {
    fs.writeFileSync(path.join(workbench.workspace, "loose.xml"), "<policies>\n  <inbund />\n</policies>\n");
    await workbench.openFile("loose.xml");
    await workbench.command("Auth0 for APIM: Treat as API Management Policy");
    await workbench.notification("This document is treated as a policy until it is closed").waitFor();
    await workbench.page.locator(".editor-instance .squiggly-error").first().waitFor();
    await workbench.picture("11 treated as a policy");
  });
});
